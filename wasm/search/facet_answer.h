// The facets of an answer, written as JSON. docs/query.md is their specification.
#pragma once

#include "base/json_writer.h"
#include "index/facets.h"
#include "search/filter.h"

namespace carrel {

// Values of a facet by their count, then label: only what has a count or is selected. Requires: `filtered`
// has counts.
List<ValueId> by_count(const Facets& facets, const Filtered& filtered, std::uint32_t facet);

// An object. Requires: `filtered` has counts.
void write_facets(JsonWriter& json, const Facets& facets, const Filtered& filtered);

}  // namespace carrel
