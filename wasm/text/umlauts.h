// The German spelling of umlauts with an e: "Zuerich" for "Zürich".
#pragma once

#include <string>
#include <string_view>

namespace carrel {

// "zuerich" → "zurich", to which "Zürich" folds too. Not so the "ue" behind a vowel or a q (Feuer, Quelle).
// `folded`: see text/fold.h.
std::string without_umlauts(std::string_view folded);

}  // namespace carrel
