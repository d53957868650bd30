#include "markdown/parser_text.h"

#include <algorithm>

#include "markdown/ascii.h"
#include "markdown/entities.h"

namespace carrel::markdown {

void append_typed(std::string& out, MD_TEXTTYPE type, std::string_view run) {
  if (type != MD_TEXT_ENTITY || !append_entity(out, run)) out.append(run);
}

std::string decoded(const MD_ATTRIBUTE& attribute) {
  std::string out;
  if (attribute.text == nullptr) return out;
  for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const MD_OFFSET begin = attribute.substr_offsets[i];
    append_typed(out, attribute.substr_types[i],
                 {attribute.text + begin, attribute.substr_offsets[i + 1] - begin});
  }
  return out;
}

std::string language_of(std::string name) {
  constexpr std::size_t kLongest = 32;
  name.resize(std::min(name.size(), name.find_first_of(",{:")));
  if (name.empty() || name.size() > kLongest) return {};
  for (char& c : name) {
    c = lower(c);
    if (!is_alphanumeric(c) && c != '+' && c != '#' && c != '-') return {};
  }
  return name;
}

}  // namespace carrel::markdown
