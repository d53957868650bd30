// The answers, written as JSON. docs/query.md is their specification.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/list.h"
#include "index/reader.h"
#include "search/constraints.h"
#include "search/excerpt.h"
#include "search/filter.h"
#include "search/query.h"

namespace carrel {

// The words that were taken for others, the others, and the query with these; all empty if there are none.
struct Correction {
  std::string from, to, query;
};

struct Hit {
  Match match;
  Card card;
  Excerpt title, excerpt, also_known_as;  // without words no ranges
  std::string_view other_name;            // by which alone it was found, "" otherwise
  bool from_body = false;
  std::string explain_json;  // "": was not asked for
};

void write_ranges(JsonWriter& json, const List<Range>& ranges);

// No more than names the article.
void write_short_hit(JsonWriter& json, const Card& card, float score);

void write_hit(JsonWriter& json, const Index& index, const Hit& hit);

struct ListAnswer {
  const Query& query;
  const Filtered& filtered;
  std::string_view hits_json;  // a list, written by write_hit
  std::uint32_t relaxed = 0;   // bits of Relaxed
  const Correction& correction;
  const List<OtherName>& names;
};

std::string write_list(const Index& index, const ListAnswer& answer);

// The member `needs` of an answer that needs nothing.
void write_no_needs(JsonWriter& json);

// `body` null: no such article.
std::string write_article(const Body* body);

std::string write_needs(const Index& index, List<std::uint64_t> files, const List<StemNeed>& stems);

}  // namespace carrel
