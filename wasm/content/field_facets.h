// Field facets: the articles' own fields as things to filter by.
//
// Each name becomes a facet of one type: numbers, dates, or texts for anything else. What does not fit is
// reported and left out of the facets; the fields themselves stay as they are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "content/content.h"

namespace carrel {

enum class FieldFacetType { kText, kNumber, kDate };

struct FieldFacet {
  std::string name, slug, label;
  FieldFacetType type = FieldFacetType::kText;
  std::uint32_t decimals = 0;  // that its numbers have, at most three
};

struct FieldFacetValue {
  std::uint32_t facet = 0;
  std::string text;  // of a text
  std::int64_t number =
      0;  // of a number: thousandths, rounded to the facet's decimals; of a date: its first day
};

struct FieldFacets {
  std::vector<FieldFacet> facets;  // those that site.fields names first, then as they were met
  std::vector<std::vector<FieldFacetValue>> values;  // of each article
};

// At most `limit` facets. Adds to content.faults.
FieldFacets field_facets(Content& content, std::size_t limit);

}  // namespace carrel
