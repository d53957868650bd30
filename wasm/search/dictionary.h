// Look-ups in the dictionary: the word itself, its prefix range, its misspellings.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "index/reader.h"

namespace carrel {

// Requires for all: `word` folded (text/fold.h).
std::optional<FormId> find_form(const Index& index, std::string_view word);

// The forms that start with `prefix`: [first, second).
std::pair<FormId, FormId> find_prefix(const Index& index, std::string_view prefix);

struct Misspelling {
  FormId form = 0;
  std::uint32_t distance = 0;
  bool first_letter_differs = false;
};

// Forms within one edit of a word of 4 letters or more, two from 8; none for words with digits. An edit is a
// letter added, dropped, changed, or two neighbours swapped (Damerau's optimal string alignment). Nearest
// first, then the more frequent.
std::vector<Misspelling> find_misspellings(const Index& index, std::string_view word);

}  // namespace carrel
