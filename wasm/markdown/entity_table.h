// The packed table of named character references; scripts/generate-entities.mjs writes its definition.
//
// Entries stand in order of their first code point. Each is its name (bytes from '0' up), then one byte:
//   0–29   the step from the previous entry's first code point
//   30     the step follows as LEB128
//   31     the step and a second code point follow as LEB128
//   32–46  the step and 32; HTML takes the name without a semicolon, too
//   47     the same, the step follows as LEB128
// In this order the steps are small and a name's neighbours resemble it: 6.5 kB in Brotli, where names in
// alphabetical order with their values take 8.0 and plain arrays 14.5.
#pragma once

#include <cstddef>
#include <cstdint>

namespace carrel::markdown {

constexpr std::uint8_t kEntityStep = 30;
constexpr std::uint8_t kEntityPair = 31;
constexpr std::uint8_t kEntityLegacy = 32;
constexpr std::uint8_t kEntityLegacyStep = 47;

constexpr std::size_t kEntityCount = 2125;
extern const std::uint8_t kEntityTable[];
extern const std::size_t kEntityTableSize;

}  // namespace carrel::markdown
