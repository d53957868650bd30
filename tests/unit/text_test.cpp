#include <doctest/doctest.h>

#include <vector>

#include "text/fold.h"
#include "text/function_words.h"
#include "text/slug.h"
#include "text/stem.h"
#include "text/stem_language.h"
#include "text/tokenizer.h"
#include "text/umlauts.h"

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

TEST_CASE("letters of their own stay apart, whatever they are made of") {
  CHECK(fold("ЧАЙ") == "чай");
  CHECK(fold("Їжак") == "їжак");
  CHECK(fold("Ўсё") == "ўсе");
}

TEST_CASE("both Turkish i are one letter everywhere") {
  CHECK(fold("İstanbul") == "istanbul");
  CHECK(fold("ISPARTA") == fold("Isparta"));
  CHECK(fold("ılık") == "ilik");
}

TEST_CASE("Greek is folded without accents, breathings, iota below and final sigma") {
  CHECK(fold("ὈΔΌΣ") == fold("οδος"));
  CHECK(fold("ᾧ") == "ω");
}

TEST_CASE("Arabic is folded as it is commonly searched") {
  CHECK(fold("أحمد") == fold("احمد"));
  CHECK(fold("إلى") == fold("الي"));
  CHECK(fold("مدرسة") == fold("مدرسه"));
  CHECK(fold("كتـــاب") == "كتاب");
  CHECK(fold("کتابی") == "كتابي");
  CHECK(fold("٢٠٢٤") == "2024");
}

TEST_CASE("the nukta of Hindi is dropped, whether it is a mark or part of the letter") {
  CHECK(fold("फ़िल्म") == "फिल्म");
  CHECK(fold("\u095E\u093F\u0932\u094D\u092E") == "फिल्म");
  CHECK(fold("२०२४") == "2024");
}

TEST_CASE("raised and lowered digits are digits") {
  CHECK(fold("CO₂") == "co2");
  CHECK(fold("m²") == "m2");
  CHECK(fold("10⁶") == "106");
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
  CHECK(lower("ΆΈΉΊΌΎΏ ΪΫ") == "άέήίόύώ ϊϋ");
  CHECK(lower("ՀԱՅ") == "հայ");
  CHECK(lower("İstanbul") == "istanbul");
}

TEST_CASE("words are runs of letters, digits and marks") {
  CHECK(words("Pain, mood & sleep.") == Words{"Pain", "mood", "sleep"});
  CHECK(words("post-acute withdrawal (PAWS)") == Words{"post", "acute", "withdrawal", "PAWS"});
  CHECK(words("the patient's 2.0.1 release. Next") == Words{"the", "patient's", "2.0.1", "release", "Next"});
  CHECK(words("C++ and C# or F#; a+b") == Words{"C++", "and", "C#", "or", "F#", "a", "b"});
  CHECK(words("हिन्दी में") == Words{"हिन्दी", "में"});
  CHECK(words("😀 ok 👍🏽") == Words{"ok"});
  CHECK(words("node.js, .net, e-mail, o'brien") == Words{"node", "js", "net", "e", "mail", "o'brien"});
  CHECK(words("한국어를 공부") == Words{"한국어를", "공부"});
  CHECK(words(" \n\t…—").empty());
}

TEST_CASE("what cannot be seen holds a word together") {
  for (const char* text : {"می\u200Cخواهم", "क्\u200Dष", "with\u00ADdrawal", "a\u2060b"})
    CHECK_MESSAGE(words(text).size() == 1, text);
  CHECK(words("one\u200Btwo").size() == 2);
  CHECK(fold("می\u200Cخواهم") == fold("میخواهم"));
}

TEST_CASE("a word that lost a vowel before the next one is a word of its own") {
  CHECK(words("l'hôpital L’ÉTÉ qu'il d’eau c'est") ==
        Words{"l", "hôpital", "L", "ÉTÉ", "qu", "il", "d", "eau", "c", "est"});
  CHECK(words("dell'ospedale un'altra nell’acqua") ==
        Words{"dell", "ospedale", "un", "altra", "nell", "acqua"});
  CHECK(words("aujourd'hui o'brien Bell's we'll it's don't l's м'ята İzmir'de") ==
        Words{"aujourd'hui", "o'brien", "Bell's", "we'll", "it's", "don't", "l's", "м'ята", "İzmir'de"});
}

TEST_CASE("a number keeps the sign between its digits, and folds to the same with a stop and a comma") {
  CHECK(words("0,5 mg, 1,2.3;4 ٢٫٥ २.५ 1, 2") == Words{"0,5", "mg", "1,2.3", "4", "٢٫٥", "२.५", "1", "2"});
  CHECK(fold("0,5") == "0.5");
  CHECK(fold("٢٫٥") == "2.5");
  CHECK(fold("२.५") == "2.5");
  CHECK(words("the 1980's") == Words{"the", "1980", "s"});
}

TEST_CASE("Hebrew abbreviations keep the sign before their last letter, however it is typed") {
  CHECK(words("צה\"ל דו״ח ג׳ירפה צ'יפס \"שלום\" רח׳") ==
        Words{"צה\"ל", "דו״ח", "ג׳ירפה", "צ'יפס", "שלום", "רח"});
  CHECK(fold("צה\"ל") == fold("צהל"));
  CHECK(fold("דו״ח") == fold("דו\"ח"));
  CHECK(words("say \"a\"b") == Words{"say", "a", "b"});
}

TEST_CASE("signs that choose how another is drawn are no words and part none") {
  CHECK(words("❤️ ok 1️⃣ 👩‍⚕️") == Words{"ok", "1️"});
  CHECK(fold("1\uFE0F") == "1");
  CHECK(words("葛\U000E0100城").size() == 2);
  CHECK(fold("葛\U000E0100城") == "葛城");
}

TEST_CASE("scripts without blanks give overlapping pairs and a last letter") {
  CHECK(words("日本語") == Words{"日本", "本語", "語"});
  CHECK(words("東京tower") == Words{"東京", "京", "tower"});
  CHECK(words("痛") == Words{"痛"});
  CHECK(words("コーヒー") == Words{"コー", "ーヒ", "ヒー", "ー"});
  CHECK(words("人々〱") == Words{"人々", "々〱", "〱"});
  CHECK(words("第2章 iPhone用") == Words{"第", "2", "章", "iPhone", "用"});
  CHECK(words("東京・大阪").size() == 4);
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

TEST_CASE("words in any case are stemmed") {
  Stemmer english;
  CHECK(english.stem("withdrawals") == "withdraw");
  CHECK(english.stem("WITHDRAWAL") == "withdraw");
  CHECK(english.stem("patient\u2019s") == "patient");
}

TEST_CASE("function words are known in any spelling that folds to theirs, and nothing else is") {
  const FunctionWords english;
  for (const char* word : {"the", "with", "dont", "your", "themselves"})
    CHECK_MESSAGE(english.has(word), word);
  for (const char* word : {"", " ", "th", "thee", "the with", "don", "heart", "time"})
    CHECK_MESSAGE(!english.has(word), word);
}

TEST_CASE("German umlauts and their spelling with an e are one, other vowels keep theirs") {
  for (const auto& [spelt, other] :
       {std::pair{"Aerzte", "Ärzte"}, {"Groesse", "Größe"}, {"Zuerich", "Zürich"}})
    CHECK(without_umlauts(fold(spelt)) == fold(other));
  for (const char* word : {"feuer", "quelle", "bauer", "zuc", "e", ""}) CHECK(without_umlauts(word) == word);
}

TEST_CASE("the primary subtag of a language names its stemmer, in any case") {
  CHECK(stem_language("en") == "en");
  CHECK(stem_language("de-AT") == "de");
  CHECK(stem_language("PT_br") == "pt");
  CHECK(stem_language("nb") == "no");
  CHECK(stem_language("yi") == "yi");
}

TEST_CASE("a language without a stemmer names none") {
  for (const char* tag : {"", "e", "-", "zh", "ja-JP", "tlh", "eng", "und", " n"})
    CHECK_MESSAGE(stem_language(tag).empty(), tag);
}
