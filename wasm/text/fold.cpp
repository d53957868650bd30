#include "text/fold.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "base/utf8.h"
#include "text/fold_table.h"
#include "text/table_numbers.h"

namespace carrel {
namespace {

constexpr char32_t kTypographicApostrophe = 0x2019;

// Marks that are typed after the letter they decorate; precomposed letters lose theirs through the table.
bool is_decoration(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x487) ||
         (c >= 0x591 && c <= 0x5C7 && c != 0x5BE && c != 0x5C0 && c != 0x5C3 && c != 0x5C6) ||
         (c >= 0x610 && c <= 0x61A) || c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
         (c >= 0x6D6 && c <= 0x6DC) || c == 0x93C || c == 0xAD || (c >= 0x200B && c <= 0x200D) ||
         c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c >= 0xE0000;
}

// What holds a Hebrew abbreviation together is typed in three ways.
bool is_quote(char32_t c) {
  return c == U'\'' || c == U'"' || c == kTypographicApostrophe || c == 0x5F3 || c == 0x5F4;
}

// The lists of fold_table.h as they are looked up.
struct FoldTables {
  std::uint16_t first[kFoldRuns], shape[kFoldRuns], to[kFoldRuns];

  FoldTables() {
    const volatile std::uint8_t* at = kFoldBytes;
    read_varints(at, first);
    read_varints(at, shape);
    read_varints(at, to);
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < kFoldRuns; ++i) {
      code += first[i];
      first[i] = static_cast<std::uint16_t>(code);
      code += (shape[i] / 4U) * (1 + (shape[i] & 1U));
    }
  }
};
const FoldTables kTables;

// What `c` folds to if that is one other letter, otherwise 0.
char32_t find_letter(char32_t c) {
  const auto* const after = std::upper_bound(std::begin(kTables.first), std::end(kTables.first), c);
  if (after == std::begin(kTables.first)) return 0;
  const std::ptrdiff_t run = after - std::begin(kTables.first) - 1;
  const char32_t past = c - kTables.first[run];
  const std::uint32_t shape = kTables.shape[run];
  const char32_t step = 1 + (shape & 1);
  if (past % step != 0 || past / step > shape / 4U) return 0;
  return kTables.to[run] + (shape & 2 ? 0 : past);
}

// What `c` folds to if that is several letters. The list is short, and few letters get so far.
std::string_view find_string(char32_t c) {
  constexpr std::string_view kStrings(kFoldStrings, sizeof kFoldStrings - 1);
  if ((c >= 0x588 && c < 0x1D00) || (c >= 0x2200 && c < 0xFB00)) return {};
  for (std::size_t i = 0; i < kStrings.size();) {
    const Decoded from = decode_utf8(kStrings, i);
    const std::size_t begin = i + from.size;
    const std::size_t end = kStrings.find('\0', begin);
    if (from.code_point == c) return between(kStrings, begin, end);
    i = end + 1;
  }
  return {};
}

void append_folded(std::string& out, char32_t c) {
  if (is_quote(c) || is_decoration(c)) return;
  // Decimals are written with either, in Arabic with signs of their own.
  if (c == U',' || c == 0x66B || c == 0x66C) c = U'.';
  if (const char32_t letter = find_letter(c)) return append_utf8(out, letter);
  if (const std::string_view letters = find_string(c); !letters.empty()) {
    out.append(letters);
  } else {
    append_utf8(out, c);
  }
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::string fold(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    // Most words are plain from one end to the other.
    const std::size_t begin = i;
    while (i < word.size() && static_cast<signed char>(word[i]) >= '0') ++i;
    out.append(between(word, begin, i));
    char* const end = out.data() + out.size();
    for (char* letter = end - (i - begin); letter < end; ++letter) *letter = ascii_lower(*letter);
    if (i == word.size()) break;
    const Decoded decoded = decode_utf8(word, i);
    append_folded(out, decoded.code_point);
    i += decoded.size;
  }
  return out;
}

std::string lower(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t i = 0; i < word.size();) {
    const Decoded decoded = decode_utf8(word, i);
    const char32_t c = decoded.code_point;
    if (c < 0x80) {
      out.push_back(ascii_lower(word[i]));
    } else if (c == kTypographicApostrophe) {
      out.push_back('\'');
    } else if (c == 0x130) {
      out.push_back('i');
    } else if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB && c != 0x3A2) ||
               (c >= 0x410 && c <= 0x42F)) {
      append_utf8(out, c + 32);  // Latin-1, Greek and Russian capitals stand 32 before their small letters
    } else if (c >= 0x386 && c <= 0x38F && c != 0x387 && c != 0x38B &&
               c != 0x38D) {  // Greek ones with a tonos
      append_utf8(out, c == 0x386 ? 0x3AC : c <= 0x38A ? c + 37 : c == 0x38C ? 0x3CC : c + 63);
    } else if (c >= 0x531 && c <= 0x556) {
      append_utf8(out, c + 48);  // Armenian
    } else if (c >= 0x400 && c <= 0x40F) {
      append_utf8(out, c + 80);
    } else if ((c >= 0x100 && c <= 0x137 && c % 2 == 0) || (c >= 0x14A && c <= 0x177 && c % 2 == 0) ||
               (c >= 0x139 && c <= 0x148 && c % 2 == 1) || (c >= 0x179 && c <= 0x17E && c % 2 == 1)) {
      append_utf8(out, c + 1);
    } else if (c == 0x178) {
      append_utf8(out, 0xFF);
    } else if (c >= 0x218 && c <= 0x21B) {
      append_utf8(out, c <= 0x219 ? 0x15F : 0x163);  // Romanian ș and ț: Snowball knows them with a cedilla
    } else {
      out.append(word.substr(i, decoded.size));
    }
    i += decoded.size;
  }
  return out;
}

}  // namespace carrel
