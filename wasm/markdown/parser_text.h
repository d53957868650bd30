// The strings that md4c hands out, which are still source text: references are not decoded yet.
//
// What comes out is well-formed UTF-8 if the Markdown was.
#pragma once

#include <md4c.h>

#include <string>
#include <string_view>

namespace carrel::markdown {

// Appends a run of text of that type.
void append_typed(std::string& out, MD_TEXTTYPE type, std::string_view run);

std::string decoded(const MD_ATTRIBUTE& attribute);

// The language that an info string names, in lower case, if it begins with a plain name ("rust,no_run" names
// rust), otherwise empty.
std::string language_of(std::string info);

}  // namespace carrel::markdown
