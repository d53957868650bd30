// Lengths of articles, in words, rounded up to one of two hundred sizes: enough to normalise by, and to bound
// where a word can stand.
#pragma once

#include <cstdint>
#include <span>

#include "base/list.h"
#include "index/mark.h"

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

// For each article the level of a word that is said once (index/mark.h).
inline List<std::uint8_t> usual_levels(std::span<const LengthCode> codes) {
  std::uint64_t total = 0;
  for (const LengthCode code : codes) total += length_limit(code);
  const float average = static_cast<float>(total) / static_cast<float>(codes.size());
  List<std::uint8_t> levels(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    levels[i] =
        static_cast<std::uint8_t>(usual_level(static_cast<float>(length_limit(codes[i])), average));
  }
  return levels;
}

}  // namespace carrel
