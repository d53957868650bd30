// Slugs as numbers, for finding an article by its slug. Articles whose slugs fall on one number stand on the
// next free ones after it, as in a hash table with open addressing; the article itself settles which it is.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace carrel {

// Some two thousand numbers for each article make neighbours rare.
constexpr unsigned slug_bits(std::uint32_t articles) {
  return static_cast<unsigned>(std::bit_width(articles)) + 11;
}
// One more than the highest number, pushed on by all articles.
constexpr std::uint32_t slug_limit(std::uint32_t articles) {
  return (std::uint32_t{1} << slug_bits(articles)) + articles;
}
static_assert(slug_bits(1'000'000) < 32);

inline std::uint32_t slug_number(std::string_view slug, std::uint32_t articles) {
  return static_cast<std::uint32_t>(xxh64(bytes_of(slug)) >> (64 - slug_bits(articles)));
}

}  // namespace carrel
