// Character references: `&amp;`, `&#228;`, `&#xE4;`, with all 2,125 names that Markdown knows.
//
// A reference is judged as CommonMark 6.2 says; whatever is appended is well-formed UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace carrel::markdown {

// Appends what `reference` (from '&' to ';') stands for. False: it stands for nothing, `out` is untouched.
bool append_entity(std::string& out, std::string_view reference);

}  // namespace carrel::markdown
