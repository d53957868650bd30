// explain=1: why a hit stands where it does, as JSON that a site owner can read (docs/query.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "search/rank.h"

namespace carrel {

// Requires: what rank requires; it is run anew for the one article.
std::string explain(const Index& index, List<Word>& words, std::span<const std::uint8_t> barred,
                    const Match& match);

}  // namespace carrel
