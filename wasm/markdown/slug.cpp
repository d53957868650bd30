#include "markdown/slug.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"
#include "markdown/ascii.h"

namespace carrel::markdown {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// What neither letters, digits and marks nor blanks, punctuation and symbols are: controls, format
// characters, digits set high, selectors of pictures and private planes.
constexpr std::array<Range, 9> kOthers = {{
    {0x80, 0x9F},
    {0xAD, 0xAD},
    {0xB2, 0xB3},
    {0xB9, 0xB9},
    {0x200B, 0x206F},
    {0xE000, 0xF8FF},
    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
    {0xE0000, 0x10FFFF},
}};

bool is_dropped(char32_t c) {
  if (c == '_' || c == '-') return false;
  return c < ' ' || md_is_unicode_separator(c) != 0 ||
         std::any_of(kOthers.begin(), kOthers.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

// Folding would make another letter of the sigma that ends a word.
char32_t lowered(char32_t c) { return c == U'ς' ? c : md_unicode_fold(c); }

}  // namespace

std::string slug_of(std::string_view text) {
  std::string slug;
  for (std::size_t i = 0; i < text.size();) {
    // Most headings are ASCII, for which no table is asked.
    if (is_alphanumeric(text[i])) {
      slug.push_back(lower(text[i++]));
      continue;
    }
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.size;
    const char32_t c = decoded.code_point;
    if (c == ' ' || c == '\t' || c == '\n') {
      slug.push_back('-');
    } else if (!is_dropped(c)) {
      append_utf8(slug, lowered(c));
    }
  }
  return slug.empty() ? "section" : slug;
}

std::string usable_name(std::string_view name) {
  std::string usable;
  for (std::size_t i = 0; i < name.size();) {
    const Decoded decoded = decode_utf8(name, i);
    if (decoded.code_point == '.' || !is_dropped(decoded.code_point))
      usable.append(name.substr(i, decoded.size));
    i += decoded.size;
  }
  return usable;
}

}  // namespace carrel::markdown
