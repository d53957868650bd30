// The headings of a body: where they stand in its plain text, and the names by which they are linked to.
//
// A heading is one line of the plain text, which holds its words; kept here are its place, its level, and its
// name where that does not follow from the words.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/list.h"

namespace carrel {

struct HeadingLine {
  std::uint32_t offset = 0, size = 0;  // of its line in the plain text, in bytes
  std::uint32_t level = 0;             // 1 to 6
  std::string_view name;               // empty: usual_name of its line
};

// The name that most headings have: small letters, digits, '-' and '_' of ASCII, '-' for a blank, everything
// past ASCII as it stands.
std::string usual_name(std::string_view line);

// Appends `heading`, the next one after `last`, to a list. Requires: its offset is not before that of `last`.
void write_heading(Writer& writer, const HeadingLine& last, const HeadingLine& heading);

// Reads a list; stops where it does not fit the text or is no list. Requires: `text` is well-formed UTF-8 and
// outlives the result, as `bytes` does.
List<HeadingLine> read_headings(ByteSpan bytes, std::string_view text);

}  // namespace carrel
