// The tokeniser against the word breaks of Unicode (UAX #29), case by case from the file that comes with the
// standard (Debian's unicode-data). Where we part words otherwise the reason stands in kReasons and in
// docs/analysis.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "base/list.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/tokenizer.h"

using namespace carrel;

namespace {

constexpr char32_t kWordJoiner = 0x2060;
constexpr char32_t kZeroWidthJoiner = 0x200D;

bool is_mark(char32_t c) { return c == 0x300 || c == 0x308 || c == 0xAD; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return !is_digit(c) && !is_mark(c) && !is_wordless(c); }

// What is compared: words as they are looked for, so marks that folding drops make no difference.
void add_term(std::vector<std::string>& terms, const std::u32string& word) {
  std::string text;
  for (const char32_t c : word) {
    if (c != kWordJoiner) append_utf8(text, c);
  }
  terms.push_back(fold(text));
}

struct Case {
  std::string text;
  std::u32string letters;          // without marks
  std::vector<std::string> terms;  // the segments that hold a letter or a digit
};

// A line is "÷ 0061 × 0027 ÷ # …": code points, and ÷ where the text is parted.
Case read_case(const std::string& line) {
  Case found;
  std::istringstream parts(line.substr(0, line.find('#')));
  std::u32string segment;
  for (std::string part; parts >> part;) {
    if (part == "÷") {
      const auto stands = [](char32_t c) { return is_letter(c) || is_digit(c); };
      if (std::any_of(segment.begin(), segment.end(), stands)) add_term(found.terms, segment);
      segment.clear();
    } else if (part != "×") {
      const auto c = static_cast<char32_t>(std::stoul(part, nullptr, 16));
      segment.push_back(c);
      append_utf8(found.text, c);
      if (!is_mark(c)) found.letters.push_back(c);
    }
  }
  return found;
}

std::vector<std::string> terms_of(const std::string& text) {
  List<Token> tokens;
  tokenize(text, tokens);
  std::vector<std::string> terms;
  for (const Token& token : tokens) {
    std::string term = fold(std::string_view(text).substr(token.offset, token.size));
    if (!term.empty()) terms.push_back(std::move(term));
  }
  return terms;
}

bool has(const std::u32string& text, char32_t c) { return text.find(c) != std::u32string::npos; }

template <class Left, class Right>
bool has_between(const std::u32string& text, char32_t c, Left left, Right right) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == c && left(text[i - 1]) && right(text[i + 1])) return true;
  }
  return false;
}

struct Reason {
  const char* says;
  bool (*applies)(const std::u32string& letters);
  int cases;
};

// In this order: a case belongs to the first that applies.
const Reason kReasons[] = {
    {"an underscore parts words, so that the words of snake_case are found",
     [](const std::u32string& t) { return has(t, U'_'); }, 110},
    {"Kana give pairs and a last letter, not runs", [](const std::u32string& t) { return has(t, 0x3031); },
     3},
    {"a symbol behind a joiner is none of a word's",
     [](const std::u32string& t) { return has(t, kZeroWidthJoiner); }, 2},
    {"a colon parts words: Swedish and Finnish put endings behind it, and the word is looked for without",
     [](const std::u32string& t) { return has_between(t, U':', is_letter, is_letter); }, 15},
};

}  // namespace

TEST_CASE("words begin and end where Unicode says, but for reasons that are listed") {
  std::ifstream file("/usr/share/unicode/auxiliary/WordBreakTest.txt");
  REQUIRE_MESSAGE(file, "WordBreakTest.txt is missing: run ./scripts/setup");
  int cases = 0;
  int different[std::size(kReasons)] = {};
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++cases;
    const Case expected = read_case(line);
    if (terms_of(expected.text) == expected.terms) continue;
    const auto* const reason =
        std::find_if(std::begin(kReasons), std::end(kReasons),
                     [&](const Reason& candidate) { return candidate.applies(expected.letters); });
    if (reason == std::end(kReasons)) {
      FAIL_CHECK(line);
    } else {
      ++different[reason - std::begin(kReasons)];
    }
  }
  CHECK(cases == 1823);
  for (std::size_t i = 0; i < std::size(kReasons); ++i) {
    CAPTURE(std::string(kReasons[i].says));
    CHECK(different[i] == kReasons[i].cases);
  }
}
