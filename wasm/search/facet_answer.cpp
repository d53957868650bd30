#include "search/facet_answer.h"

#include "base/civil_date.h"
#include "base/sort.h"

namespace carrel {
namespace {

void write_value(JsonWriter& json, std::string_view slug, std::string_view label, std::uint32_t count,
                 bool selected) {
  json.begin_object();
  json.key("slug").string(slug);
  json.key("label").string(label);
  json.key("count").number(count);
  json.key("selected").boolean(selected);
  json.end_object();
}

void write_texts(JsonWriter& json, const Facets& facets, const Filtered& filtered, std::uint32_t facet) {
  const List<FacetValue>& values = facets.values();
  json.begin_array();
  for (const ValueId value : by_count(facets, filtered, facet))
    write_value(json, values[value].slug, values[value].label, filtered.counts[value],
                filtered.wanted[value]);
  json.end_array();
}

void write_times(JsonWriter& json, const List<TimeCount>& counts, std::size_t size) {
  json.begin_array();
  for (const TimeCount& count : counts) {
    const std::string slug = civil_text(first_day_of(count.month), size);
    write_value(json, slug, slug, count.count, count.selected);
  }
  json.end_array();
}

// Requires: the field has a value.
void write_range(JsonWriter& json, const Facets& facets, const Filtered& filtered, std::uint32_t field) {
  const std::uint32_t facet = kFacetCount + field;
  const std::span<const FacetValue> values = facets.of(facet);
  const Histogram histogram(facets.fields()[field], values);
  const Bounds& bounds = filtered.bounds[field];
  const auto bound = [&](const char* name, bool has, std::int64_t number) {
    json.key(name);
    if (has) {
      histogram.write_value(json, number);
    } else {
      json.null();
    }
  };
  bound("min", true, values.front().number);
  bound("max", true, values.back().number);
  bound("from", bounds.has_from, bounds.from);
  bound("to", bounds.has_to, bounds.to);
  json.key("histogram").begin_array();
  std::size_t at = 0;
  for (std::int64_t bar = histogram.first(); bar <= histogram.last(); ++bar) {
    json.begin_object();
    histogram.write_bounds(json, bar);
    std::uint32_t count = 0;
    // The first value of the bar has the count, the others none.
    for (; at < values.size() && histogram.bar_of(values[at].number) == bar; ++at)
      count += filtered.counts[facets.first(facet) + at];
    json.key("count").number(count).end_object();
  }
  json.end_array();
}

}  // namespace

List<ValueId> by_count(const Facets& facets, const Filtered& filtered, std::uint32_t facet) {
  List<ValueId> shown;
  for (ValueId value = facets.first(facet); value < facets.first(facet + 1); ++value) {
    if (filtered.counts[value] > 0 || filtered.wanted[value]) shown.push_back(value);
  }
  const List<FacetValue>& values = facets.values();
  heap_sort(shown, [&](ValueId a, ValueId b) {
    if (filtered.counts[a] != filtered.counts[b]) return filtered.counts[a] > filtered.counts[b];
    const int order = values[a].label.compare(values[b].label);
    return order != 0 ? order < 0 : a < b;
  });
  return shown;
}

void write_facets(JsonWriter& json, const Facets& facets, const Filtered& filtered) {
  constexpr std::string_view kNames[] = {"categories", "tags", "authors"};
  constexpr std::string_view kTypes[] = {"text", "number", "date"};
  json.begin_object();
  for (std::uint32_t facet = kCategories; facet <= kAuthors; ++facet)
    write_texts(json.key(kNames[facet]), facets, filtered, facet);
  write_times(json.key("years"), filtered.years, 4);
  write_times(json.key("months"), filtered.months, 7);
  json.key("fields").begin_array();
  for (std::uint32_t i = 0; i < facets.fields().size(); ++i) {
    const FieldInfo& field = facets.fields()[i];
    // Where no value fits the type that the site gives it there are no bounds to show.
    if (facets.of(kFacetCount + i).empty()) continue;
    json.begin_object().key("name").string(field.slug).key("label").string(field.label);
    json.key("type").string(kTypes[static_cast<std::uint32_t>(field.type)]);
    if (field.type == FieldType::kText) {
      write_texts(json.key("values"), facets, filtered, kFacetCount + i);
    } else {
      write_range(json, facets, filtered, i);
    }
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace carrel
