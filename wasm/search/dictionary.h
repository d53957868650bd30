// Look-ups in the dictionary: the word itself, the words that begin with it, its misspellings.
//
// The dictionary comes in parts; what a look-up cannot see yet it names in `missing`, and its answer is then
// empty.
#pragma once

#include <string_view>

#include "base/list.h"
#include "index/reader.h"

namespace carrel {

// A form, its class, and in how many articles it stands.
struct Entry {
  TermRef form, class_ref;
  std::string_view text;
  std::uint32_t documents = 0;
  bool is_function_word = false;
};

// Requires for all: `word` folded (text/fold.h).
std::optional<Entry> find_form(const Index& index, std::string_view word, Missing& missing);

// In how many articles a form stands; 0 if it is none.
std::uint32_t documents_of(const Index& index, std::string_view word, Missing& missing);

// The forms that start with `prefix`, ascending.
List<Entry> find_prefix(const Index& index, std::string_view prefix, Missing& missing);

// The forms of a class. Requires: it came from one of these look-ups.
List<Entry> find_class(const Index& index, TermRef class_ref);

struct Misspelling {
  Entry entry;
  std::uint32_t distance = 0;
  bool first_letter_differs = false;
};

// Forms within one edit of a word of 4 letters or more, two from 8; none for words with digits. An edit is a
// letter added, dropped, changed, or two neighbours swapped (Damerau's optimal string alignment). Nearest
// first, then the more frequent. Where nothing begins with the same two letters, one edit among these is
// looked for, in words that are worth it (index/term_lists.h).
List<Misspelling> find_misspellings(const Index& index, std::string_view word, Missing& missing);

// Where a word of 6 letters or more parts into two forms of 3 or more: bytes from its start; 0 if nowhere. Of
// several places the one whose rarer form is in most articles.
std::size_t find_cut(const Index& index, std::string_view word, Missing& missing);

}  // namespace carrel
