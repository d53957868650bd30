// Folding: the form in which words are compared. "Café", "CAFÉ" and "cafe" fold to "cafe".
//
// Full Unicode case folding, compatibility forms and the loss of decorating marks; marks that belong to the
// spelling (Hindi, Thai) stay. The tables are generated, see scripts/generate-fold.mjs.
#pragma once

#include <string>
#include <string_view>

namespace carrel {

// Requires: well-formed UTF-8. Apostrophes and quotation marks inside the word are dropped ("don't" →
// "dont"), a comma between digits becomes a full stop.
std::string fold(std::string_view word);

// Lower case without any loss of marks: what a stemmer expects. Typographic apostrophes become ASCII ones.
std::string lower(std::string_view word);

// True for code points that never stand in a word: blanks, punctuation, symbols, controls.
bool is_wordless(char32_t code_point);

}  // namespace carrel
