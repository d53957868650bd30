// Character references, `&amp;`, `&#228;`, `&#xE4;`, with all 2,125 names that Markdown knows and the 106
// that HTML also takes without a semicolon.
//
// Whatever is appended is well-formed UTF-8. The names are unpacked when the first is asked for, and stay.
#pragma once

#include <string>
#include <string_view>

namespace carrel::markdown {

// Appends what `reference` (from '&' to ';') stands for, as CommonMark 6.2 says. False: it stands for
// nothing, `out` is untouched.
bool append_entity(std::string& out, std::string_view reference);

// Appends text of an HTML document with its references decoded, as the HTML standard says (13.2.5.72).
// Requires: well-formed UTF-8.
void append_html(std::string& out, std::string_view text, bool in_attribute);

}  // namespace carrel::markdown
