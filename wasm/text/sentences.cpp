#include "text/sentences.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/bytes.h"
#include "base/text.h"
#include "base/utf8.h"
#include "text/grapheme_table.h"

namespace carrel {
namespace {

// What closes a quotation or a bracket belongs to the sentence before it. From kWideStops on, full stops that
// need no blank behind them: of Han, Hindi, Arabic, Urdu, Ethiopic, Burmese, Khmer.
constexpr char16_t kSigns[] = {'"',    '\'',   ')',    ']',    '}',    0x2019, 0x201C, 0x201D, 0x00BB,
                               0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09, 0x3002, 0xFF01, 0xFF1F,
                               0xFF61, 0x0964, 0x0965, 0x061F, 0x06D4, 0x1362, 0x1367, 0x104B, 0x17D4};
constexpr std::size_t kWideStops = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_continuation(char c) { return (static_cast<std::uint8_t>(c) & 0xC0) == 0x80; }

// Does the full stop at `stop` abbreviate? `next` is the first byte behind the blanks.
bool abbreviates(std::string_view text, std::size_t from, std::size_t stop, char next) {
  if (is_small(next)) return true;
  std::size_t begin = stop;
  while (begin > from && !is_space(text[begin - 1]) && text[begin - 1] != '.') --begin;
  const std::size_t size = stop - begin;
  const char first = text[begin];
  if (is_digit(first)) return size < 3 || is_digit(next);
  // "U.S." and "e.g." end in a letter alone; "Dr", "Mrs", "No", "Fig" are short with one capital.
  return size == 1 || (size < 4 && is_capital(first) && is_small(text[begin + 1]));
}

bool sticks(char32_t c) {
  if (c < 0x80) return false;
  char32_t last = 0;
  for (Reader reader(kSticking); reader.left() > 0;) {
    const char32_t first = last + reader.varint();
    if (c < first) return false;
    last = first + reader.varint();
    if (c <= last) return true;
  }
  return false;
}

bool is_regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

// The code point that ends at `at`. Requires: at > 0.
Decoded before(std::string_view text, std::size_t at) {
  do {
    --at;
  } while (at > 0 && is_continuation(text[at]));
  return decode_utf8(text, at);
}

// What binds the next character to it: a joiner, a sign of India without a vowel, a first jamo.
bool joins(char32_t c) {
  return c == 0x200D || (c >= 0x0900 && c < 0x0E00 && (c & 0x7F) == 0x4D) || (c >= 0x1100 && c < 0x1160) ||
         (c >= 0xA960 && c < 0xA980);
}

}  // namespace

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

bool is_character_border(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  if (is_continuation(text[at])) return false;
  if ((text[at] & 0x80) == 0) return true;
  const char32_t next = decode_utf8(text, at).code_point;
  Decoded previous = before(text, at);
  if (sticks(next) || joins(previous.code_point)) return false;
  if (!is_regional(next)) return true;
  // Flags are pairs.
  bool border = true;
  for (; is_regional(previous.code_point); previous = before(text, at)) {
    border = !border;
    at -= previous.size;
    if (at == 0) break;
  }
  return border;
}

std::size_t next_sentence(std::string_view text, std::size_t from) {
  std::size_t stop = 0;  // where the stop stands that may be an end
  enum {
    kNone,
    kNarrow,
    kBlank,
    kWide
  } state = kNone;  // what was seen of it: a blank is still due, was there, needs not be
  for (std::size_t i = from; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    const char32_t c = decoded.code_point;
    const std::size_t sign =
        static_cast<std::size_t>(std::find(std::begin(kSigns), std::end(kSigns), c) - kSigns);
    const bool wide = sign >= kWideStops && sign < std::size(kSigns);
    if (c == '\n') return i + 1;
    if (wide || c == '.' || c == '!' || c == '?') {
      if (state == kNone) stop = i;
      state = wide ? kWide : kNarrow;
    } else if (state != kNone && is_space(text[i])) {
      if (state == kNarrow) state = kBlank;
    } else if (sign == std::size(kSigns) || state == kNone || state == kBlank) {
      const bool lone = text[stop] == '.' && is_space(text[stop + 1]);
      if (state == kWide || (state == kBlank && !(lone && abbreviates(text, from, stop, text[i])))) return i;
      state = kNone;
    }
    i += decoded.size;
  }
  return text.size();
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view cut_text(std::string_view text, std::size_t limit) {
  if (text.size() > limit) {
    std::size_t end = limit;
    while (end > 0 && !is_space(text[end])) --end;
    if (end < limit / 2) {
      end = limit;
      while (!is_character_border(text, end)) --end;
    }
    text = between(text, 0, end);
  }
  return without_blanks(text);
}

}  // namespace carrel
