// The sections that hold something for each article: cards, slugs, titles, days.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "index/builder.h"

namespace carrel {

using CardTexts = std::array<std::string, kCardTexts>;

// The texts of an article's card. `words`: of its body. `leaves`: its categories as they were given.
CardTexts make_card(const IndexedArticle& article, std::uint32_t words,
                    const std::vector<std::uint32_t>& leaves);

Bytes write_cards(std::span<const CardTexts> cards);

Bytes write_slugs(const std::vector<IndexedArticle>& articles);
Bytes write_title_order(const std::vector<IndexedArticle>& articles);
Bytes write_docs(const std::vector<IndexedArticle>& articles, const std::vector<Lengths>& lengths,
                 const std::vector<LengthCode>& length_codes, const std::vector<std::uint8_t>& usual_levels);

}  // namespace carrel
