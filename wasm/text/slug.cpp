#include "text/slug.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace carrel {

namespace {

bool is_plain(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

std::string slugify(std::string_view label) {
  std::string slug;
  bool gap = false;
  for (std::size_t i = 0; i < label.size();) {
    const Decoded decoded = decode_utf8(label, i);
    const char32_t c = decoded.code_point;
    std::size_t end = i + decoded.size;
    const bool sign = (c == U'+' || c == U'#') && !slug.empty() && !gap;
    if (!sign && is_wordless(c)) {
      gap = c != U'\'' && c != 0x2019;
    } else {
      if (gap && !slug.empty()) slug.push_back('-');
      gap = false;
      // Plain letters go in one piece.
      while (is_plain(label[i]) && end < label.size() && is_plain(label[end])) ++end;
      slug.append(fold(between(label, i, end)));
    }
    i = end;
  }
  if (slug.empty()) slug.append("x").append(hex64(xxh64(bytes_of(label))));
  return slug;
}

std::string slugify_path(std::string_view path) {
  std::string slug;
  while (!path.empty()) {
    const std::string_view part = take_item(path, '/');
    std::string_view begin = part;
    while (begin.starts_with(' ')) begin.remove_prefix(1);
    if (begin.empty()) continue;
    if (!slug.empty()) slug.push_back('/');
    slug.append(slugify(part));
  }
  return slug;
}

}  // namespace carrel
