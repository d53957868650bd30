// The words of a query, each with what it stands for in the dictionary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/list.h"
#include "index/reader.h"
#include "search/dictionary.h"
#include "search/query.h"

namespace carrel {

// How something came to be looked for: exact beats stem, stem beats prefix, prefix beats typo.
enum class Tier : std::uint8_t { kExact, kStem, kPrefix, kTypo };

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
  std::string typed;         // as it stands in the query
  std::string text;          // folded
  std::uint32_t offset = 0;  // of `typed` in the query text
  List<WordForm> forms;
  std::string lemma;          // the first form of its class, or what a stemmer made of it; "" where unknown
  List<NamedArticle> named;   // found by other names of the word, or of the words about it
  List<TermRef> named_words;  // the classes of these names
  bool is_prefix = false;     // its last letters may be missing
  std::string corrected;      // the nearest known spelling, where only misspellings matched
  List<std::uint32_t> tokens;  // where it stands among the words of the query
  float importance = 1;        // less for words that hold sentences together
  float information = 0;       // what finding it tells; set by rank
};

// A word that the dictionary lacks and a stemmer should look at: which of `among` has the same stem?
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

// Requires: `query.text` is well-formed. When `needs` or `missing` are not empty afterwards the words are not
// complete.
Words expand_words(const Index& index, const Query& query, std::vector<StemNeed>& needs, Missing& missing);

}  // namespace carrel
