// Bounds: a range of days or numbers that a request asks for.
#pragma once

#include <cstdint>
#include <string_view>

namespace carrel {

// Both are included. All zero: nothing is asked. In the terms of FacetValue::number.
struct Bounds {
  std::int64_t from = 0, to = 0;
  bool has_from = false, has_to = false;

  bool any() const { return has_from || has_to; }
  bool both() const { return has_from && has_to; }
  bool hold(std::int64_t number) const { return (!has_from || number >= from) && (!has_to || number <= to); }

  // The following change nothing where they return false: the text is malformed.
  // One of the bounds, `to` or `from`; an empty text is none.
  bool read(std::string_view text, bool dates, bool is_to);
  // "low..high", of which one may be left out, or a single value.
  bool read_range(std::string_view text, bool dates);
};

// "-12.5" in thousandths. False: it is no number of at most ten digits before the point and three behind.
bool read_number(std::string_view text, std::int64_t& number);

}  // namespace carrel
