#include "base/number.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace carrel {
namespace {

// As many digits as always fit into 64 bits.
constexpr int kDigits = 19;

// `digits` × 10^exponent; the first digit is not 0 unless all are.
struct Decimal {
  std::uint64_t digits = 0;
  int count = 0;  // digits taken, at most kDigits; those that follow only count in the exponent
  int exponent = 0;
  bool negative = false;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Decimal parse(std::string_view token) {
  // Far past the range of a double, far from that of an int.
  constexpr int kMaxExponent = 100000;
  Decimal out;
  std::size_t i = 0;
  if (i < token.size() && token[i] == '-') {
    out.negative = true;
    ++i;
  }
  bool fraction = false;
  for (; i < token.size() && (is_digit(token[i]) || (token[i] == '.' && !fraction)); ++i) {
    if (token[i] == '.') {
      fraction = true;
      continue;
    }
    if (out.count < kDigits) {
      out.digits = out.digits * 10 + static_cast<std::uint64_t>(token[i] - '0');
      if (out.digits > 0) ++out.count;
      if (fraction) --out.exponent;
    } else if (!fraction) {
      ++out.exponent;
    }
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    const bool below = i < token.size() && token[i] == '-';
    if (i < token.size() && (token[i] == '-' || token[i] == '+')) ++i;
    int exponent = 0;
    for (; i < token.size() && is_digit(token[i]); ++i) {
      exponent = std::min(exponent * 10 + (token[i] - '0'), kMaxExponent);
    }
    out.exponent += below ? -exponent : exponent;
  }
  return out;
}

}  // namespace

bool fits_double(std::string_view token) {
  Decimal decimal = parse(token);
  if (decimal.digits == 0) return true;
  for (; decimal.count < kDigits; ++decimal.count, --decimal.exponent) decimal.digits *= 10;
  // 1.797693134862315807…e308 lies half way between the largest double and what would be the next one.
  constexpr std::uint64_t kHalfWay = 1797693134862315807;
  constexpr int kExponent = 308 - (kDigits - 1);
  return decimal.exponent < kExponent || (decimal.exponent == kExponent && decimal.digits <= kHalfWay);
}

double decimal_value(std::string_view token) {
  constexpr double kPowers[] = {1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256};
  const Decimal decimal = parse(token);
  double value = static_cast<double>(decimal.digits);
  if (decimal.exponent < 0 && decimal.exponent >= -22) {
    // Powers up to 10^22 are exact, and one division rounds once.
    double power = 1;
    for (int i = 0; i < 5; ++i) {
      if ((-decimal.exponent >> i & 1) != 0) power *= kPowers[i];
    }
    value /= power;
  } else {
    // In steps of at most 10^256: no power overflows by itself.
    int left = std::clamp(decimal.exponent, -1000, 1000);
    for (; left != 0 && value != 0 && value <= std::numeric_limits<double>::max();) {
      const int step = std::clamp(left, -256, 256);
      const auto size = static_cast<unsigned>(step < 0 ? -step : step);
      for (unsigned i = 0; i < 9; ++i) {
        if ((size >> i & 1) != 0) value = step < 0 ? value / kPowers[i] : value * kPowers[i];
      }
      left -= step;
    }
  }
  value = std::min(value, std::numeric_limits<double>::max());
  return decimal.negative ? -value : value;
}

}  // namespace carrel
