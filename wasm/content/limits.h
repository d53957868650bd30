// How much of one thing a bundle may hold (docs/content.md). What is past a limit is left out and reported.
//
// Each stands far above what content for readers has. They exist for what costs more than its own size: a
// category counts for all of its parents, each name of a group of synonyms for all others, a title may be
// repeated below every article that is about the same.
#pragma once

#include <cstddef>

namespace carrel {

constexpr std::size_t kMaxCategoryLevels = 16;
// Of tags, categories, authors, other names, topics and sources of an article each.
constexpr std::size_t kMaxListItems = 1000;
constexpr std::size_t kMaxSlugLetters = 500;
constexpr std::size_t kMaxTitleLetters = 1000;
// Of a group of synonyms, of what a name leads to, of a term with its other names.
constexpr std::size_t kMaxSynonyms = 100;
// Of all synonyms and terms together: a pair for each name and each other name that it leads to.
constexpr std::size_t kMaxSynonymPairs = 200'000;

}  // namespace carrel
