// Where a text may be cut: between sentences, between words, and never inside a character as readers see it.
//
// A character is one letter with its marks, an emoji with its joiners, a flag (UAX #29, extended grapheme
// clusters; in rare scripts several letters are taken for one).
#pragma once

#include <cstddef>
#include <string_view>

namespace carrel {

bool is_space(char c);

// True where a character ends and the next begins, and at both ends. Requires: well-formed UTF-8.
bool is_character_border(std::string_view text, std::size_t at);

// Where the sentence after the one at `from` begins; the size of the text if there is none. A line feed ends
// a sentence; a full stop does not after one letter ("e.g."), a title ("Dr.") or an ordinal ("the 3."), nor
// before a small letter or between digits.
std::size_t next_sentence(std::string_view text, std::size_t from);

// `text` without blanks at its end.
std::string_view without_blanks(std::string_view text);

// The beginning of `text`, at most `limit` bytes: whole words, or where those are long, whole characters.
// Without blanks at its end; empty only if the first character is longer.
std::string_view cut_text(std::string_view text, std::size_t limit);

}  // namespace carrel
