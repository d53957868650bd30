// Mark: what the index keeps of a word in an article, in one byte: how much it says there, and whether it
// stands in the title or in another name.
//
// How much: the frequency over all fields, each weighted and normalised by its length, then saturated (BM25F,
// Robertson & Zaragoza 2009); one of kLevels equal steps between nothing and everything. On the collections
// of tests/bench such levels rank as well as exact numbers do.
#pragma once

#include <bit>
#include <cstdint>

namespace carrel {

using Mark = std::uint8_t;

constexpr std::uint32_t kLevels = 20;
constexpr std::uint32_t kLevelMask = 0x1F;
constexpr Mark kInTitle = 0x20;
constexpr Mark kInOtherName = 0x40;
constexpr std::uint32_t kMarks = 0x80;

// A word said so often, in an article of average length, has said half of what it can: BM25's k1, at the
// usual value for prose.
constexpr float kSaturation = 1.2F;

constexpr std::uint32_t level_of(float strength) {
  const auto level = static_cast<std::uint32_t>(strength / (strength + kSaturation) * kLevels);
  return level < kLevels ? level : kLevels - 1;
}

// From 0 to 1: the middle of the level's step.
constexpr float saturated(std::uint32_t level) { return (static_cast<float>(level) + 0.5F) / kLevels; }

// What saturates to this level.
constexpr float strength_of(std::uint32_t level) {
  return kSaturation * saturated(level) / (1 - saturated(level));
}

// How much the length of a body normalises it (BM25's b).
constexpr float kBodyB = 0.7F;

// In a file a mark is coded as its distance from the usual level of its article: that of a word that is said
// once in the body, which most words are.
constexpr std::uint32_t coded_mark(Mark mark, std::uint32_t usual) {
  return (std::uint32_t{mark} & ~kLevelMask) | ((std::uint32_t{mark} - usual) & kLevelMask);
}
constexpr Mark decoded_mark(std::uint32_t code, std::uint32_t usual) {
  return static_cast<Mark>((code & ~kLevelMask) | ((code + usual) & kLevelMask));
}

// How often a word of this level stands in an article, most likely. A guess, which saves telling most
// numbers.
constexpr std::uint32_t likely_count(Mark mark, std::uint32_t usual) {
  const float times = strength_of(mark & kLevelMask) / strength_of(usual & kLevelMask);
  return times < 1 ? 1 : (static_cast<std::uint32_t>(times * 2) + 1) / 2;
}
// What is told of a count instead: 0 for the likely one, 1 and 2 for its neighbours and so on, as long as
// there are neighbours on both sides: no count is 0. Requires: both at least 1.
constexpr std::uint32_t coded_count(std::uint32_t count, std::uint32_t likely) {
  if (count < likely) return (likely - count) * 2 - 1;
  const std::uint32_t above = count - likely;
  return above < likely ? above * 2 : above + likely - 1;
}
// Requires: likely >= 1, code < 2^31.
constexpr std::uint32_t decoded_count(std::uint32_t code, std::uint32_t likely) {
  if (code > (likely - 1) * 2) return code + 1;
  return code % 2 == 0 ? likely + code / 2 : likely - (code + 1) / 2;
}

// Rare words are said otherwise than common ones, and what saying a word twice adds depends on the article:
// each order of magnitude of the list and each pair of usual levels has a code of its own.
constexpr std::uint32_t kCodes = 6 * 16;
constexpr std::uint32_t code_of(std::uint32_t articles_in_list, std::uint32_t usual) {
  return static_cast<std::uint32_t>(std::bit_width(articles_in_list)) / 4 * 16 + (usual & kLevelMask) / 2;
}

}  // namespace carrel
