#include "search/syntax.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/utf8.h"

using namespace carrel;

namespace {

// Clauses as text: "-" excluded, scope number and ":", then the value, in quotes if it was; joined ones with
// the number of their slot.
std::vector<std::string> read(std::string_view text) {
  std::vector<std::string> out;
  for (const Clause& clause : parse_syntax(text)) {
    std::string line = clause.joined ? "|" + std::to_string(clause.slot) + " " : "";
    if (clause.excluded) line += "-";
    if (clause.scope != Scope::kAnywhere) line += std::to_string(static_cast<int>(clause.scope)) + ":";
    const std::string value(text.substr(clause.offset, clause.size));
    if (clause.quoted) {
      line += "\"" + value + (clause.open ? "" : "\"");
    } else {
      line += value;
    }
    out.push_back(line);
  }
  return out;
}
using Lines = std::vector<std::string>;

std::string scoped(Facet facet, const std::string& value) {
  return std::to_string(static_cast<int>(scope_of(facet))) + ":" + value;
}

}  // namespace

TEST_CASE("words, phrases and exclusions are told apart") {
  CHECK(read("").empty());
  CHECK(read("low mood") == Lines{"low", "mood"});
  CHECK(read("\"low mood\" sleep") == Lines{"\"low mood\"", "sleep"});
  CHECK(read("a -b -\"c d\" e") == Lines{"a", "-b", "-\"c d\"", "e"});
  CHECK(read("(\"a b\" c)") == Lines{"\"a b\"", "c)"});
}

TEST_CASE("a quote that is not closed runs to the end") {
  CHECK(read("x \"low mo") == Lines{"x", "\"low mo"});
  CHECK(read("\"").empty());
  CHECK(read("\"\" a") == Lines{"a"});
}

TEST_CASE("typographic quotes are quotes, wherever they stand") {
  CHECK(read("„low mood“ a") == Lines{"\"low mood\"", "a"});
  CHECK(read("“low mood” a") == Lines{"\"low mood\"", "a"});
  CHECK(read("«low mood» a") == Lines{"\"low mood\"", "a"});
  CHECK(read("»low mood« a") == Lines{"\"low mood\"", "a"});
  CHECK(read("肺炎「東京都」京都") == Lines{"肺炎", "\"東京都\"", "京都"});
}

TEST_CASE("an inch mark or a quote inside a word is no quote") {
  CHECK(read("12\" vinyl") == Lines{"12\"", "vinyl"});
  CHECK(read("rock\"n\"roll") == Lines{"rock\"n\"roll"});
}

TEST_CASE("only a minus before a word excludes") {
  CHECK(read("e-mail") == Lines{"e-mail"});
  CHECK(read("–mood −mood —mood") == Lines{"–mood", "−mood", "—mood"});
  CHECK(read("a - b") == Lines{"a", "-", "b"});
  CHECK(read("a -- b --c") == Lines{"a", "--", "b", "--c"});
  CHECK(read("a -") == Lines{"a", "-"});
}

TEST_CASE("known names look into fields, whatever their case; others are words") {
  CHECK(read("title:sleep") == Lines{"1:sleep"});
  CHECK(read("Year:2024 YEAR:2020..2021") == Lines{"2:2024", "2:2020..2021"});
  CHECK(read("tag:\"harm reduction\" x") == Lines{scoped(kTags, "\"harm reduction\""), "x"});
  CHECK(read("-tag:sleep") == Lines{"-" + scoped(kTags, "sleep")});
  CHECK(read("in:a/b category:c") == Lines{scoped(kCategories, "a/b"), scoped(kCategories, "c")});
  CHECK(read("by:bell author:„Ann Bell“") ==
        Lines{scoped(kAuthors, "bell"), scoped(kAuthors, "\"Ann Bell\"")});
  CHECK(read("topic:opioids") == Lines{scoped(kTopics, "opioids")});
  CHECK(read("http://a.b note:x tagged:y tags:z") == Lines{"http://a.b", "note:x", "tagged:y", "tags:z"});
  CHECK(read("title: sleep title:") == Lines{"title:", "sleep", "title:"});
  CHECK(read("title:\"\" x") == Lines{"x"});
}

TEST_CASE("OR joins its neighbours") {
  CHECK(read("a OR b c") == Lines{"|0 a", "|0 b", "c"});
  CHECK(read("x a OR \"b c\" OR tag:d") == Lines{"x", "|1 a", "|1 \"b c\"", "|1 " + scoped(kTags, "d")});
  CHECK(read("a or b") == Lines{"a", "or", "b"});
  CHECK(read("ORAL OR") == Lines{"ORAL"});
  CHECK(read("OR a") == Lines{"OR", "a"});
  CHECK(read("a OR OR b") == Lines{"|0 a", "|0 b"});
  CHECK(read("a OR -b -c OR d") == Lines{"a", "-b", "-c", "d"});
}

TEST_CASE("blanks of other scripts part clauses") {
  CHECK(read("東京　-大阪") == Lines{"東京", "-大阪"});
  CHECK(read("a\xC2\xA0-b") == Lines{"a", "-b"});
}

TEST_CASE("clauses of any text lie inside it, in order and apart") {
  const std::string_view pieces[] = {"\"", "-", "OR", " ", "tag:", "a", "「",
                                     "”",  "é", "(",  ":", "..",   "😀", "\xFF"};
  std::uint32_t state = 7;
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
  };
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::uint32_t left = next(12); left > 0; --left) {
      if (next(4) == 0) {
        text.push_back(static_cast<char>(next(256)));
      } else {
        text += pieces[next(std::size(pieces))];
      }
    }
    text = repair_utf8(text);
    // A copy of its exact size, so that a sanitizer sees every step outside.
    const std::vector<char> exact(text.begin(), text.end());
    std::size_t end = 0;
    std::uint32_t number = 0;
    for (const Clause& clause : parse_syntax({exact.data(), exact.size()})) {
      CHECK(clause.offset >= end);
      CHECK(clause.size > 0);
      end = clause.offset + clause.size;
      CHECK(end <= text.size());
      CHECK(is_valid_utf8(std::string_view(text).substr(clause.offset, clause.size)));
      CHECK(clause.slot <= number++);
    }
  }
}
