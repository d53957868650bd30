// The tokeniser: text → words with their places. The same for indexing, for queries and for highlighting.
//
// A word is a run of letters, digits and marks. Inside a word an apostrophe is kept ("patient's") unless a
// vowel was dropped for it ("l'hôpital" is two words), and so are a full stop or comma between digits
// ("2.0.1"), a quotation mark between Hebrew letters, and the signs of "c++" and "c#". Han, Kana, Thai, Lao,
// Khmer and Myanmar, which write no blanks, give overlapping pairs of letters, and the last letter of a run
// alone.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/list.h"

namespace carrel {

// Longer words are cut in the index: no reader types them, and one 1 MB "word" must not become a term.
constexpr std::uint32_t kMaxWordBytes = 64;

struct Token {
  std::uint32_t offset = 0;  // bytes from the start of the text
  std::uint32_t size = 0;    // bytes, at most kMaxWordBytes

  // The word itself. Requires: `text` is the one it was found in.
  std::string_view in(std::string_view text) const { return {text.data() + offset, size}; }
};

// True for letters of the scripts that are written without blanks between words.
bool is_unspaced(char32_t code_point);

// Appends the words of `text` in order. Requires: well-formed UTF-8, less than 4 GiB.
void tokenize(std::string_view text, List<Token>& out);

// The same without words that lie inside the one before: what a query or a name consists of.
void tokenize_apart(std::string_view text, List<Token>& out);

// The same without one at the end that lies inside the one before: what a phrase consists of, as it follows
// in a text. The last run of a phrase may go on there.
void tokenize_phrase(std::string_view text, List<Token>& out);

}  // namespace carrel
