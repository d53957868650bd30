// Ranking: which articles match the words, and how well.
//
// BM25F (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009): frequencies of all fields are
// weighted, normalised by field length and added before they saturate. On top of it: coverage of the words,
// and titles that are the query or lie inside it.
#pragma once

#include <optional>
#include <vector>

#include "search/words.h"

namespace carrel {

struct Match {
  ArticleId article = 0;
  float score = 0;
};

struct Ranking {
  std::vector<Match> matches;  // by article
  bool relaxed = false;        // no article has every word
};

// Nothing when postings are missing; `missing` then names their files. Requires: at least one word.
std::optional<Ranking> rank(const Index& index, const std::vector<Word>& words,
                            std::vector<std::uint64_t>& missing);

}  // namespace carrel
