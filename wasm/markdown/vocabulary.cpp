#include "markdown/vocabulary.h"

namespace carrel::markdown {

std::size_t index_in(std::string_view list, std::string_view name) {
  std::size_t index = 0;
  for (std::size_t at = 1; at < list.size(); ++index) {
    std::size_t same = 0;
    while (same < name.size() && list[at + same] == name[same] && name[same] != ' ') ++same;
    at += same;
    if (same == name.size() && list[at] == ' ') break;
    while (list[at++] != ' ') {
    }
  }
  return index;
}

}  // namespace carrel::markdown
