// The words of a query, each with what it stands for in the dictionary.
#pragma once

#include <span>
#include <string_view>

#include "base/arena.h"
#include "base/list.h"
#include "index/reader.h"
#include "search/dictionary.h"
#include "search/query.h"
#include "search/syntax.h"

namespace carrel {

// How something came to be looked for: exact beats stem, stem beats prefix, prefix beats typo.
// No form is a synonym: these come as articles.
enum class Tier : std::uint8_t { kExact, kStem, kPrefix, kTypo, kSynonym };

// A form, or with kStem a whole class.
struct WordForm {
  Entry entry;
  Tier tier = Tier::kExact;
  float weight = 1;
};

// An article that has a word by another name.
struct NamedArticle {
  ArticleId article = 0;
  Mark mark = 0;  // its level and kInTitle: what each word of the name has
};

// Its texts and lists belong to the query, the index or the Words that it is of.
struct Word {
  std::string_view typed;  // as it stands in the query
  std::string_view text;   // folded
  std::string_view lemma;  // the first form of its class, or what a stemmer made of it; "": no other names
  std::string_view corrected;  // the known spelling that it was taken for
  std::uint32_t offset = 0;    // of `typed` in the query text
  std::uint32_t clause = 0;    // the number of the one in which it stands
  std::uint32_t times = 0;     // how often it counts; set by keep_counting_words
  bool is_prefix = false;      // its last letters may be missing
  bool in_phrase = false;      // stands in quoted phrases alone: marked with them, not by itself
  bool was_stemmed = false;    // a stemmer was asked about it
  float importance = 0;        // less for words that hold sentences together
  float information = 0;       // what finding it tells; set by rank
  std::span<const WordForm> forms;
  std::span<const NamedArticle> named;   // found by other names of the word, or of the words about it
  std::span<const TermRef> named_words;  // the classes of these names
};

// A word that the dictionary lacks, and one that a stemmer should compare with it: which has the same stem?
// Needs of one word follow each other. Where `among` is "" words are missing, and the stemmer is wanted soon.
struct StemNeed {
  std::string_view word, among;
};

// Another name for some words of a query (docs/content.md).
struct OtherName {
  std::uint32_t first = 0, count = 0;  // which words
  std::string_view typed;              // these words in the query text
  std::string_view name;
  // The articles that have all words of the name, ascending: these of the first word's `named`; never empty.
  std::uint32_t begin = 0, end = 0;
};

struct Words {
  List<Word> words;
  List<OtherName> names;
  // Of each place among the words that count the word that stands there, numbered from 1; set by
  // keep_counting_words.
  List<std::uint32_t> order;
  Arena arena;
};

// The words of all clauses but those that look into facets or dates, as they follow in the text; repeated
// ones repeatedly. A word that was run together from two gives both; two that make one give one. Requires:
// `query.text` is well-formed, and `clauses` are its own. When `missing` is not empty afterwards the
// words are not complete; with `needs` alone they are what they will be should no stemmer know a form of
// these.
void expand_words(const Index& index, const Query& query, const List<Clause>& clauses, Words& words,
                  List<StemNeed>& needs, Missing& missing);

// Leaves what counts for the order of articles: not what is excluded, a repeated word once, and as one word
// what OR joins.
void keep_counting_words(const List<Clause>& clauses, Words& words);

// Calls `visit` with the postings of a form and each place in them where it stands.
template <class Visit>
void each_posting(const Index& index, const WordForm& form, const Visit& visit) {
  const FormPostings postings = postings_of(index, form.entry, form.tier == Tier::kStem);
  for (std::size_t i = 0; i < postings.size(); ++i) visit(postings.of_class, postings[i]);
}

}  // namespace carrel
