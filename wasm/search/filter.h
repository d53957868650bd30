// Filters and live counts: which of the matching articles pass, and what each facet would offer.
#pragma once

#include <cstdint>

#include "base/list.h"
#include "index/reader.h"
#include "search/query.h"
#include "search/rank.h"

namespace carrel {

struct FacetCount {
  std::uint32_t value = 0;  // number in the facet, or the year
  std::uint32_t count = 0;
  bool selected = false;
};

struct Filtered {
  List<Match> hits;  // those that pass every filter, in the order given
  // By count, then label; years newest first. Only what has a count or is selected.
  List<FacetCount> categories, tags, authors, years;
};

// Counts leave out the facet's own selection; tags, which must all be there, count within the hits.
Filtered filter(const Index& index, const Query& query, const List<Match>& matches);

}  // namespace carrel
