// Which stem.<language>.wasm the words of a text want.
#pragma once

#include <string_view>

namespace carrel {

// `tag`: a BCP 47 tag, of which the primary subtag counts, in any case. The two letters that the module is
// named after, or "" where there is no stemmer for the language.
std::string_view stem_language(std::string_view tag);

}  // namespace carrel
