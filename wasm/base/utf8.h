// UTF-8 in and out. Whatever bytes come in, only well-formed UTF-8 leaves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace carrel {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point = 0;
  std::uint32_t size = 0;  // bytes consumed, at least 1
  bool valid = true;       // false: malformed here, code_point is U+FFFD
};

// The code point at `position`. Malformed input yields U+FFFD for its maximal subpart (Unicode 15, 3.9,
// table 3-8), as browsers do. Requires: position < text.size().
Decoded decode_utf8(std::string_view text, std::size_t position);

// Appends the encoding of `code_point`; a surrogate or a value past U+10FFFF becomes U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

bool is_valid_utf8(std::string_view text);
bool is_ascii(std::string_view text);

// The code points of `text`, and the bytes of its first ones, of which there may be fewer.
// Requires: well-formed UTF-8.
std::size_t letters_in(std::string_view text);
std::size_t bytes_of_letters(std::string_view text, std::size_t letters);

// `text` with every malformed sequence replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

// How many UTF-16 units JavaScript counts in `text`. Requires: well-formed UTF-8.
std::uint32_t utf16_size(std::string_view text);

}  // namespace carrel
