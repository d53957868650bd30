#include "base/utf16.h"

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace carrel {
namespace {

char* put_unit(char* at, char32_t unit) {
  const auto word = static_cast<std::uint16_t>(unit);
  std::memcpy(at, &word, sizeof word);
  return at + sizeof word;
}

}  // namespace

void append_utf16(TextBuffer& out, std::string_view text) {
  char* const begin = out.room(text.size() * 2);
  char* at = begin;
  for (std::size_t i = 0; i < text.size();) {
#if defined(__wasm_simd128__)
    if (i + 16 <= text.size()) {
      const v128_t these = wasm_v128_load(text.data() + i);
      const auto others = static_cast<std::uint32_t>(wasm_i8x16_bitmask(these));
      wasm_v128_store(at, wasm_u16x8_extend_low_u8x16(these));
      wasm_v128_store(at + 16, wasm_u16x8_extend_high_u8x16(these));
      const std::size_t ascii = others == 0 ? 16 : static_cast<std::size_t>(std::countr_zero(others));
      i += ascii;
      at += 2 * ascii;
      if (others == 0) continue;
    }
#endif
    // What is well-formed needs no more than its leading byte.
    const auto byte = [text](std::size_t place) { return static_cast<std::uint8_t>(text[place]); };
    const std::uint8_t lead = byte(i++);
    const unsigned following = (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0);
    char32_t code_point = following == 0 ? lead : lead & (0x3FU >> following);
    for (unsigned k = 0; k < following; ++k) code_point = code_point << 6 | (byte(i++) & 0x3F);
    if (code_point < 0x10000) {
      at = put_unit(at, code_point);
    } else {
      at = put_unit(at, 0xD7C0 + (code_point >> 10));
      at = put_unit(at, 0xDC00 + (code_point & 0x3FF));
    }
  }
  out.advance(static_cast<std::size_t>(at - begin));
}

}  // namespace carrel
