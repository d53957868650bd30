// Where texts are cut: between sentences, between words, and never inside a character.
#include "text/sentences.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/utf8.h"

using namespace carrel;

namespace {

using Texts = std::vector<std::string>;

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_sentence(text, at);
    REQUIRE(next > at);
    found.emplace_back(text.substr(at, next - at));
    while (!found.back().empty() && is_space(found.back().back())) found.back().pop_back();
    at = next;
  }
  return found;
}

}  // namespace

TEST_CASE("a sentence ends at a full stop with a blank behind it, and takes closing quotes along") {
  CHECK(sentences("One here. Two there! Three?") == Texts{"One here.", "Two there!", "Three?"});
  CHECK(sentences("He said \"stop.\" Then (it ended.) So.") ==
        Texts{"He said \"stop.\"", "Then (it ended.)", "So."});
  CHECK(sentences("A line\nanother") == Texts{"A line", "another"});
  CHECK(sentences("Really?! Yes... Maybe") == Texts{"Really?!", "Yes...", "Maybe"});
}

TEST_CASE("an abbreviation, an ordinal, a decimal or a small letter behind it is no end") {
  for (const std::string text : {"Seen by Dr. Smith and Mrs. Jones today", "Drugs, e.g. Naloxone, help",
                                 "In the U.S. Army", "J. R. Hall", "Take 2. 5 mg of it", "am 3. Januar 2020",
                                 "pills etc. are counted", "version 2.0.1 is out", "see No. 5"}) {
    CHECK(sentences(text) == Texts{text});
  }
  CHECK(sentences("It began in 2019. Then more.") == Texts{"It began in 2019.", "Then more."});
  CHECK(sentences("Call us. We help.") == Texts{"Call us.", "We help."});
}

TEST_CASE("full stops of other scripts need no blank behind them") {
  CHECK(sentences("心脏病发作。请打电话！真的？是") == Texts{"心脏病发作。", "请打电话！", "真的？", "是"});
  CHECK(sentences("「はい。」次です。") == Texts{"「はい。」", "次です。"});
  CHECK(sentences("यह है। वह है।") == Texts{"यह है।", "वह है।"});
  CHECK(sentences("هل تعرف؟ نعم.") == Texts{"هل تعرف؟", "نعم."});
  CHECK(sentences("یہ ہے۔ وہ ہے۔") == Texts{"یہ ہے۔", "وہ ہے۔"});
  CHECK(sentences("ሰላም። ነው።") == Texts{"ሰላም።", "ነው።"});
}

TEST_CASE("no text is cut where Unicode sees one character") {
  std::ifstream file("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt");
  REQUIRE_MESSAGE(file, "GraphemeBreakTest.txt is missing: run ./scripts/setup");
  int cases = 0;
  int coarser = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream parts(line.substr(0, line.find('#')));
    std::string text;
    std::vector<std::pair<std::size_t, bool>> borders;
    for (std::string part; parts >> part;) {
      if (part == "÷" || part == "×") {
        borders.emplace_back(text.size(), part == "÷");
      } else {
        append_utf8(text, static_cast<char32_t>(std::stoul(part, nullptr, 16)));
      }
    }
    // Control characters and surrogates never come out of the plain text, and Arabic number signs that
    // stand before their number are nothing to cut at.
    const bool control = std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < 0x20; });
    if (borders.empty() || control) continue;
    ++cases;
    for (const auto& [at, is_border] : borders) {
      const bool ours = is_character_border(text, at);
      const bool prepended = at >= 2 && (text.substr(at - 2, 2) == "\u0600");
      if (!is_border && !prepended) CHECK_MESSAGE(!ours, line);
      coarser += is_border && !ours;
    }
  }
  CHECK(cases > 300);
  // After a joiner, and after a control character that is none of ours.
  CHECK(coarser < cases / 4);
}

TEST_CASE("text is cut at words, and without blanks between characters") {
  CHECK(cut_text("one two three", 8) == "one two");
  CHECK(cut_text("one two", 20) == "one two");
  CHECK(cut_text("心脏病发作", 8) == "心脏");
  CHECK(cut_text("xxxx👩‍👩‍👧", 12) == "xxxx");
  CHECK(cut_text("กินข้าว", 12) == "กิน");  // a mark stays with its letter, whatever the bytes say
  CHECK(cut_text("🇩🇪🇫🇷", 12) == "🇩🇪");
  CHECK(cut_text("क्षत्रिय", 7).empty());
}
