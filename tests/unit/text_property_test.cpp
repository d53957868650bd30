// What holds of tokens and foldings whatever the text is: checked on random text of all scripts.
#include <doctest/doctest.h>

#include <cstdint>
#include <iterator>
#include <string>

#include "base/list.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/tokenizer.h"

using namespace carrel;

namespace {

// Where random letters come from: scripts, their marks and digits, signs that join or part words, emoji, and
// anything.
constexpr std::pair<char32_t, char32_t> kRanges[] = {
    {0x20, 0x7E},       {0x20, 0x7E},       {0xA0, 0x24F},    {0x300, 0x36F},    {0x370, 0x3FF},
    {0x400, 0x52F},     {0x531, 0x58A},     {0x591, 0x5F4},   {0x600, 0x6FF},    {0x900, 0x97F},
    {0xB80, 0xBFF},     {0xE00, 0xE5B},     {0xE80, 0xEDF},   {0x1000, 0x109F},  {0x10A0, 0x10FF},
    {0x1780, 0x17FF},   {0x1D00, 0x1FFF},   {0x2000, 0x218F}, {0x3000, 0x30FF},  {0x4E00, 0x4FFF},
    {0xAC00, 0xACFF},   {0xFB00, 0xFB4F},   {0xFE00, 0xFE0F}, {0xFF00, 0xFFEF},  {0x1F300, 0x1F6FF},
    {0x20000, 0x200FF}, {0xE0100, 0xE01EF}, {1, 0xD7FF},      {0xE000, 0x10FFFF}};

class Random {
 public:
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33) % limit;
  }
  // Mostly of one script, as texts are.
  std::string text() {
    std::string out;
    const auto script = below(std::size(kRanges));
    for (std::uint32_t left = below(40); left > 0; --left) {
      const auto& [first, last] = kRanges[below(3) > 0 ? script : below(std::size(kRanges))];
      append_utf8(out, first + below(last - first + 1));
    }
    return out;
  }

 private:
  std::uint64_t state_ = 1;
};

bool is_border(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<std::uint8_t>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

TEST_CASE(
    "tokens lie in their text, at borders of characters, in order, and overlap in pairs of letters alone") {
  Random random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.text();
    CAPTURE(text);
    List<Token> tokens;
    tokenize(text, tokens);
    const Token* before = nullptr;
    for (const Token& token : tokens) {
      const std::size_t end = std::size_t{token.offset} + token.size;
      REQUIRE(token.size > 0);
      REQUIRE(token.size <= kMaxWordBytes);
      REQUIRE(end <= text.size());
      REQUIRE(is_border(text, token.offset));
      REQUIRE(is_border(text, end));
      REQUIRE_FALSE(is_wordless(decode_utf8(text, token.offset).code_point));
      if (before) {
        REQUIRE(token.offset > before->offset);
        if (token.offset < before->offset + before->size) {
          REQUIRE(is_unspaced(decode_utf8(text, token.offset).code_point));
          REQUIRE(end >= before->offset + before->size);
        }
      }
      before = &token;
    }
  }
}

TEST_CASE("a text cut between two tokens that are apart has the same tokens") {
  Random random;
  for (int i = 0; i < 5000; ++i) {
    const std::string left = random.text();
    const std::string right = random.text();
    CAPTURE(left);
    CAPTURE(right);
    List<Token> all, first, second;
    std::string both = left;
    both.append(" | ").append(right);
    tokenize(both, all);
    tokenize(left, first);
    tokenize(right, second);
    REQUIRE(all.size() == first.size() + second.size());
    for (std::size_t n = 0; n < all.size(); ++n) {
      const bool is_left = n < first.size();
      const Token& alone = is_left ? first[n] : second[n - first.size()];
      REQUIRE(all[n].size == alone.size);
      REQUIRE(all[n].offset == alone.offset + (is_left ? 0 : left.size() + 3));
    }
  }
}

TEST_CASE(
    "folding twice is folding once, small letters fold as capitals do, and no folding is thrice as long") {
  Random random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.text();
    CAPTURE(text);
    const std::string folded = fold(text);
    REQUIRE(is_valid_utf8(folded));
    REQUIRE(is_valid_utf8(lower(text)));
    REQUIRE(fold(folded) == folded);
    REQUIRE(fold(lower(text)) == folded);
    REQUIRE(lower(folded) == folded);
    REQUIRE(folded.size() <= 3 * text.size());
  }
}

TEST_CASE("every character below U+2200 folds to what folds to itself, and its small letter to the same") {
  for (char32_t c = 1; c < 0x2200; ++c) {
    std::string letter;
    append_utf8(letter, c);
    CAPTURE(static_cast<std::uint32_t>(c));
    CHECK(fold(fold(letter)) == fold(letter));
    CHECK(fold(lower(letter)) == fold(letter));
    CHECK(fold(letter).size() <= 2 * letter.size());
  }
}
