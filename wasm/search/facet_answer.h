// The facets of an answer, written as JSON. docs/query.md is their specification.
#pragma once

#include "base/json_writer.h"
#include "index/facets.h"
#include "search/filter.h"

namespace carrel {

// An object. Requires: `filtered` has counts.
void write_facets(JsonWriter& json, const Facets& facets, const Filtered& filtered);

}  // namespace carrel
