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

struct Word {
  std::string typed;         // as it stands in the query
  std::string text;          // folded
  std::uint32_t offset = 0;  // of `typed` in the query text
  List<WordForm> forms;
  bool is_prefix = false;  // its last letters may be missing
  std::string corrected;   // the nearest known spelling, where only misspellings matched
};

// A word that the dictionary lacks and a stemmer should look at: which of `among` has the same stem? Nothing
// is among them while words are missing: then the stemmer is wanted soon.
struct StemNeed {
  std::string word;
  std::vector<std::string> among;
};

// Requires: `query.text` is well-formed. When `needs` or `missing` are not empty afterwards the words are not
// complete.
std::vector<Word> expand_words(const Index& index, const Query& query, std::vector<StemNeed>& needs,
                               Missing& missing);

}  // namespace carrel
