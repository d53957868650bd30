// Lengths of articles, in words, rounded up to one of two hundred sizes: enough to normalise by, and to bound
// where a word can stand.
#pragma once

#include <cstdint>

namespace carrel {

using LengthCode = std::uint8_t;

// A floating-point number of three bits after the leading one: steps of a sixteenth to an eighth.
constexpr std::uint32_t length_limit(LengthCode code) { return (8U + (code & 7U)) << (code >> 3); }

// (8 + 7) << 28 is the largest that fits.
constexpr LengthCode kMaxLengthCode = 28 * 8 + 7;

// The smallest size that holds `words`.
constexpr LengthCode length_code(std::uint32_t words) {
  LengthCode code = 0;
  while (code < kMaxLengthCode && length_limit(code) < words) ++code;
  return code;
}

}  // namespace carrel
