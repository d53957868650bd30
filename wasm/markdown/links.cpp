#include "markdown/links.h"

#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "markdown/ascii.h"

namespace carrel::markdown {
namespace {

constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "mailto", "tel"};
constexpr std::size_t kImageSchemes = 2;  // the first two

// ASCII that stands in an address as it is, a bit each.
constexpr std::array<std::uint64_t, 2> kKept = [] {
  std::array<std::uint64_t, 2> kept{};
  for (const char c : std::string_view("~-_.+!*'(),%#@?=;:/&$0123456789"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")) {
    const auto byte = static_cast<std::uint8_t>(c);
    kept[byte >> 6] |= std::uint64_t{1} << (byte & 63);
  }
  return kept;
}();

// Blanks and characters without a picture of their own, which a parser or a reader may pass over: C0, C1,
// spaces of every width, soft hyphen, zero-width and direction marks, byte order mark.
bool is_skipped(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) ||
         c == 0x3000 || c == 0xFEFF;
}

bool may_stand_in_scheme(char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; }

// The part that decides, in lower case and without what a browser may skip: the first two characters if one
// of them is a slash, otherwise as far as a scheme may go and the character that ends it. Letters outside
// ASCII, which no scheme has, appear as '?'.
std::string beginning_of(std::string_view url) {
  std::string beginning;
  for (std::size_t i = 0; i < url.size();) {
    const Decoded decoded = decode_utf8(url, i);
    i += decoded.size;
    if (is_skipped(decoded.code_point)) continue;
    const char c = decoded.code_point < 0x80 ? lower(static_cast<char>(decoded.code_point)) : '?';
    beginning.push_back(c);
    const bool slash = beginning[0] == '/' || beginning[0] == '\\';
    if (slash ? beginning.size() == 2 : !may_stand_in_scheme(c)) break;
  }
  return beginning;
}

}  // namespace

Address judge_address(std::string_view url, AddressUse use) {
  Address address;
  const std::string beginning = beginning_of(url);
  const auto slash = [&beginning](std::size_t i) { return beginning[i] == '/' || beginning[i] == '\\'; };
  if (!beginning.empty() && beginning.back() == ':' && !slash(0)) {
    const std::string_view scheme = std::string_view(beginning).substr(0, beginning.size() - 1);
    const std::size_t known = use == AddressUse::kImage ? kImageSchemes : kSchemes.size();
    std::size_t i = 0;
    while (i < known && kSchemes[i] != scheme) ++i;
    if (i == known) return address;
    address.external = i < kImageSchemes;
  } else {
    address.external = beginning.size() == 2 && slash(0) && slash(1);
  }
  append_percent_encoded(address.text, url);
  address.allowed = address.text.size() <= kMaxAddress;
  return address;
}

void append_percent_encoded(std::string& out, std::string_view url) {
  std::size_t written = 0;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(url[i]);
    if (byte < 0x80 && (kKept[byte >> 6] >> (byte & 63) & 1) != 0) continue;
    out.append(between(url, written, i));
    out.push_back('%');
    out.push_back("0123456789ABCDEF"[byte >> 4]);
    out.push_back("0123456789ABCDEF"[byte & 15]);
    written = i + 1;
  }
  out.append(behind(url, written));
}

std::string percent_decoded(std::string_view text) {
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  };
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && value(text[i + 1]) >= 0 && value(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(value(text[i + 1]) * 16 + value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

}  // namespace carrel::markdown
