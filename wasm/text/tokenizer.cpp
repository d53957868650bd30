#include "text/tokenizer.h"

#include "base/text.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace carrel {
namespace {

// Those that fold to ASCII ones.
bool is_digit(char32_t c) {
  for (const char32_t zero : {0x30U, 0x660U, 0x6F0U, 0x966U, 0xFF10U}) {
    if (c >= zero && c < zero + 10) return true;
  }
  return false;
}

bool is_hebrew(char32_t c) { return c >= 0x591 && c <= 0x5EA; }

// What cannot be seen, or only changes how the letter before it is drawn.
bool is_invisible(char32_t c) {
  return c == 0xAD ||                   // a soft hyphen
         c == 0x200C || c == 0x200D ||  // Persian and Hindi have joiners and non-joiners inside words
         c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c >= 0xE0000;
}

// Most of most texts; is_wordless is the same for all letters.
bool is_ascii_letter(std::uint8_t byte) {
  return static_cast<std::uint8_t>((byte | 0x20) - 'a') < 26 || static_cast<std::uint8_t>(byte - '0') < 10;
}

// Marks of the scripts without blanks stay with the letter before them.
bool is_attached_mark(char32_t c) {
  return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) || c == 0x0EB1 ||
         (c >= 0x0EB4 && c <= 0x0EBC) || (c >= 0x0EC8 && c <= 0x0ECD) || (c >= 0x102B && c <= 0x103E) ||
         (c >= 0x17B4 && c <= 0x17D3) || c == 0x3099 || c == 0x309A || is_invisible(c);
}

// The words that French, Italian and Catalan run into the next one: l', qu', dell', un'.
bool is_elided(std::string_view word) {
  const auto lower = [](char c) { return static_cast<char>(c | 0x20); };
  const char last = lower(word.back());
  if (word.size() == 1) return std::string_view("cdjlmnst").find(last) != std::string_view::npos;
  const char before = lower(word[word.size() - 2]);
  return (before == 'q' && last == 'u') || (before == 'l' && last == 'l') ||
         (before == 'u' && last == 'n' && word.size() == 2);
}

// What such a word loses its vowel before. (Letters past ASCII may be one.)
bool follows_elision(char32_t c) {
  return c >= 0x80 || std::string_view("aeiouyhAEIOUYH").find(static_cast<char>(c)) != std::string_view::npos;
}

class Tokenizer {
 public:
  Tokenizer(std::string_view text, List<Token>& out) : text_(text), out_(out) {}

  void run() {
    while (position_ < text_.size()) {
      if (const auto byte = static_cast<std::uint8_t>(text_[position_]); byte < 0x80) {
        if (is_ascii_letter(byte)) {
          word();
        } else {
          ++position_;
        }
        continue;
      }
      const Decoded decoded = decode_utf8(text_, position_);
      if (is_wordless(decoded.code_point)) {
        position_ += decoded.size;
      } else if (is_unspaced(decoded.code_point)) {
        pairs();
      } else {
        word();
      }
    }
  }

 private:
  char at(std::size_t position) const { return position < text_.size() ? text_[position] : '\0'; }
  char32_t code_point(std::size_t position) const {
    return position < text_.size() ? decode_utf8(text_, position).code_point : U' ';
  }

  bool is_word_at(std::size_t position) const {
    const char32_t c = code_point(position);
    return !is_wordless(c) && !is_unspaced(c);
  }

  // Whether a sign at position_ holds together the word that began at `start` and what comes at `next`.
  bool joins(std::size_t start, char32_t before, char32_t sign, std::size_t next) const {
    // First of all, so that a run of them is not looked through once for each.
    if (is_invisible(sign)) return true;
    char32_t after = code_point(next);
    while (is_invisible(after) || (after >= 0x300 && after <= 0x36F)) {
      next += decode_utf8(text_, next).size;
      after = code_point(next);
    }
    switch (sign) {
      case U'"':
      case 0x5F3:
      case 0x5F4:
        return is_hebrew(before) && is_hebrew(after);
      case U'\'':
      case 0x2019:
        return is_word_at(next) && is_digit(before) == is_digit(after) &&
               !(is_elided(between(text_, start, position_)) && follows_elision(after));
      case U'.':
      case U',':
      case 0x66B:
      case 0x66C:
        return is_digit(before) && is_digit(after);
      default:
        return false;
    }
  }

  void word() {
    const std::size_t start = position_;
    char32_t before = 0;
    while (position_ < text_.size()) {
      if (const auto byte = static_cast<std::uint8_t>(text_[position_]); is_ascii_letter(byte)) {
        before = byte;
        ++position_;
        continue;
      }
      const auto [c, size, valid] = decode_utf8(text_, position_);
      if (is_wordless(c) ? !joins(start, before, c, position_ + size) : is_unspaced(c)) break;
      before = c;
      position_ += size;
    }
    if (position_ - start == 1) {  // c++, c#, f#
      if (at(position_) == '#' && !is_word_at(position_ + 1)) position_ += 1;
      if (at(position_) == '+' && at(position_ + 1) == '+' && !is_word_at(position_ + 2)) position_ += 2;
    }
    add(start, position_);
  }

  void pairs() {
    std::size_t previous = text_.size();
    while (position_ < text_.size()) {
      const Decoded decoded = decode_utf8(text_, position_);
      if (!is_unspaced(decoded.code_point) || is_wordless(decoded.code_point)) break;
      const std::size_t start = position_;
      position_ += decoded.size;
      while (position_ < text_.size()) {
        const Decoded mark = decode_utf8(text_, position_);
        if (!is_attached_mark(mark.code_point)) break;
        position_ += mark.size;
      }
      if (previous < start) add(previous, position_);
      previous = start;
    }
    add(previous, position_);
  }

  void add(std::size_t start, std::size_t end) {
    if (end - start > kMaxWordBytes) {
      end = start + kMaxWordBytes;
      while ((static_cast<std::uint8_t>(text_[end]) & 0xC0) == 0x80) --end;
    }
    out_.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start)});
  }

  std::string_view text_;
  List<Token>& out_;
  std::size_t position_ = 0;
};

}  // namespace

bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) ||                                  // Thai, Lao
         (c >= 0x1000 && c <= 0x109F) ||                                  // Myanmar
         (c >= 0x1780 && c <= 0x17FF) ||                                  // Khmer
         (c >= 0x3005 && c <= 0x3007) || (c >= 0x3031 && c <= 0x30FF) ||  // Kana
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);  // Han
}

void tokenize(std::string_view text, List<Token>& out) { Tokenizer(text, out).run(); }

namespace {

// The last letter of a run stands in the pair before it.
bool is_inside(const Token& token, const Token& before) {
  return token.offset + token.size == before.offset + before.size;
}

}  // namespace

void tokenize_apart(std::string_view text, List<Token>& out) {
  tokenize(text, out);
  std::size_t kept = 0;
  for (const Token& token : out) {
    if (kept == 0 || !is_inside(token, out[kept - 1])) out[kept++] = token;
  }
  out.resize(kept);
}

void tokenize_phrase(std::string_view text, List<Token>& out) {
  tokenize(text, out);
  if (out.size() > 1 && is_inside(out.back(), out[out.size() - 2])) out.pop_back();
}

}  // namespace carrel
