#include "markdown/vocabulary.h"

namespace carrel::markdown {

std::size_t index_in(std::string_view list, std::string_view name) {
  std::size_t index = 0;
  for (std::size_t at = 1; at < list.size(); ++index) {
    const std::string_view entry = list.substr(at, list.find(' ', at) - at);
    if (entry == name) break;
    at += entry.size() + 1;
  }
  return index;
}

}  // namespace carrel::markdown
