#include "text/sentences.h"

#include <cstdint>

#include "base/bytes.h"
#include "base/utf8.h"
#include "text/grapheme_table.h"

namespace carrel {
namespace {

// Full stops that need no blank behind them: of Han, Hindi, Arabic, Urdu, Ethiopic, Burmese, Khmer.
constexpr char16_t kStops[] = {0x3002, 0xFF01, 0xFF1F, 0xFF61, 0x0964, 0x0965, 0x061F,
                               0x06D4, 0x1362, 0x1367, 0x104B, 0x17D4, 0};
// What closes a quotation or a bracket belongs to the sentence before it.
constexpr char16_t kClosers[] = {'"',    '\'',   ')',    ']',    '}',    0x2019, 0x201C, 0x201D,
                                 0x00BB, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09, 0};

// The size of the character at `at` if it is one of `set`, which ends in 0.
std::size_t size_in(const char16_t* set, std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const Decoded decoded = decode_utf8(text, at);
  for (; *set != 0; ++set) {
    if (decoded.code_point == *set) return decoded.size;
  }
  return 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_continuation(char c) { return (static_cast<std::uint8_t>(c) & 0xC0) == 0x80; }
bool is_letter(char c) { return is_small(c) || is_capital(c) || (c & 0x80) != 0; }

// Does the full stop at `stop` abbreviate? `next` is the first byte behind the blanks.
bool abbreviates(std::string_view text, std::size_t from, std::size_t stop, char next) {
  std::size_t begin = stop;
  std::size_t letters = 0;
  std::size_t digits = 0;
  for (; begin > from && (is_letter(text[begin - 1]) || is_digit(text[begin - 1])); --begin) {
    digits += is_digit(text[begin - 1]);
    letters += !is_digit(text[begin - 1]) && !is_continuation(text[begin - 1]);
  }
  if (is_small(next)) return true;
  if (letters == 0) return digits > 0 && (digits < 3 || is_digit(next));
  if (digits > 0) return false;
  // "U.S." and "e.g." end in a letter alone; "Dr", "Mrs", "No", "Fig" are short with one capital.
  return letters == 1 || (letters < 4 && is_capital(text[begin]) && is_small(text[begin + 1]));
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
  for (std::size_t i = from; i < text.size();) {
    const char c = text[i];
    if (c == '\n') return i + 1;
    bool stop = c == '.' || c == '!' || c == '?';
    const bool wide = !stop && (c & 0x80) != 0 && !is_continuation(c) && size_in(kStops, text, i) > 0;
    if (!stop && !wide) {
      ++i;
      continue;
    }
    std::size_t end = i;
    for (std::size_t size = 1; size > 0; end += size) {
      size = end < text.size() && (text[end] == '.' || text[end] == '!' || text[end] == '?')
                 ? 1
                 : size_in(kStops, text, end);
    }
    const bool lone = end == i + 1;
    while (const std::size_t size = size_in(kClosers, text, end)) end += size;
    std::size_t next = end;
    while (next < text.size() && is_space(text[next]) && text[next] != '\n') ++next;
    if (next == text.size()) return next;
    if (text[next] == '\n') return next + 1;
    stop = wide || (next > end && !(c == '.' && lone && abbreviates(text, from, i, text[next])));
    if (stop) return next;
    i = end;
  }
  return text.size();
}

std::string_view cut_text(std::string_view text, std::size_t limit) {
  if (text.size() > limit) {
    std::size_t end = limit;
    while (end > 0 && !is_space(text[end])) --end;
    if (end < limit / 2) {
      end = limit;
      while (!is_character_border(text, end)) --end;
    }
    text = text.substr(0, end);
  }
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace carrel
