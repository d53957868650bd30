// Feedback: what the best articles are about tells what the query means, and so which of the others fit it.
//
// Pseudo-relevance feedback (Rocchio 1971; relevance models, Lavrenko & Croft 2001): the vectors that the
// index keeps of its articles say what the best are about, the lists of these words which others have them.
#pragma once

#include <span>

#include "search/rank.h"
#include "search/words.h"

namespace carrel {

// Adds to the scores of `best`, which stand in their order. `information`: of the query. False if bodies or
// parts of terms are missing, which are then named.
bool add_feedback(const Index& index, const List<Word>& words, float information, std::span<Match> best,
                  Missing& missing);

}  // namespace carrel
