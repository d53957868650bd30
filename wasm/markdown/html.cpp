#include "markdown/html.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace carrel::markdown {
namespace {

// The longest of what stands for one byte: "&quot;".
constexpr std::size_t kLongestEscape = 6;

// A piece of markup, copied whole, which is cheaper than to copy so many bytes.
struct Piece {
  std::array<char, 24> text{};
  std::uint32_t size = 0;

  constexpr void append(std::string_view more) {
    for (const char c : more) text[size++] = c;
  }
};

constexpr Piece piece(std::string_view before, std::string_view name, std::string_view after) {
  Piece made;
  made.append(before);
  made.append(name);
  made.append(after);
  return made;
}

template <std::size_t N>
constexpr std::array<Piece, N> pieces(std::string_view before, const std::array<std::string_view, N>& names,
                                      std::string_view after) {
  std::array<Piece, N> made;
  for (std::size_t i = 0; i < N; ++i) made[i] = piece(before, names[i], after);
  return made;
}

constexpr auto kOpenings = pieces("<", kTagNames, "");
constexpr auto kClosings = pieces("</", kTagNames, ">");
constexpr auto kAttributes = pieces(" ", kAttributeNames, "=\"");

// What a character is written as; nothing: as itself.
constexpr std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\r':
      // A parser would make a line feed of it.
      return "&#13;";
    default:
      return {};
  }
}

constexpr auto kIsEscaped = [] {
  std::array<bool, 256> escaped{};
  for (std::size_t c = 0; c < escaped.size(); ++c) escaped[c] = !escape_of(static_cast<char>(c)).empty();
  return escaped;
}();

char* put_escape(char* at, char c) {
  const std::string_view escape = escape_of(c);
  std::memcpy(at, escape.data(), escape.size());
  return at + escape.size();
}

void append_escaped(TextBuffer& out, std::string_view text) {
  char* const begin = out.room(text.size() * kLongestEscape);
  char* at = begin;
  std::size_t i = 0;
#if defined(__wasm_simd128__)
  // Sixteen at a time; where one is escaped, those behind it are looked at again.
  while (i + 16 <= text.size()) {
    const v128_t these = wasm_v128_load(text.data() + i);
    const auto are = [these](char c) { return wasm_i8x16_eq(these, wasm_i8x16_splat(c)); };
    const v128_t escaped = wasm_v128_or(wasm_v128_or(are('&'), wasm_v128_or(are('<'), are('>'))),
                                        wasm_v128_or(are('"'), are('\r')));
    wasm_v128_store(at, these);
    const std::uint32_t places = wasm_i8x16_bitmask(escaped);
    if (places == 0) {
      at += 16;
      i += 16;
    } else {
      const int plain = std::countr_zero(places);
      i += static_cast<std::size_t>(plain);
      at = put_escape(at + plain, text[i++]);
    }
  }
#endif
  for (; i < text.size(); ++i) {
    if (kIsEscaped[static_cast<std::uint8_t>(text[i])]) {
      at = put_escape(at, text[i]);
    } else {
      *at++ = text[i];
    }
  }
  out.advance(static_cast<std::size_t>(at - begin));
}

void append(TextBuffer& out, const Piece& piece) {
  std::memcpy(out.room(piece.text.size()), piece.text.data(), piece.text.size());
  out.advance(piece.size);
}

}  // namespace

void write_html(TextBuffer& out, const Stream& stream) {
  std::array<Tag, kMaxDepth> open{};
  std::size_t depth = 0;
  bool in_tag = false;
  StreamReader reader(stream);
  for (StreamReader::Item item; reader.next(item);) {
    if (item.op == Op::kAttribute) {
      // A heading past the limit of names has none.
      if (item.n == static_cast<std::uint32_t>(Attribute::kId) && item.text.empty()) continue;
      append(out, kAttributes[item.n]);
      append_escaped(out, item.text);
      out.append("\"");
      continue;
    }
    if (in_tag) out.append(">");
    if (item.op == Op::kText) {
      // A parser takes a line feed just behind <pre> for layout.
      if (in_tag && open[depth - 1] == Tag::kPre && item.text[0] == '\n') out.append("\n");
      append_escaped(out, item.text);
    } else if (item.op == Op::kOpen) {
      open[depth++] = static_cast<Tag>(item.n);
      append(out, kOpenings[item.n]);
    } else if (const Tag tag = open[--depth]; !is_void(tag)) {
      append(out, kClosings[static_cast<std::size_t>(tag)]);
    }
    in_tag = item.op == Op::kOpen;
  }
}

}  // namespace carrel::markdown
