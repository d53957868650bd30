#include <doctest/doctest.h>

#include <vector>

#include "text/fold.h"
#include "text/slug.h"
#include "text/stem.h"
#include "text/tokenizer.h"

using namespace carrel;

namespace {

std::vector<std::string> words(std::string_view text) {
  List<Token> tokens;
  tokenize(text, tokens);
  std::vector<std::string> out;
  out.reserve(tokens.size());
  for (const Token& token : tokens) out.emplace_back(text.substr(token.offset, token.size));
  return out;
}
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("words that differ in case and marks fold to one form") {
  CHECK(fold("CAFÉ") == "cafe");
  CHECK(fold("cafe\u0301") == "cafe");
  CHECK(fold("Straße") == "strasse");
  CHECK(fold("ÆSIR Øre Łódź") == "aesir ore lodz");
  CHECK(fold("ΚΑΛΗΜΈΡΑ") == fold("καλημέρα"));
  CHECK(fold("ЁЛКА") == fold("елка"));
  CHECK(fold("ＦＵＬＬ１２") == "full12");
  CHECK(fold("ﬁne") == "fine");
}

TEST_CASE("decorations of Hebrew and Arabic go, marks of Hindi and Thai stay") {
  CHECK(fold("שָׁלוֹם") == "שלום");
  CHECK(fold("كِتَاب") == "كتاب");
  CHECK(fold("हिन्दी") == "हिन्दी");
  CHECK(fold("ที่") == "ที่");
}

TEST_CASE("apostrophes are dropped by folding and kept for the stemmer") {
  CHECK(fold("don't") == "dont");
  CHECK(fold("don\u2019t") == "dont");
  CHECK(lower("PATIENT\u2019S") == "patient's");
}

TEST_CASE("lower case loses no marks") {
  CHECK(lower("ÜBER Ärger") == "über ärger");
  CHECK(lower("МОСКВА Ёж") == "москва ёж");
  CHECK(lower("ŽIVOT Ÿ") == "život ÿ");
}

TEST_CASE("words are runs of letters, digits and marks") {
  CHECK(words("Pain, mood & sleep.") == Words{"Pain", "mood", "sleep"});
  CHECK(words("post-acute withdrawal (PAWS)") == Words{"post", "acute", "withdrawal", "PAWS"});
  CHECK(words("the patient's 2.0.1 release. Next") == Words{"the", "patient's", "2.0.1", "release", "Next"});
  CHECK(words("C++ and C# or F#; a+b") == Words{"C++", "and", "C#", "or", "F#", "a", "b"});
  CHECK(words("हिन्दी में") == Words{"हिन्दी", "में"});
  CHECK(words("😀 ok 👍🏽") == Words{"ok"});
  CHECK(words(" \n\t…—").empty());
}

TEST_CASE("scripts without blanks give overlapping pairs and a last letter") {
  CHECK(words("日本語") == Words{"日本", "本語", "語"});
  CHECK(words("東京tower") == Words{"東京", "京", "tower"});
  CHECK(words("痛") == Words{"痛"});
  CHECK(words("ปวดหัว").size() == 5);
}

TEST_CASE("a word of a megabyte is cut between characters") {
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "ä";
  const Words found = words(text);
  REQUIRE(found.size() == 1);
  CHECK(found[0].size() == kMaxWordBytes);
}

TEST_CASE("slugs are folded words joined by hyphens") {
  CHECK(slugify("Post-acute Withdrawal") == "post-acute-withdrawal");
  CHECK(slugify("  Mike Clayton, RN ") == "mike-clayton-rn");
  CHECK(slugify("C++") == "c++");
  CHECK(slugify("don't") == "dont");
  CHECK(slugify("睡眠") == "睡眠");
  CHECK(slugify_path("Treatment / Medication//") == "treatment/medication");
}

TEST_CASE("a label without words still has a slug of its own") {
  CHECK(slugify("★").size() == 17);
  CHECK(slugify("★") != slugify("☆"));
}

TEST_CASE("English words are stemmed, other languages left as they are") {
  Stemmer english("en-GB");
  CHECK(english.language() == "en");
  CHECK(english.stem("withdrawals") == "withdraw");
  CHECK(english.stem("patient's") == "patient");
  Stemmer other("tlh");
  CHECK(other.language().empty());
  CHECK(other.stem("withdrawals") == "withdrawals");
}
