// The answers, written as JSON. docs/query.md is their specification.
#pragma once

#include <cstdint>
#include <string>

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
  const Match& match;
  const Card& card;
  Excerpt title, excerpt, also_known_as;  // without words no ranges
  std::string_view other_name;            // by which alone it was found, "" otherwise
  bool from_body = false;
  std::string explain_json;  // "": was not asked for
};

void write_ranges(JsonWriter& json, const List<Range>& ranges);

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

// `body` null: no such article.
std::string write_article(const Body* body);

// Puts `files` into order.
std::string write_needs(const Index& index, Missing& files, const List<StemNeed>& stems);

}  // namespace carrel
