// The natural logarithm, without the C library's table of 256 bytes that hardly compress.
#pragma once

#include <cstdint>
#include <cstring>

namespace carrel {

// Requires: finite, and at least 2^-126. Rounded correctly but for one value in a million, and the same on
// every machine.
inline float natural_logarithm(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  const double exponent = static_cast<std::int32_t>(bits >> 23) - 127;
  bits = (bits & 0x7FFFFF) | 0x3F800000;
  std::memcpy(&value, &bits, sizeof bits);
  const double mantissa = value;  // from 1 to 2
  // ln m = 2 (s + s^3 / 3 + s^5 / 5 …), s at most 1/3: what is left off is below 10^-12.
  const double s = (mantissa - 1) / (mantissa + 1);
  double sum = 0;
  for (int i = 23; i > 0; i -= 2) sum = sum * s * s + 1.0 / i;
  return static_cast<float>(exponent * 0.6931471805599453 + 2 * s * sum);
}

}  // namespace carrel
