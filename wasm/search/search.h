// Search: a query string in, an answer as JSON out (docs/query.md).
//
// The answer is a pure function of the index and the request. Where a file or a stem is missing the answer
// names it and nothing else; asked again with it, the request gives the same answer whatever was loaded
// before. Only a part of the dictionary that no packer wrote is refused (Engine::search) no sooner than a
// request looks at it.
#pragma once

#include <string>
#include <string_view>

#include "index/reader.h"
#include "search/answer.h"
#include "search/constraints.h"
#include "search/filter.h"
#include "search/query.h"
#include "search/rank.h"
#include "search/words.h"

namespace carrel {

// What a request finds.
struct Found {
  Words words;                     // those that count
  List<std::string_view> phrases;  // folded words with a blank between; kept by `words`
  Correction correction;
  Constraints constraints;
  Ranking ranking;
  Filtered filtered;  // the first `show` hits in their order
};

// Empty when `found` is whole, otherwise the answer that names what is needed first.
std::string find_articles(const Index& index, const Query& query, Found& found);

std::string search(const Index& index, std::string_view request);

}  // namespace carrel
