// Ranking: which articles match the words, and how well.
//
// BM25F (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009) over the marks that the index
// keeps (index/mark.h). On top of it: coverage of the words, and titles and other names that are the query or
// lie inside it. docs/decisions/0006 says how the numbers were chosen.
#pragma once

#include <span>

#include "base/list.h"
#include "search/words.h"

namespace carrel {

struct Match {
  ArticleId article = 0;
  float score = 0;
};

// Why one article has its score: score = (text + title) * weight.
struct Explanation {
  struct Part {
    float score = 0;  // 0: the article has nothing of the word
    Tier tier = Tier::kExact;
    bool in_title = false;
  };
  List<Part> parts;  // of each word
  float coverage = 0, text = 0, title = 0;
};

struct Ranking {
  List<Match> matches;    // by article
  bool relaxed = false;   // no article has every word
  float information = 0;  // of all words: what a perfect match weighs
  Explanation explanation;
};

constexpr ArticleId kNone = 0xFFFFFFFF;

// Sets the information of each word. Articles that are `barred` (1 for them, 0 for the others) do not count.
// The explanation is that of `explained`. Requires: at least one word, and that expand_words found nothing
// missing.
Ranking rank(const Index& index, List<Word>& words, std::span<const std::uint8_t> barred,
             ArticleId explained = kNone);

}  // namespace carrel
