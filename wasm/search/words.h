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
  float strength = 0;
  bool in_title = false;
};

struct Word {
  std::string_view typed;    // as it stands in the query, which owns it
  std::string text;          // folded
  std::uint32_t offset = 0;  // of `typed` in the query text
  std::uint32_t clause = 0;  // the number of the one in which it stands
  List<WordForm> forms;
  std::string lemma;          // the first form of its class, or what a stemmer made of it; "": no other names
  List<NamedArticle> named;   // found by other names of the word, or of the words about it
  List<TermRef> named_words;  // the classes of these names
  bool is_prefix = false;     // its last letters may be missing
  bool in_phrase = false;     // stands in quoted phrases alone: marked with them, not by itself
  std::string corrected;      // the known spelling that it was taken for
  List<std::uint32_t> tokens;  // where it stands among those that count; set by counting_words
  float importance = 1;        // less for words that hold sentences together
  float information = 0;       // what finding it tells; set by rank
};

// A word that the dictionary lacks and a stemmer should look at: which of `among` has the same stem? Nothing
// is among them while words are missing: then the stemmer is wanted soon.
struct StemNeed {
  std::string word;
  std::vector<std::string> among;
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
  std::vector<Word> words;
  List<OtherName> names;
};

// The words of all clauses but those that look into facets or dates, as they follow in the text; repeated
// ones repeatedly. A word that was run together from two gives both; two that make one give one. Requires:
// `query.text` is well-formed, and `clauses` are its own. When `needs` or `missing` are not empty afterwards
// the words are not complete.
Words expand_words(const Index& index, const Query& query, const List<Clause>& clauses,
                   std::vector<StemNeed>& needs, Missing& missing);

// What counts for the order of articles: not what is excluded, a repeated word once, and as one word what OR
// joins.
Words counting_words(Words all, const List<Clause>& clauses);

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
