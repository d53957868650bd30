// The sections that hold something for each article: cards, slugs, titles, days.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "index/builder.h"

namespace carrel {

// `count` cards from the article `first` on. `leaves`: the categories of each article as they were given.
Bytes write_cards(const std::vector<IndexedArticle>& articles, const std::vector<Lengths>& lengths,
                  const std::vector<std::vector<std::uint32_t>>& leaves, std::size_t first,
                  std::size_t count);

Bytes write_slugs(const std::vector<IndexedArticle>& articles);
Bytes write_title_order(const std::vector<IndexedArticle>& articles);
Bytes write_docs(const std::vector<IndexedArticle>& articles, const std::vector<Lengths>& lengths,
                 const std::vector<LengthCode>& length_codes, const std::vector<std::uint8_t>& usual_levels);

}  // namespace carrel
