#include "search/histogram.h"

#include <algorithm>

#include "base/civil_date.h"

namespace carrel {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

}  // namespace

Histogram::Histogram(const FieldInfo& field, std::span<const FacetValue> values)
    : dates_(field.type == FieldType::kDate) {
  for (std::uint32_t i = field.decimals; !dates_ && i < kMaxDecimals; ++i) unit_ *= 10;
  // 1, 2, 5, 10, 20 …; of dates months, then so many years.
  for (unsigned turn = 0;; ++turn) {
    first_ = bar_of(values.front().number);
    last_ = bar_of(values.back().number);
    if (last_ - first_ < kMostBars) break;
    if (dates_ && step_ == 1) {
      step_ = 12;
      turn = 2;
    } else {
      step_ = step_ * (turn % 3 == 1 ? 5 : 4) / 2;
    }
  }
}

std::int64_t Histogram::bar_of(std::int64_t number) const {
  return floor_div(dates_ ? month_of(static_cast<CivilDay>(number)) : floor_div(number, unit_), step_);
}

void Histogram::write_bounds(JsonWriter& json, std::int64_t bar) const {
  const std::int64_t from = bar * step_, to = from + step_ - 1;
  if (!dates_) {
    write_value(json.key("from"), from * unit_);
    write_value(json.key("to"), to * unit_);
    return;
  }
  const std::size_t size = step_ == 1 ? 7 : 4;
  // The years begin with 1 and end with 9999, a round bar may not.
  const auto text = [&](std::int64_t month) {
    const auto inside = std::clamp<std::int64_t>(month, 12, 9999 * 12);
    return civil_text(first_day_of(static_cast<std::int32_t>(inside)), size);
  };
  json.key("from").string(text(from)).key("to").string(text(to));
}

void Histogram::write_value(JsonWriter& json, std::int64_t number) const {
  if (dates_) {
    json.string(civil_text(static_cast<CivilDay>(number), 10));
  } else {
    json.decimal(static_cast<double>(number) / 1000);
  }
}

}  // namespace carrel
