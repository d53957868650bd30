// Phrases: articles in which forms stand in a row.
#pragma once

#include <span>

#include "base/list.h"
#include "search/dictionary.h"

namespace carrel {

// Of the articles that are `wanted` (1, others 0) keeps those in which these surface forms follow one
// another. A word that has no positions (index/format.h) stands anywhere in its article. Requires: what is
// wanted has all of the forms, which come from look-ups of this index.
void keep_rows(const Index& index, std::span<const Entry> forms, List<std::uint8_t>& wanted,
               Missing& missing);

}  // namespace carrel
