#include "search/filter.h"

#include <algorithm>
#include <bit>

#include "text/slug.h"

namespace carrel {
namespace {

// One bit for each filter that an article fails: of a facet its number's, of others these.
constexpr std::uint32_t kFailsDate = std::uint32_t{1} << 31;
constexpr std::uint32_t kFailsAlways = std::uint32_t{1} << 30;
static_assert(kFacetCount + kMaxFields < 30);

// What a request asks of a facet: that an article has at least `needed` of the values that are wanted.
struct Demand {
  std::uint32_t facet = 0, needed = 0;
};

// "-12.5" in thousandths. False: it is no number of at most ten digits before the point and three behind.
bool read_number(std::string_view text, std::int64_t& number) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::size_t digits = 0, decimals = 0;
  bool point = false;
  number = 0;
  for (const char c : text) {
    if (c == '.' && !point && digits > 0) {
      point = true;
    } else if (c >= '0' && c <= '9' && (point ? ++decimals <= kMaxDecimals : ++digits <= 10)) {
      number = number * 10 + (c - '0');
    } else {
      return false;
    }
  }
  if (digits == 0 || (point && decimals == 0)) return false;
  while (decimals++ < kMaxDecimals) number *= 10;
  if (negative) number = -number;
  return true;
}

class Filter {
 public:
  Filter(const Index& index, const Query& query, Filtered& out)
      : index_(index), facets_(index.facets()), query_(query), out_(out) {
    out_.wanted.resize(facets_.values().size());
    select(kCategories, query.categories, query.all_categories);
    select(kTags, query.tags, query.all_tags);
    select(kAuthors, query.authors, query.all_authors);
    if (!query.topic.empty()) {
      demand(kTopics, false);
      want(query.topic);
    }
    for (std::string_view where = query.where; !where.empty();) {
      if (const std::string_view clause = take_item(where, ','); !clause.empty() && !read_clause(clause))
        out_.where_failed = true;
    }
    dated_ = query.from || query.to;
  }

  void run(List<Match> matches) {
    if (!query_.only_hits) make_slots();
    std::size_t kept = 0;
    for (const Match& match : matches) {
      const std::uint32_t failed = failures(match.article);
      if (!query_.only_hits) count(match.article, failed);
      if (failed == 0) matches[kept++] = match;
    }
    matches.resize(kept);
    out_.hits = std::move(matches);
  }

 private:
  void select(std::uint32_t facet, const std::vector<std::string>& slugs, bool all) {
    if (!slugs.empty()) demand(facet, all);
    for (const std::string& slug : slugs) want(slug);
  }

  void demand(std::uint32_t facet, bool all) {
    demands_.push_back({facet, all ? 0U : 1U});
    if (all) together_ |= std::uint32_t{1} << facet;
  }

  // One more value of the latest demand.
  void want(const std::string& slug) {
    Demand& demand = demands_.back();
    ValueId at = facets_.first(demand.facet);
    const ValueId end = facets_.first(demand.facet + 1);
    while (at < end && facets_.values()[at].slug != slug) ++at;
    const bool known = at < end;
    // What the bundle lacks no article has.
    if ((together_ >> demand.facet & 1) != 0 && !(known && out_.wanted[at])) ++demand.needed;
    if (known) out_.wanted[at] = 1;
  }

  // name:a|b, name:all:a|b, name:low..high. False: it is malformed.
  bool read_clause(std::string_view clause) {
    const std::size_t colon = clause.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == clause.size()) return false;
    const std::string name = slugify(clause.substr(0, colon));
    std::string_view rest = clause.substr(colon + 1);
    const List<FieldInfo>& fields = facets_.fields();
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].slug != name) continue;
      const std::uint32_t facet = kFacetCount + i;
      // Of two clauses for one field the later would have to undo the earlier.
      for (const Demand& demand : demands_) {
        if (demand.facet == facet) return false;
      }
      if (fields[i].type != FieldType::kText) return read_range(fields[i], facet, rest);
      bool all = false;
      rest = take_mode(rest, all);
      if (rest.find_first_not_of('|') == std::string_view::npos) return false;
      demand(facet, all);
      while (!rest.empty()) {
        if (const std::string_view item = take_item(rest, '|'); !item.empty()) want(slugify(item));
      }
      return true;
    }
    always_ = kFailsAlways;
    return true;
  }

  bool read_range(const FieldInfo& field, std::uint32_t facet, std::string_view text) {
    const std::size_t dots = text.find("..");
    Bounds bounds;
    std::string_view from = text.substr(0, dots);
    std::string_view to = dots == std::string_view::npos ? from : text.substr(dots + 2);
    bounds.has_from = !from.empty();
    bounds.has_to = !to.empty();
    if (!bounds.has_from && !bounds.has_to) return false;
    if (field.type == FieldType::kDate) {
      const auto first = parse_civil_date(from), last = parse_civil_date(to);
      if ((bounds.has_from && !first) || (bounds.has_to && !last)) return false;
      if (first) bounds.from = first->first;
      if (last) bounds.to = last->last;
    } else if ((bounds.has_from && !read_number(from, bounds.from)) ||
               (bounds.has_to && !read_number(to, bounds.to))) {
      return false;
    }
    for (ValueId value = facets_.first(facet); value < facets_.first(facet + 1); ++value) {
      const std::int64_t number = facets_.values()[value].number;
      out_.wanted[value] =
          (!bounds.has_from || number >= bounds.from) && (!bounds.has_to || number <= bounds.to);
    }
    out_.bounds[facet - kFacetCount] = bounds;
    demands_.push_back({facet, 1});
    return true;
  }

  std::uint32_t failures(ArticleId article) const {
    std::uint32_t failed = always_;
    for (const Demand& demand : demands_) {
      std::uint32_t has = 0;
      for (const ValueId value : facets_.of(article, demand.facet)) has += out_.wanted[value];
      if (has < demand.needed) failed |= std::uint32_t{1} << demand.facet;
    }
    if (!dated_) return failed;
    const ArticleRow& row = index_.articles()[article];
    const bool inside =
        row.dated && (!query_.from || row.day >= *query_.from) && (!query_.to || row.day <= *query_.to);
    return inside ? failed : failed | kFailsDate;
  }

  void make_slots() {
    out_.counts.resize(facets_.values().size());
    slots_.resize(facets_.values().size());
    for (ValueId value = 0; value < slots_.size(); ++value) slots_[value] = value;
    for (std::uint32_t i = 0; i < facets_.fields().size(); ++i) {
      const std::span<const FacetValue> values = facets_.of(kFacetCount + i);
      if (facets_.fields()[i].type == FieldType::kText || values.empty()) continue;
      const Histogram histogram(facets_.fields()[i], values);
      ValueId slot = facets_.first(kFacetCount + i);
      for (std::size_t j = 1; j < values.size(); ++j) {
        const ValueId value = facets_.first(kFacetCount + i) + static_cast<ValueId>(j);
        if (histogram.bar_of(values[j].number) != histogram.bar_of(values[j - 1].number)) slot = value;
        slots_[value] = slot;
      }
    }
  }

  void count(ArticleId article, std::uint32_t failed) {
    if (failed == 0) {
      count(facets_.of_article(article));
    } else if (std::has_single_bit(failed) && failed < kFailsAlways && (failed & together_) == 0) {
      // It fails this facet alone, whose own selection does not count.
      count(facets_.of(article, static_cast<std::uint32_t>(std::countr_zero(failed))));
    }
    const ArticleRow& row = index_.articles()[article];
    if ((failed & ~kFailsDate) == 0 && row.dated) count_day(row.day);
  }

  void count(std::span<const ValueId> values) {
    ValueId last = 0xFFFFFFFF;
    for (const ValueId value : values) {
      // Two values in one bar are one article.
      const ValueId slot = slots_[value];
      if (slot != last) ++out_.counts[slot];
      last = slot;
    }
  }

  // Articles come newest first, so a year is the latest one or a new one.
  void count_day(CivilDay day) {
    if (day < year_begins_ || out_.years.empty()) {
      const std::int32_t year = year_of(day);
      year_begins_ = first_day_of(year * 12);
      one_year_ = query_.from && query_.to && year_of(*query_.from) == year && year_of(*query_.to) == year;
      out_.years.push_back({year * 12, 0, one_year_});
    }
    ++out_.years.back().count;
    if (!one_year_) return;
    const std::int32_t month = month_of(day);
    if (out_.months.empty() || out_.months.back().month != month) {
      const bool selected = month_of(*query_.from) == month && month_of(*query_.to) == month;
      out_.months.push_back({month, 0, selected});
    }
    ++out_.months.back().count;
  }

  const Index& index_;
  const Facets& facets_;
  const Query& query_;
  Filtered& out_;
  List<Demand> demands_;
  List<ValueId> slots_;         // where each value counts
  std::uint32_t together_ = 0;  // bits of facets of which all values must be there
  std::uint32_t always_ = 0;
  bool dated_ = false, one_year_ = false;
  CivilDay year_begins_ = 0;  // of the latest year
};

}  // namespace

Filtered filter(const Index& index, const Query& query, List<Match> matches) {
  Filtered filtered;
  Filter(index, query, filtered).run(std::move(matches));
  return filtered;
}

}  // namespace carrel
