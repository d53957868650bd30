// Filters and live counts: which of the matching articles pass, and what each facet would offer.
#pragma once

#include <cstdint>

#include "base/list.h"
#include "index/reader.h"
#include "search/histogram.h"
#include "search/query.h"
#include "search/rank.h"

namespace carrel {

// Articles published in a year or a month.
struct TimeCount {
  std::int32_t month = 0;  // of a year its January
  std::uint32_t count = 0;
  bool selected = false;
};

struct Filtered {
  List<Match> hits;           // those that pass every filter, in the order given
  bool where_failed = false;  // some of `where` could not be understood and was left out

  // Nothing of what follows is there where only hits were asked for.
  // By value. Of number and date fields the first value of each bar counts for the whole bar.
  List<std::uint32_t> counts;
  List<std::uint8_t> wanted;  // by value: it is part of the request
  List<TimeCount> years;      // newest first
  List<TimeCount> months;     // of the year asked for, if it is one
  List<Bounds> bounds;        // asked of each field
};

// Counts leave out the facet's own selection, unless all of its values must be there: then they say what is
// left if the value is added. Requires: matches by article.
Filtered filter(const Index& index, const Query& query, List<Match> matches);

}  // namespace carrel
