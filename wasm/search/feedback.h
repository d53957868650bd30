// Feedback: what the best articles are about tells what the query means, and so which of the others fit it.
//
// Pseudo-relevance feedback (Rocchio 1971; relevance models, Lavrenko & Croft 2001) over the vectors that the
// index keeps of its articles, so that no further words have to be looked up.
#pragma once

#include <span>

#include "search/rank.h"
#include "search/words.h"

namespace carrel {

// Adds to the scores of `best`, which stand in their order. `information`: of the query. False if vectors are
// missing, which are then named.
bool add_feedback(const Index& index, const List<Word>& words, float information, std::span<Match> best,
                  Missing& missing);

}  // namespace carrel
