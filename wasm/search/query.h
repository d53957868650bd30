// The request: a query string, understood. docs/query.md is its description for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil_date.h"

namespace carrel {

enum class Sort { kRelevance, kNew, kOld, kTitle };

constexpr std::uint32_t kDefaultShow = 10;
constexpr std::uint32_t kMaxShow = 1000;
constexpr std::uint32_t kMaxDepth = 2;
// A longer text is cut: nobody types it, and every word costs a look-up.
constexpr std::size_t kMaxQueryBytes = 4000;

struct Query {
  std::string text;                                                   // white space folded, well-formed UTF-8
  std::vector<std::string> categories, tags, authors;                 // slugs
  bool all_categories = false, all_tags = true, all_authors = false;  // or any of them
  std::string where;  // filters over fields, as written: what they mean depends on the bundle
  std::string topic, read;
  std::optional<CivilDay> from, to;
  Sort sort = Sort::kNew;
  std::uint32_t show = kDefaultShow;
  bool passages = false;
  bool explain = false;
  bool only_hits = false;  // no facets, and of each hit no more than names it
  std::optional<std::uint32_t>
      depth;  // what ranking looks at: 0 words, 1 their positions, 2 what articles are about
  std::vector<std::pair<std::string, std::string>> stems;  // word → a known form of its class, or ""
  std::vector<std::string> ignored;                        // parameters whose value could not be understood
};

// Takes the first item of a list off it.
std::string_view take_item(std::string_view& list, char separator);

// Takes "all:" or "any:" off the beginning of a list and says which it was in `all`; without either it stays.
std::string_view take_mode(std::string_view list, bool& all);

// Never fails: what cannot be understood is named in `ignored`.
// `show` where it says nothing of it.
Query parse_query(std::string_view query_string, std::uint32_t show = kDefaultShow);

}  // namespace carrel
