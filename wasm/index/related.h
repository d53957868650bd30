// Related articles: what a reader of one may want to read next.
#pragma once

#include <vector>

#include "index/builder.h"
#include "index/vectors.h"

namespace carrel {

// For each article a JSON list of up to four others with slug and title: those whose vectors are nearest,
// tags and categories in common helping a little; of several with one title the nearest.
std::vector<std::string> related_json(const std::vector<IndexedArticle>& articles, const Vectors& vectors,
                                      std::uint32_t classes);

}  // namespace carrel
