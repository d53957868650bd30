#include "text/slug.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace carrel {

std::string slugify(std::string_view label) {
  std::string slug;
  bool gap = false;
  for (std::size_t i = 0; i < label.size();) {
    const Decoded decoded = decode_utf8(label, i);
    const std::string_view character = label.substr(i, decoded.size);
    i += decoded.size;
    const bool sign = !slug.empty() && !gap && (character == "+" || character == "#");
    if (!sign && is_wordless(decoded.code_point)) {
      gap = character != "'" && character != "\xE2\x80\x99";
      continue;
    }
    if (gap && !slug.empty()) slug.push_back('-');
    gap = false;
    slug.append(sign ? std::string(character) : fold(character));
  }
  return slug.empty() ? "x" + hex64(xxh64(bytes_of(label))) : slug;
}

std::string slugify_path(std::string_view path) {
  std::string slug;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.find_first_not_of(' ') == std::string_view::npos) continue;
    if (!slug.empty()) slug.push_back('/');
    slug.append(slugify(part));
  }
  return slug;
}

}  // namespace carrel
