#include "markdown/parser_text.h"

#include <algorithm>

#include "base/utf8.h"

namespace carrel::markdown {

void append_typed(std::string& out, Entities& entities, MD_TEXTTYPE type, std::string_view run) {
  if (type == MD_TEXT_NULLCHAR) {
    append_utf8(out, kReplacement);
  } else if (type != MD_TEXT_ENTITY || !entities.append(out, run)) {
    out.append(run);
  }
}

std::string decoded(Entities& entities, const MD_ATTRIBUTE& attribute) {
  std::string out;
  if (attribute.text == nullptr) return out;
  for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const MD_OFFSET begin = attribute.substr_offsets[i];
    append_typed(out, entities, attribute.substr_types[i],
                 {attribute.text + begin, attribute.substr_offsets[i + 1] - begin});
  }
  return out;
}

std::string language_of(std::string name) {
  constexpr std::size_t kLongest = 32;
  name.resize(std::min(name.size(), name.find_first_of(",{:")));
  if (name.empty() || name.size() > kLongest) return {};
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    const bool listed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '#' || c == '-';
    if (!listed) return {};
  }
  return name;
}

}  // namespace carrel::markdown
