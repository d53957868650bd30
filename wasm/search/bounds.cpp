#include "search/bounds.h"

#include "base/civil_date.h"
#include "index/format.h"

namespace carrel {

bool read_number(std::string_view text, std::int64_t& number) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::uint32_t digits = 0;
  std::uint32_t decimals = 0;  // one more than are read, once there was a point
  std::int64_t value = 0;
  for (const char c : text) {
    if (c == '.' && decimals == 0 && digits > 0) {
      decimals = 1;
    } else if (c >= '0' && c <= '9' && (decimals > 0 ? ++decimals - 1 <= kMaxDecimals : ++digits <= 10)) {
      value = value * 10 + (c - '0');
    } else {
      return false;
    }
  }
  if (digits == 0 || decimals == 1) return false;
  for (std::uint32_t i = decimals > 0 ? decimals - 1 : 0; i < kMaxDecimals; ++i) value *= 10;
  number = negative ? -value : value;
  return true;
}

bool Bounds::read(std::string_view text, bool dates, bool is_to) {
  if (text.empty()) return true;
  std::int64_t value = 0;
  if (dates) {
    const auto span = parse_civil_date(text);
    if (!span) return false;
    value = is_to ? span->last : span->first;
  } else if (!read_number(text, value)) {
    return false;
  }
  (is_to ? to : from) = value;
  (is_to ? has_to : has_from) = true;
  return true;
}

bool Bounds::read_range(std::string_view text, bool dates) {
  const std::size_t dots = text.find("..");
  Bounds bounds;
  if (!bounds.read(text.substr(0, dots), dates, false) ||
      !bounds.read(dots == std::string_view::npos ? text : text.substr(dots + 2), dates, true) ||
      !bounds.any())
    return false;
  *this = bounds;
  return true;
}

}  // namespace carrel
