#include "base/utf8.h"

#include <cassert>

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
  std::uint32_t following = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  char32_t code_point = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    following = 1;
    code_point = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    following = 2;
    code_point = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    following = 3;
    code_point = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {kReplacement, 1, false};
  }
  for (std::uint32_t i = 1; i <= following; ++i) {
    if (position + i >= text.size()) return {kReplacement, i, false};
    const std::uint8_t byte = byte_at(text, position + i);
    if (byte < low || byte > high) return {kReplacement, i, false};
    low = 0x80;
    high = 0xBF;
    code_point = code_point << 6 | (byte & 0x3F);
  }
  return {code_point, following + 1, true};
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (byte_at(text, i) < 0x80) {
      ++i;
      continue;
    }
    const Decoded decoded = decode_utf8(text, i);
    if (!decoded.valid) return false;
    i += decoded.size;
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    if (decoded.valid) {
      out.append(text.substr(i, decoded.size));
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
