#include "markdown/slug.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace carrel::markdown {
namespace {

struct Range {
  std::uint16_t first;
  std::uint16_t last;
};

// Punctuation, symbols, blanks and format characters of the basic plane past ASCII (general categories P, S,
// Z and C of Unicode 15). Rare single signs of small scripts are left in: a slug with one more sign is still
// a good one.
constexpr std::array<Range, 71> kDropped = {{
    {0x0080, 0x00A9}, {0x00AB, 0x00B4}, {0x00B6, 0x00B9}, {0x00BB, 0x00BF}, {0x00D7, 0x00D7},
    {0x00F7, 0x00F7}, {0x02C2, 0x02C5}, {0x02D2, 0x02DF}, {0x037E, 0x037E}, {0x0384, 0x0385},
    {0x0387, 0x0387}, {0x055A, 0x055F}, {0x0589, 0x058F}, {0x05BE, 0x05BE}, {0x05C0, 0x05C0},
    {0x05C3, 0x05C3}, {0x05F3, 0x05F4}, {0x0600, 0x060F}, {0x061B, 0x061F}, {0x066A, 0x066D},
    {0x06D4, 0x06D4}, {0x06DD, 0x06DE}, {0x0700, 0x070F}, {0x0964, 0x0965}, {0x0970, 0x0970},
    {0x0E3F, 0x0E3F}, {0x0E4F, 0x0E4F}, {0x0E5A, 0x0E5B}, {0x0F01, 0x0F17}, {0x0F3A, 0x0F3D},
    {0x104A, 0x104F}, {0x10FB, 0x10FB}, {0x1360, 0x1368}, {0x1680, 0x1680}, {0x17D4, 0x17D6},
    {0x17D8, 0x17DB}, {0x1800, 0x180A}, {0x180E, 0x180E}, {0x2000, 0x203E}, {0x2041, 0x2053},
    {0x2055, 0x206F}, {0x207A, 0x207E}, {0x208A, 0x208E}, {0x20A0, 0x20CF}, {0x2100, 0x2101},
    {0x2103, 0x2106}, {0x2116, 0x2118}, {0x211E, 0x2123}, {0x2190, 0x245F}, {0x2500, 0x2775},
    {0x2794, 0x2BFF}, {0x2E00, 0x2E2E}, {0x2E30, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030},
    {0x303D, 0x303F}, {0x30A0, 0x30A0}, {0x30FB, 0x30FB}, {0x31C0, 0x31EF}, {0x3200, 0x33FF},
    {0x4DC0, 0x4DFF}, {0xA490, 0xA4CF}, {0xE000, 0xF8FF}, {0xFD3E, 0xFD4F}, {0xFE00, 0xFE1F},
    {0xFE30, 0xFE6F}, {0xFEFF, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65},
    {0xFFE0, 0xFFFF},
}};

bool is_dropped(char32_t c) {
  if (c < 0x80) {
    const bool kept =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    return !kept;
  }
  // Musical and other notation, then emoji; tags and private planes.
  if (c > 0xFFFF) return (c >= 0x1D000 && c < 0x1D400) || (c >= 0x1F000 && c < 0x1FB00) || c >= 0xE0000;
  const auto range = std::lower_bound(kDropped.begin(), kDropped.end(), c,
                                      [](const Range& r, char32_t value) { return r.last < value; });
  return range != kDropped.end() && c >= range->first;
}

char32_t lowered(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
      (c >= 0x410 && c <= 0x42F)) {
    return c + 0x20;
  }
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  // Latin Extended: capital and small letter alternate, from an even or from an odd number.
  const bool even = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
                    (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF) || c == 0x1A0;
  const bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || c == 0x1AF;
  return (even && c % 2 == 0) || (odd && c % 2 == 1) ? c + 1 : c;
}

}  // namespace

std::string slug_of(std::string_view text) {
  std::string slug;
  for (std::size_t i = 0; i < text.size();) {
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

}  // namespace carrel::markdown
