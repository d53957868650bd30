// Mark: what the index keeps of a word in an article, in one byte: how much it says there, and whether it
// stands in the title or in another name.
//
// How much: the frequency over all fields, each weighted and normalised by its length (BM25F, Robertson &
// Zaragoza 2009), before it saturates; one of kLevels steps of a logarithmic scale.
#pragma once

#include <array>
#include <cstdint>

namespace carrel {

using Mark = std::uint8_t;

constexpr std::uint32_t kLevels = 16;
constexpr Mark kLevelMask = 0x0F;
constexpr Mark kInTitle = 0x10;
constexpr Mark kInOtherName = 0x20;
constexpr std::uint32_t kMarks = 0x40;

// The scale: from a word said once in a body ten times as long as usual to one said on end in a short title.
constexpr float kLowestStrength = 0.125F;
constexpr float kLevelStep = 1.45F;

constexpr std::array<float, kLevels> level_strengths() {
  std::array<float, kLevels> strengths = {};
  float strength = kLowestStrength;
  for (float& level : strengths) {
    level = strength;
    strength *= kLevelStep;
  }
  return strengths;
}
constexpr std::array<float, kLevels> kStrengths = level_strengths();

// The level nearest to a strength.
constexpr std::uint32_t level_of(float strength) {
  std::uint32_t level = 0;
  while (level + 1 < kLevels && strength * 2 > kStrengths[level] + kStrengths[level + 1]) ++level;
  return level;
}

// Lists of very different lengths are made of different marks: each order of magnitude has its own code.
constexpr std::uint32_t kCodes = 21;  // bit widths of 1 to kMaxArticles

}  // namespace carrel
