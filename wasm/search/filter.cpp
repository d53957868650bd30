#include "search/filter.h"

#include <bit>

#include "base/civil_date.h"
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

class Filter {
 public:
  Filter(const Index& index, const Query& query, Filtered& out)
      : index_(index), facets_(index.facets()), query_(query), out_(out) {
    out_.wanted.resize(facets_.values().size());
    out_.bounds.resize(facets_.fields().size());
    for (std::uint32_t facet = kCategories; facet <= kAuthors; ++facet)
      select(facet, query.selected[facet].all, query.selected[facet].values, ',');
    if (!query.topic.empty()) {
      demand(kTopics, false);
      want(query.topic);
    }
    for (std::string_view where = query.where; !where.empty();) {
      if (const std::string_view clause = take_item(where, ','); !clause.empty() && !read_clause(clause))
        out_.where_failed = true;
    }
    if (!query.dates.both()) return;
    const std::int32_t from = month_of(static_cast<CivilDay>(query.dates.from));
    const std::int32_t to = month_of(static_cast<CivilDay>(query.dates.to));
    if (from / 12 == to / 12) asked_year_ = from - from % 12;
    if (from == to) asked_month_ = from;
  }

  void run(List<Match> matches) {
    if (!query_.only_ids) make_slots();
    std::size_t kept = 0;
    for (const Match& match : matches) {
      const std::uint32_t failed = failures(match.article);
      if (!query_.only_ids) count(match.article, failed);
      if (failed == 0) matches[kept++] = match;
    }
    matches.resize(kept);
    out_.hits = std::move(matches);
  }

 private:
  // Returns false if there is no value in the list.
  bool select(std::uint32_t facet, bool all, std::string_view list, char separator) {
    bool any = false;
    while (!list.empty()) {
      const std::string_view item = take_item(list, separator);
      if (item.empty()) continue;
      if (!any) demand(facet, all);
      any = true;
      want(facet == kCategories ? slugify_path(item) : slugify(item));
    }
    return any;
  }

  void demand(std::uint32_t facet, bool all) {
    demands_.push_back({facet, all ? 0U : 1U});
    if (all) together_ |= std::uint32_t{1} << facet;
  }

  // One more value of the latest demand.
  void want(const std::string& slug) {
    Demand& demand = demands_.back();
    const ValueId value = facets_.find(demand.facet, slug);
    const bool known = value < out_.wanted.size();
    // What the bundle lacks no article has.
    if ((together_ >> demand.facet & 1) != 0 && !(known && out_.wanted[value])) ++demand.needed;
    if (known) out_.wanted[value] = 1;
  }

  // name:a|b, name:all:a|b, name:low..high. False: it is malformed.
  bool read_clause(std::string_view clause) {
    const std::string_view name = take_item(clause, ':');
    if (name.empty() || clause.empty()) return false;
    const std::string slug = slugify(name);
    const List<FieldInfo>& fields = facets_.fields();
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].slug != slug) continue;
      const std::uint32_t facet = kFacetCount + i;
      // Of two clauses for one field the later would have to undo the earlier.
      for (const Demand& demand : demands_) {
        if (demand.facet == facet) return false;
      }
      if (fields[i].type != FieldType::kText) return read_range(i, clause);
      bool all = false;
      const std::string_view list = take_mode(clause, all);
      return select(facet, all, list, '|');
    }
    always_ = kFailsAlways;
    return true;
  }

  bool read_range(std::uint32_t field, std::string_view text) {
    const std::uint32_t facet = kFacetCount + field;
    Bounds& bounds = out_.bounds[field];
    if (!bounds.read_range(text, facets_.fields()[field].type == FieldType::kDate)) return false;
    demand(facet, false);
    for (ValueId value = facets_.first(facet); value < facets_.first(facet + 1); ++value)
      out_.wanted[value] = bounds.hold(facets_.values()[value].number);
    return true;
  }

  std::uint32_t failures(ArticleId article) const {
    std::uint32_t failed = always_;
    for (const Demand& demand : demands_) {
      std::uint32_t has = 0;
      for (const ValueId value : facets_.of(article, demand.facet)) has += out_.wanted[value];
      if (has < demand.needed) failed |= std::uint32_t{1} << demand.facet;
    }
    const ArticleRow& row = index_.articles()[article];
    if (query_.dates.any() && !(row.dated && query_.dates.hold(row.day))) failed |= kFailsDate;
    return failed;
  }

  void make_slots() {
    out_.counts.resize(facets_.values().size());
    slots_.resize(facets_.values().size());
    for (ValueId value = 0; value < slots_.size(); ++value) slots_[value] = value;
    for (std::uint32_t i = 0; i < facets_.fields().size(); ++i) {
      const std::span<const FacetValue> values = facets_.of(kFacetCount + i);
      if (facets_.fields()[i].type == FieldType::kText || values.empty()) continue;
      const Histogram histogram(facets_.fields()[i], values);
      const ValueId first = facets_.first(kFacetCount + i);
      for (ValueId j = 1; j < values.size(); ++j) {
        if (histogram.bar_of(values[j].number) == histogram.bar_of(values[j - 1].number))
          slots_[first + j] = slots_[first + j - 1];
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
    if (day < year_begins_) {
      year_ = month_of(day) / 12 * 12;
      year_begins_ = first_day_of(year_);
    }
    count(out_.years, year_, asked_year_);
    if (year_ == asked_year_) count(out_.months, month_of(day), asked_month_);
  }

  static void count(List<TimeCount>& counts, std::int32_t month, std::int32_t asked) {
    if (counts.empty() || counts.back().month != month) counts.push_back({month, 0, month == asked});
    ++counts.back().count;
  }

  const Index& index_;
  const Facets& facets_;
  const Query& query_;
  Filtered& out_;
  List<Demand> demands_;
  List<ValueId> slots_;         // where each value counts
  std::uint32_t together_ = 0;  // bits of facets of which all values must be there
  std::uint32_t always_ = 0;
  // Months, of a year its January; none: -1.
  std::int32_t asked_year_ = -1, asked_month_ = -1, year_ = -1;
  CivilDay year_begins_ = kLastDay + 1;  // of the latest year
};

}  // namespace

Filtered filter(const Index& index, const Query& query, List<Match> matches) {
  Filtered filtered;
  Filter(index, query, filtered).run(std::move(matches));
  return filtered;
}

}  // namespace carrel
