// Occurrence: one place at which a form stands in an article.
#pragma once

#include <cstdint>

namespace carrel {

struct Occurrence {
  std::uint32_t article = 0;
  std::uint32_t position = 0;  // among the words of the article, with gaps between its texts
  std::uint32_t form = 0;      // its number in its class's part
};

}  // namespace carrel
