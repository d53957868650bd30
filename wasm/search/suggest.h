// Suggestions: what the words being typed may become, from the bundle's own words, titles and labels
// (docs/query.md).
//
// They cost nothing beyond what a search for the same text needs, and like it are a pure function of index
// and request.
#pragma once

#include <string>
#include <string_view>

#include "index/reader.h"

namespace carrel {

constexpr std::uint32_t kDefaultSuggestions = 6;

std::string suggest(const Index& index, std::string_view request);

}  // namespace carrel
