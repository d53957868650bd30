// Ranges as answers have them: in UTF-16 units, between characters as readers see them.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/utf8.h"
#include "text/sentences.h"

namespace carrel::testing {

// A text in UTF-16, where ranges count.
inline std::u16string utf16(std::string_view text) {
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.size;
    const char32_t c = decoded.code_point;
    if (c > 0xFFFF) {
      out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + (c & 0x3FF)));
    } else {
      out.push_back(static_cast<char16_t>(c));
    }
  }
  return out;
}

// The bytes before the unit `units`; nothing if that is inside a pair.
inline std::size_t byte_of(std::string_view text, std::uint32_t units) {
  std::size_t at = 0;
  while (units > 0 && at < text.size()) {
    const Decoded decoded = decode_utf8(text, at);
    const std::uint32_t width = decoded.code_point > 0xFFFF ? 2 : 1;
    if (width > units) break;
    units -= width;
    at += decoded.size;
  }
  REQUIRE(units == 0);
  return at;
}

// Whatever the text: sorted, apart, inside it, at characters.
inline void check_ranges(const std::string& text, const nlohmann::json& ranges) {
  const std::size_t size = utf16(text).size();
  std::uint32_t end = 0;
  bool first = true;
  for (const auto& range : ranges) {
    const std::uint32_t from = range[0];
    const std::uint32_t to = range[1];
    CHECK((first || from > end));
    CHECK(from < to);
    CHECK(to <= size);
    CHECK_MESSAGE(is_character_border(text, byte_of(text, from)), text);
    CHECK_MESSAGE(is_character_border(text, byte_of(text, to)), text);
    end = to;
    first = false;
  }
}

}  // namespace carrel::testing
