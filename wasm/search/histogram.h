// Histogram: a number or date field in bars of one round width.
//
// The bars depend on the bundle alone, so that they stand still while a reader filters. Each says the bounds
// that, asked for as a range, give what it counts.
#pragma once

#include <cstdint>

#include "base/json_writer.h"
#include "index/facets.h"

namespace carrel {

constexpr std::int64_t kMostBars = 20;

class Histogram {
 public:
  // Requires: values of a number or date field, at least one.
  Histogram(const FieldInfo& field, std::span<const FacetValue> values);

  std::int64_t bar_of(std::int64_t number) const;
  std::int64_t first() const { return first_; }
  std::int64_t last() const { return last_; }

  // The bounds of a bar, both included.
  void write_bounds(JsonWriter& json, std::int64_t bar) const;
  // A value as the field writes it: a number, a day or so many characters of it.
  void write_value(JsonWriter& json, std::int64_t number, std::size_t size = 10) const;

 private:
  bool dates_;
  std::int64_t unit_ = 1;  // thousandths of the last decimal
  std::int64_t step_ = 1;  // units, or years, of a bar
  std::int64_t first_ = 0, last_ = 0;
};

}  // namespace carrel
