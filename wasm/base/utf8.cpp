#include "base/utf8.h"

#include <cassert>
#include <cstring>

#include "base/text.h"

namespace carrel {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t position) {
  return static_cast<std::uint8_t>(text[position]);
}

}  // namespace

Decoded decode_utf8(std::string_view text, std::size_t position) {
  assert(position < text.size());
  const std::uint8_t lead = byte_at(text, position);
  if (lead < 0x80) return {lead, 1, true};

  // Table 3-7 of the Unicode standard: how many bytes follow, and what the first of them may be.
  if (lead < 0xC2 || lead > 0xF4) return {kReplacement, 1, false};
  const std::uint32_t following = 1U + (lead >= 0xE0) + (lead >= 0xF0);
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t code_point = lead & (0x3FU >> following);
  for (std::uint32_t i = 1; i <= following; ++i) {
    const std::uint8_t byte = position + i < text.size() ? byte_at(text, position + i) : 0;
    if (byte < (i == 1 ? low : 0x80) || byte > (i == 1 ? high : 0xBF)) return {kReplacement, i, false};
    code_point = code_point << 6 | (byte & 0x3F);
  }
  return {code_point, following + 1, true};
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
  unsigned following = (code_point >= 0x80) + (code_point >= 0x800) + (code_point >= 0x10000);
  const unsigned lead = following == 0 ? 0 : 0xF0U << (3 - following);
  out.push_back(static_cast<char>(lead | code_point >> 6 * following));
  while (following-- > 0) out.push_back(static_cast<char>(0x80 | (code_point >> 6 * following & 0x3F)));
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<std::int8_t>(text[i]) >= 0) {
      ++i;
      continue;
    }
    const Decoded decoded = decode_utf8(text, i);
    if (!decoded.valid) return false;
    i += decoded.size;
  }
  return true;
}

bool is_ascii(std::string_view text) {
  std::uint64_t bits = 0;
  std::size_t i = 0;
  for (; i + sizeof bits <= text.size(); i += sizeof bits) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, sizeof eight);
    bits |= eight;
  }
  for (; i < text.size(); ++i) bits |= static_cast<std::uint8_t>(text[i]);
  return (bits & 0x8080808080808080U) == 0;
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    if (decoded.valid) {
      out.append(between(text, i, i + decoded.size));
    } else {
      append_utf8(out, kReplacement);
    }
    i += decoded.size;
  }
  return out;
}

std::uint32_t utf16_size(std::string_view text) {
  std::uint32_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if ((byte & 0xC0) != 0x80) ++units;  // one unit for each leading byte …
    if (byte >= 0xF0) ++units;           // … and one more past the basic plane
  }
  return units;
}

std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) letters += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  return letters;
}

std::size_t bytes_of_letters(std::string_view text, std::size_t letters) {
  std::size_t bytes = 0;
  while (letters-- > 0 && bytes < text.size()) bytes += decode_utf8(text, bytes).size;
  return bytes;
}

}  // namespace carrel
