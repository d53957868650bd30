#include "text/umlauts.h"

namespace carrel {

std::string without_umlauts(std::string_view folded) {
  std::string out;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    out.push_back(folded[i]);
    if (i + 1 == folded.size() || folded[i + 1] != 'e') continue;
    const bool follows = i > 0 && std::string_view("aeiouq").find(folded[i - 1]) != std::string_view::npos;
    if (folded[i] == 'a' || folded[i] == 'o' || (folded[i] == 'u' && !follows)) ++i;
  }
  return out;
}

}  // namespace carrel
