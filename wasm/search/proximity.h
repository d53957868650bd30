// Proximity: words of a query that stand near each other, or in its own order, say more.
#pragma once

#include <span>

#include "search/rank.h"
#include "search/words.h"

namespace carrel {

// Adds to the scores of `best` what the positions of the words tell. `information`: of the query. False if
// positions are missing, which are then named.
bool add_proximity(const Index& index, const Words& words, float information, std::span<Match> best,
                   Missing& missing);

}  // namespace carrel
