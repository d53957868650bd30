// Phrases: articles in which forms stand in a row.
#pragma once

#include <span>

#include "base/list.h"
#include "search/dictionary.h"

namespace carrel {

// The articles, ascending, in which these surface forms follow one another. A word that has no positions
// (index/format.h) stands anywhere in its article.
// Requires: at least one form, all from look-ups of this index.
List<ArticleId> find_phrase(const Index& index, std::span<const Entry> forms, Missing& missing);

}  // namespace carrel
