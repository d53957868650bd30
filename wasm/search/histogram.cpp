#include "search/histogram.h"

#include <algorithm>

#include "base/civil_date.h"

namespace carrel {
Histogram::Histogram(const FieldInfo& field, std::span<const FacetValue> values)
    : dates_(field.type == FieldType::kDate) {
  for (std::uint32_t i = field.decimals; !dates_ && i < kMaxDecimals; ++i) unit_ *= 10;
  // 1, 2, 5, 10, 20 …
  for (unsigned turn = 0;; ++turn) {
    first_ = bar_of(values.front().number);
    last_ = bar_of(values.back().number);
    if (last_ - first_ < kMostBars) break;
    step_ = step_ * (turn % 3 == 1 ? 5 : 4) / 2;
  }
}

std::int64_t Histogram::bar_of(std::int64_t number) const {
  const std::int64_t units = dates_ ? year_of(static_cast<CivilDay>(number)) : number / unit_;
  return units / step_ - (units % step_ < 0);
}

void Histogram::write_bounds(JsonWriter& json, std::int64_t bar) const {
  std::int64_t bound = bar * step_;
  for (const char* name : {"from", "to"}) {
    std::int64_t number = bound * unit_;
    // The years begin with 1 and end with 9999, a round bar may not.
    if (dates_)
      number = first_day_of(static_cast<std::int32_t>(std::clamp<std::int64_t>(bound, 1, 9999)) * 12);
    write_value(json.key(name), number, 4);
    bound += step_ - 1;
  }
}

void Histogram::write_value(JsonWriter& json, std::int64_t number, std::size_t size) const {
  if (dates_) {
    json.string(civil_text(static_cast<CivilDay>(number), size));
  } else {
    json.decimal(static_cast<double>(number) / 1000);
  }
}

}  // namespace carrel
