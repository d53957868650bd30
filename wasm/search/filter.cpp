#include "search/filter.h"

#include <algorithm>

#include "base/sort.h"

namespace carrel {
namespace {

// One bit for each filter that an article fails.
enum Failed : std::uint32_t {
  kFailsCategory = 1,
  kFailsTag = 2,
  kFailsAuthor = 4,
  kFailsDate = 8,
  kFailsTopic = 16
};

// The numbers of slugs in a facet; a slug that the bundle lacks becomes kUnknown, which no article has.
constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

List<std::uint32_t> numbers_of(const List<FacetValue>& facet, const std::vector<std::string>& slugs) {
  List<std::uint32_t> numbers;
  for (const std::string& slug : slugs) {
    const auto at = std::lower_bound(
        facet.begin(), facet.end(), slug,
        [](const FacetValue& value, const std::string& wanted) { return value.slug < wanted; });
    numbers.push_back(at != facet.end() && at->slug == slug ? static_cast<std::uint32_t>(at - facet.begin())
                                                            : kUnknown);
  }
  return numbers;
}

bool contains(std::span<const std::uint32_t> values, std::uint32_t wanted) {
  return std::binary_search(values.begin(), values.end(), wanted);
}

class Filter {
 public:
  Filter(const Index& index, const Query& query)
      : index_(index),
        query_(query),
        categories_(numbers_of(index.facet(kCategories), query.categories)),
        tags_(numbers_of(index.facet(kTags), query.tags)),
        authors_(numbers_of(index.facet(kAuthors), query.authors)),
        topic_(query.topic.empty() ? List<std::uint32_t>{}
                                   : numbers_of(index.facet(kTopics), {query.topic})) {}

  std::uint32_t failures(ArticleId article) const {
    const auto any = [&](const List<std::uint32_t>& wanted, Facet facet) {
      const auto values = index_.values_of(article, facet);
      return wanted.empty() ||
             std::any_of(wanted.begin(), wanted.end(), [&](std::uint32_t w) { return contains(values, w); });
    };
    const auto tags = index_.values_of(article, kTags);
    const bool all_tags =
        std::all_of(tags_.begin(), tags_.end(), [&](std::uint32_t w) { return contains(tags, w); });
    const ArticleRow& row = index_.articles()[article];
    const bool dated =
        (!query_.from && !query_.to) ||
        (row.dated && (!query_.from || row.day >= *query_.from) && (!query_.to || row.day <= *query_.to));
    return (any(categories_, kCategories) ? 0U : kFailsCategory) | (all_tags ? 0U : kFailsTag) |
           (any(authors_, kAuthors) ? 0U : kFailsAuthor) | (dated ? 0U : kFailsDate) |
           (any(topic_, kTopics) ? 0U : kFailsTopic);
  }

  void count_year(CivilDay day, List<FacetCount>& years) const {
    const auto year = static_cast<std::uint32_t>(year_of(day));
    // Neighbours in date are neighbours in number, so the year is nearly always the last one.
    for (std::size_t i = years.size(); i-- > 0;) {
      if (years[i].value != year) continue;
      ++years[i].count;
      return;
    }
    const bool selected = query_.from && query_.to &&
                          static_cast<std::uint32_t>(year_of(*query_.from)) == year &&
                          static_cast<std::uint32_t>(year_of(*query_.to)) == year;
    years.push_back({year, 1, selected});
  }

  List<FacetCount> facet_counts(Facet facet, const List<std::uint32_t>& counts) const {
    const List<std::uint32_t>& selected = facet == kCategories ? categories_
                                          : facet == kTags     ? tags_
                                                               : authors_;
    List<FacetCount> out;
    for (std::uint32_t value = 0; value < counts.size(); ++value) {
      const bool chosen = std::find(selected.begin(), selected.end(), value) != selected.end();
      if (counts[value] > 0 || chosen) out.push_back({value, counts[value], chosen});
    }
    const List<FacetValue>& values = index_.facet(facet);
    heap_sort(out, [&](const FacetCount& a, const FacetCount& b) {
      return a.count != b.count ? a.count > b.count : values[a.value].label < values[b.value].label;
    });
    return out;
  }

 private:
  const Index& index_;
  const Query& query_;
  List<std::uint32_t> categories_, tags_, authors_, topic_;
};

}  // namespace

Filtered filter(const Index& index, const Query& query, const List<Match>& matches) {
  const Filter filter(index, query);
  List<std::uint32_t> counts[kFacetCount];
  for (const Facet facet : {kCategories, kTags, kAuthors}) counts[facet].resize(index.facet(facet).size());

  Filtered filtered;
  for (const Match& match : matches) {
    const std::uint32_t failed = filter.failures(match.article);
    const auto count = [&](Facet facet, std::uint32_t own) {
      if ((failed & ~own) != 0) return;
      for (const std::uint32_t value : index.values_of(match.article, facet)) ++counts[facet][value];
    };
    count(kCategories, kFailsCategory);
    count(kTags, 0);
    count(kAuthors, kFailsAuthor);
    const ArticleRow& row = index.articles()[match.article];
    if ((failed & ~kFailsDate) == 0 && row.dated) filter.count_year(row.day, filtered.years);
    if (failed == 0) filtered.hits.push_back(match);
  }
  filtered.categories = filter.facet_counts(kCategories, counts[kCategories]);
  filtered.tags = filter.facet_counts(kTags, counts[kTags]);
  filtered.authors = filter.facet_counts(kAuthors, counts[kAuthors]);
  heap_sort(filtered.years, [](const FacetCount& a, const FacetCount& b) { return a.value > b.value; });
  return filtered;
}

}  // namespace carrel
