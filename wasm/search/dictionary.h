// Look-ups in the dictionary: the word itself, the words that begin with it, its misspellings.
//
// The dictionary comes in parts; what a look-up cannot see yet it names in `missing`, and its answer is then
// empty.
#pragma once

#include <string_view>

#include "base/list.h"
#include "index/reader.h"

namespace carrel {

// A form, its class, and in how many articles it stands. Without text it is none.
struct Entry {
  TermRef form, class_ref;
  std::string_view text;
  std::uint32_t documents = 0;
  bool is_function_word = false;  // find_form alone says so
  // Of a misspelling: twice the edits, and one more where the first letter differs.
  std::uint8_t cost = 0;

  explicit operator bool() const { return !text.empty(); }
};

// The postings that hold a form, or its whole class.
struct FormPostings {
  Postings of_class;
  std::span<const std::uint32_t> places;  // which of them; empty: all

  std::size_t size() const { return places.empty() ? of_class.articles.size() : places.size(); }
  std::size_t operator[](std::size_t i) const { return places.empty() ? i : places[i]; }
};

// Requires for both: the entry came from one of the look-ups below.
FormPostings postings_of(const Index& index, const Entry& entry, bool whole_class = false);
// The forms of its class, ascending.
List<Entry> find_class(const Index& index, TermRef class_ref);

// Requires for all: `word` folded (text/fold.h).
Entry find_form(const Index& index, std::string_view word, Missing& missing);

// What stands for all words that begin with `prefix` where these are many (kBeginsSign).
Entry find_beginning(const Index& index, std::string_view prefix, Missing& missing);

// The texts of the forms that start with `prefix`, ascending, wherever their classes are.
List<std::string_view> texts_with(const Index& index, std::string_view prefix, Missing& missing);

// The forms that start with `prefix`, ascending.
List<Entry> find_prefix(const Index& index, std::string_view prefix, Missing& missing);

// The number of the last part that may hold words that begin with `prefix`; part_of says the first.
std::uint32_t last_part_of(const Index& index, std::string_view prefix);

// The cheapest first, then those in most articles.
void sort_entries(List<Entry>& entries);

// Words of 4 letters or more and without digits are inflected and misspelt.
bool may_vary(std::string_view word);

// Forms within one edit of a word that may vary, two from 8 letters. An edit is a letter added, dropped,
// changed, or two neighbours swapped (Damerau's optimal string alignment). Nearest first, then the more
// frequent. Where one edit does among the words that share its first half, four letters at most, no others
// are looked at. Where nothing begins with the same two letters, one edit among these is looked for, in words
// that are worth it (index/term_lists.h).
List<Entry> find_misspellings(const Index& index, std::string_view word, Missing& missing);

// Where a word of 6 letters or more parts into two forms of 3 or more: bytes from its start; 0 if nowhere. Of
// several places the one whose rarer form is in most articles.
std::size_t find_cut(const Index& index, std::string_view word, Missing& missing);

}  // namespace carrel
