// Phrases: the articles in which words stand in a row.
#pragma once

#include <span>

#include "base/list.h"
#include "index/reader.h"

namespace carrel {

// The articles that have these surface forms one right after the other, ascending. One form is a phrase too.
// Requires: at least one form; each came from the dictionary (search/dictionary.h), so that its class is
// loaded. Empty where `missing` got what is lacking.
List<ArticleId> find_phrase(const Index& index, std::span<const TermRef> forms, Missing& missing);

}  // namespace carrel
