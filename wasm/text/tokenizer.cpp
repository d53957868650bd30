#include "text/tokenizer.h"

#include "base/utf8.h"
#include "text/fold.h"

namespace carrel {
namespace {

// Most of most texts; is_wordless is the same for all letters.
bool is_ascii_letter(std::uint8_t byte) {
  return static_cast<std::uint8_t>((byte | 0x20) - 'a') < 26 || static_cast<std::uint8_t>(byte - '0') < 10;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Marks of the scripts without blanks stay with the letter before them.
bool is_attached_mark(char32_t c) {
  return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) || c == 0x0EB1 ||
         (c >= 0x0EB4 && c <= 0x0EBC) || (c >= 0x0EC8 && c <= 0x0ECD) || (c >= 0x102B && c <= 0x103E) ||
         (c >= 0x17B4 && c <= 0x17D3) || c == 0x3099 || c == 0x309A;
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

  bool is_word_at(std::size_t position) const {
    if (position >= text_.size()) return false;
    const char32_t c = decode_utf8(text_, position).code_point;
    return !is_wordless(c) && !is_unspaced(c);
  }

  // The size of a sign at `position` that holds a word together, or 0.
  std::size_t joiner(std::size_t start, std::size_t position) const {
    const Decoded sign = decode_utf8(text_, position);
    switch (sign.code_point) {
      case U'\'':
      case 0x2019:
        return is_word_at(position + sign.size) ? sign.size : 0;
      case U'.':
        return position > start && is_digit(at(position - 1)) && is_digit(at(position + 1)) ? 1 : 0;
      case 0xAD:    // a soft hyphen
      case 0x200C:  // Persian and Hindi have joiners and non-joiners inside words
      case 0x200D:
      case 0x2060:
        return sign.size;
      default:
        return 0;
    }
  }

  void word() {
    const std::size_t start = position_;
    while (position_ < text_.size()) {
      if (const auto byte = static_cast<std::uint8_t>(text_[position_]); byte < 0x80) {
        if (is_ascii_letter(byte)) {
          ++position_;
          continue;
        }
        if (byte != '\'' && byte != '.') break;
        const std::size_t joined = joiner(start, position_);
        if (joined == 0) break;
        position_ += joined;
        continue;
      }
      const Decoded decoded = decode_utf8(text_, position_);
      if (is_wordless(decoded.code_point)) {
        const std::size_t joined = joiner(start, position_);
        if (joined == 0) break;
        position_ += joined;
      } else if (is_unspaced(decoded.code_point)) {
        break;
      } else {
        position_ += decoded.size;
      }
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

}  // namespace carrel
