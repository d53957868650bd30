// The request: a query string, understood. docs/query.md is its description for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "base/list.h"
#include "base/text.h"
#include "search/bounds.h"

namespace carrel {

enum class Sort { kRelevance, kNew, kOld, kTitle };
constexpr std::string_view kSortNames = "relevance new old title";
constexpr std::uint32_t kSorts = 4;

constexpr std::uint32_t kDefaultShow = 10;
constexpr std::uint32_t kMaxShow = 1000;
constexpr std::uint32_t kMaxDepth = 3;
// A longer text is cut: nobody types it, and every word costs a look-up.
constexpr std::size_t kMaxQueryBytes = 4000;

// Values of a facet, as written: slugs or labels with commas between.
struct Selection {
  std::string values;
  bool all = false;  // of them, not any
};

// A word that the bundle lacks, and a known form of its class, or "".
struct StemAnswer {
  std::string_view word, form;
};

struct Query {
  std::string text;                                                // white space folded, well-formed UTF-8
  Selection selected[3] = {{{}, false}, {{}, true}, {{}, false}};  // by Facet: categories, tags, authors
  std::string where;  // filters over fields, as written: what they mean depends on the bundle
  std::string topic;  // its slug
  std::string read;
  Bounds dates;
  Sort sort = Sort::kNew;
  std::uint32_t show = kDefaultShow;
  bool passages = false;
  bool explain = false;
  // Nothing that is looked at depends on the words: all files of the dictionary and the cards, no bodies, no
  // positions outside the root.
  bool whole = false;
  bool only_ids = false;  // no facets, and of each hit no more than which it is
  // What ranking looks at: 0 words, 1 their positions, 2 what articles are about, 3 what they say.
  std::optional<std::uint32_t> depth;
  std::string stemmed;  // what stemmers said, as written
  JsonWriter ignored;   // names of parameters whose value could not be understood, as a list

  // Views into `stemmed`.
  List<StemAnswer> stems() const;
};

// Takes "all:" or "any:" off the beginning of a list and says which it was in `all`; without either it stays.
std::string_view take_mode(std::string_view list, bool& all);

// Never fails: what cannot be understood is named in `ignored`.
// `show` where it says nothing of it.
Query parse_query(std::string_view query_string, std::uint32_t show = kDefaultShow);

}  // namespace carrel
