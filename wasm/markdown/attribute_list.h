// Attribute lists: the `{#name .class key=value}` that authors write at the end of a heading.
//
// Hugo, Pandoc, Docusaurus, kramdown and MkDocs agree on the braces and the `#`, and differ in blanks and
// colons; all of their spellings are read: `{#name}`, `{ #name }`, `{: #name .class }`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace carrel::markdown {

struct AttributeList {
  std::size_t size =
      0;             // how many bytes at the end of the text it is, with the blanks before; 0: there is none
  std::string name;  // usable_name() of what stands behind the first '#'; may be empty
};

// The list at the end of `text`. Braces that hold anything else than names, classes and values are text, and
// so are those of values alone, unless a colon says what they are. Requires: `text` is as the author wrote
// it, no brace in it is escaped, and blanks at its end are cut off.
AttributeList trailing_attributes(std::string_view text);

}  // namespace carrel::markdown
