// The words of a query, each with what it stands for in the dictionary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/list.h"
#include "index/reader.h"
#include "search/dictionary.h"
#include "search/query.h"
#include "search/syntax.h"

namespace carrel {

// How something came to be looked for: exact beats stem, stem beats prefix, prefix beats typo.
enum class Tier : std::uint8_t { kExact, kStem, kPrefix, kTypo };

// A form, or with kStem a whole class.
struct WordForm {
  Entry entry;
  Tier tier = Tier::kExact;
  float weight = 1;
};

struct Word {
  std::string_view typed;    // as it stands in the query, which owns it
  std::string text;          // folded
  std::uint32_t offset = 0;  // of `typed` in the query text
  std::uint32_t clause = 0;  // the number of the one in which it stands
  List<WordForm> forms;
  bool is_prefix = false;      // its last letters may be missing
  std::string corrected;       // the known spelling that it was taken for
  List<std::uint32_t> tokens;  // where it stands among the words that count; set by counting_words
  float importance = 1;        // less for words that hold sentences together
  float information = 0;       // what finding it tells; set by rank
};

// A word that the dictionary lacks and a stemmer should look at: which of `among` has the same stem?
struct StemNeed {
  std::string word;
  std::vector<std::string> among;
};

// The words of all clauses but those that look into facets or dates, as they follow in the text; repeated
// ones repeatedly. A word that was run together from two gives both; two that make one give one. Requires:
// `query.text` is well-formed, and `clauses` are its own. When `needs` or `missing` are not empty afterwards
// the words are not complete.
std::vector<Word> expand_words(const Index& index, const Query& query, const List<Clause>& clauses,
                               std::vector<StemNeed>& needs, Missing& missing);

// Moves out of `words` what counts for the order of articles: not what is excluded, a repeated word once, and
// as one word what OR joins.
std::vector<Word> counting_words(std::vector<Word>& words, const List<Clause>& clauses);

// Calls `visit` with the postings of a form and each place in them where it stands.
template <class Visit>
void each_posting(const Index& index, const WordForm& form, const Visit& visit) {
  const Postings postings = index.postings(form.entry.class_ref);
  Missing none;
  const TermPart& part = *index.terms(form.entry.class_ref.part, none);
  if (form.tier == Tier::kStem || part.forms_of(form.entry.class_ref.index).size() < 2) {
    for (std::size_t i = 0; i < postings.articles.size(); ++i) visit(postings, i);
  } else {
    for (const std::uint32_t place : part.places(form.entry.form.index)) visit(postings, place);
  }
}

}  // namespace carrel
