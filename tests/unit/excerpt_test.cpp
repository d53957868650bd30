// Excerpts: which passage is chosen, which heading it stands under, what is marked.
#include "search/excerpt.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "bundle.h"
#include "index/reader.h"
#include "ranges.h"
#include "text/fold.h"
#include "text/sentences.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

using Texts = std::vector<std::string>;

Texts marked(const std::string& text, const Json& ranges) {
  Texts pieces;
  for (const auto& range : ranges) {
    const std::size_t from = byte_of(text, range[0]);
    pieces.push_back(text.substr(from, byte_of(text, range[1]) - from));
  }
  return pieces;
}

std::string one_article(const std::string& title, const std::string& body,
                        const std::string& excerpt = "Nothing.") {
  const Json content = {
      {"articles", Json::array({{{"slug", "one"}, {"title", title}, {"body", body}, {"excerpt", excerpt}},
                                {{"slug", "two"}, {"title", "Other"}, {"body", "what are the of in a"}}})}};
  return content.dump();
}

Json first_hit(const std::string& content, const std::string& request) {
  const Bundle bundle = pack(content);
  Engine engine = open(bundle);
  const Json answer = ask(engine, bundle, request);
  REQUIRE_FALSE(answer["hits"].empty());
  return answer["hits"][0];
}

std::string filler(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i) text += "Plain filling stands in this row of letters. ";
  return text;
}

}  // namespace

TEST_CASE("the passage is the one with the words that matter, not the one with the common ones") {
  const std::string body = "What are the facts of it, and what are the others in the row? " + filler(12) +
                           "Naloxone is kept at home. " + filler(12);
  const Json hit = first_hit(one_article("One", body), "q=what+are+the+naloxone+of&passages=1");
  CHECK(hit["excerpt"]["from"] == "body");
  CHECK(hit["excerpt"]["text"].get<std::string>().find("Naloxone is kept at home.") != std::string::npos);
}

TEST_CASE("words that stand far apart are shown in two passages joined by an ellipsis") {
  const std::string body = "The kidney filters blood. " + filler(12) + "A liver makes bile. " + filler(12);
  const Json excerpt = first_hit(one_article("One", body), "q=liver+kidney&passages=1")["excerpt"];
  const std::string text = excerpt["text"];
  CHECK(text.find("The kidney filters blood.") == 0);
  CHECK(text.find(" … A liver makes bile.") != std::string::npos);
  CHECK(text.size() <= kPassageBytes + 16);
  CHECK(marked(text, excerpt["ranges"]) == Texts{"kidney", "liver"});
}

TEST_CASE("among equal passages the one with the words near each other wins, then the first") {
  const std::string body = "Liver words stand here and then, a long way on, comes pain. " + filler(12) +
                           "There is liver pain. " + filler(12) + "There was liver pain. ";
  const std::string text = first_hit(one_article("One", body), "q=liver+pain&passages=1")["excerpt"]["text"];
  CHECK(text.find("There is liver pain.") != std::string::npos);
}

TEST_CASE("a long sentence is cut at words around what was found, with an ellipsis at each cut") {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "words without end ";
  body += "naloxone ";
  for (int i = 0; i < 100; ++i) body += "words without end ";
  const std::string text = first_hit(one_article("One", body), "q=naloxone&passages=1")["excerpt"]["text"];
  CHECK(text.starts_with("…"));
  CHECK(text.ends_with("…"));
  CHECK(text.find("naloxone") != std::string::npos);
  CHECK(text.size() <= kPassageBytes + 8);
}

TEST_CASE("a passage names the heading under which it stands, and those above it") {
  const std::string body =
      "Begin here with kidneys.\n\n# Medicines\n\nWords.\n\n## Side effects\n\nNausea comes first.\n\n"
      "## Über Ärzte!\n\nPhysicians know.\n\n# Other\n\n## Side effects\n\nDizziness comes later.\n\n"
      "### Named {#my-name}\n\nVertigo is worse.";
  const std::string content = one_article("One", body);
  const auto section = [&](const std::string& word) {
    return first_hit(content, "q=" + word + "&passages=1")["section"];
  };
  CHECK(section("kidneys") == nullptr);
  CHECK(section("nausea") == Json({{"id", "side-effects"}, {"path", {"Medicines", "Side effects"}}}));
  CHECK(section("physicians") == Json({{"id", "über-ärzte"}, {"path", {"Medicines", "Über Ärzte!"}}}));
  CHECK(section("dizziness") == Json({{"id", "side-effects-1"}, {"path", {"Other", "Side effects"}}}));
  CHECK(section("vertigo") == Json({{"id", "my-name"}, {"path", {"Other", "Side effects", "Named"}}}));
  CHECK(first_hit(content, "q=nausea")["section"] == nullptr);
}

TEST_CASE("the words of a heading count for what stands beneath it, and are not repeated in the passage") {
  const std::string body = "# Uses\n\nIbuprofen is taken for pain. " + filler(8) +
                           "\n\n# Side effects\n\nIbuprofen is not for everybody.";
  const Json hit = first_hit(one_article("One", body), "q=side+effects+of+ibuprofen&passages=1");
  CHECK(hit["section"]["id"] == "side-effects");
  CHECK(hit["excerpt"]["text"] == "Ibuprofen is not for everybody.");
}

TEST_CASE("items of a list are parted by a dot where they have no full stop") {
  const Json hit =
      first_hit(one_article("One", "It may cause:\n\n- nausea\n- dizziness\n"), "q=nausea&passages=1");
  CHECK(hit["excerpt"]["text"] == "It may cause: nausea · dizziness");
}

TEST_CASE("a body of headings alone has no passage") {
  const Json hit = first_hit(one_article("One", "# Naloxone"), "q=naloxone&passages=1");
  CHECK(hit["excerpt"]["from"] == "card");
  CHECK(hit["section"] == nullptr);
}

TEST_CASE("a damaged list of headings is read as far as it fits the text") {
  const std::string text = "one\ntwo";
  Writer list;
  write_heading(list, {}, {4, 3, 2, {}});
  CHECK(read_headings(list.data(), text).size() == 1);
  for (const Bytes& bytes :
       {Bytes{9, 2}, Bytes{1, 2}, Bytes{4}, Bytes{4, 250, 1}, Bytes{4, 10, 0xFF}, Bytes{0xFF}})
    CHECK(read_headings(bytes, text).empty());
}

namespace {

// An index to look words up in, and the words of a query as they were understood.
struct Marking {
  explicit Marking(const std::string& body) : bundle(pack(one_article("One", body))) {
    REQUIRE(index.open(bundle.files.at(bundle.root)).error == Error::kNone);
  }
  Texts operator()(const std::string& query, const std::string& text,
                   std::vector<std::string_view> phrases = {}, bool in_phrase = false) {
    List<StemNeed> needs;
    Missing missing;
    const Query request = parse_query("q=" + query);
    const List<Clause> clauses = parse_syntax(request.text);
    Words found;
    expand_words(index, request, clauses, found, needs, missing);
    keep_counting_words(clauses, found);
    List<Word>& words = found.words;
    for (Word& word : words) word.in_phrase = in_phrase;
    Marker marker(index, words, phrases);
    const Excerpt excerpt = marker.mark(text);
    Json ranges = Json::array();
    for (const Range& range : excerpt.ranges) ranges.push_back({range.from, range.to});
    check_ranges(text, ranges);
    return marked(text, ranges);
  }
  Bundle bundle;
  Index index;
};

}  // namespace

TEST_CASE("a phrase is one mark where it stands in a row, and its words are marked nowhere else") {
  Marking mark("Heart attack and heart failure. An attack.");
  const std::string text = "Heart  attack, heart failure, an attack of the heart; heart attacks";
  CHECK(mark("heart+attack", text, {"heart attack"}, true) == Texts{"Heart  attack"});
  CHECK(mark("heart+attack", text, {"heart attack"}) ==
        Texts{"Heart  attack", "heart", "attack", "heart", "heart", "attacks"});
  CHECK(mark("heart+attack", "heart\nattack", {"heart attack"}, true).empty());
  CHECK(mark("heart+attack+failure", "heart attack failure", {"heart attack", "heart attack failure"},
             true) == Texts{"heart attack failure"});
}

TEST_CASE("neighbouring words are ranges of their own") {
  Marking mark("Heart attack.");
  CHECK(mark("heart+attack", "a heart attack") == Texts{"heart", "attack"});
}

TEST_CASE("a stem marks its class, a prefix whole words, a typo what it was corrected to") {
  Marking mark("Running and runs for runners. Naloxone. Café.");
  CHECK(mark("running+x", "He runs, running") == Texts{"runs", "running"});
  CHECK(mark("nalo", "Naloxone and naltrexone") == Texts{"Naloxone"});
  CHECK(mark("naloxnoe&stems=naloxnoe:", "Naloxone again") == Texts{"Naloxone"});
  CHECK(mark("cafe", "The CAFÉ, cafe\u0301s") == Texts{"CAFÉ", "cafe\u0301s"});
}

TEST_CASE("a mark takes in what belongs to the last character of a word") {
  Marking mark("number 1 and x");
  CHECK(mark("1", "1\uFE0F\u20E3 or 1") == Texts{"1\uFE0F\u20E3", "1"});
}

TEST_CASE(
    "whatever the text, ranges are sorted, apart and cut no character, in titles, names, passages and "
    "suggestions") {
  // Pieces whose neighbours must not be parted, and words of many scripts.
  const std::vector<std::string> pieces = {"heart",
                                           "attack",
                                           "Heart",
                                           "café",
                                           "cafe\u0301",
                                           "naïve",
                                           "straße",
                                           "ά",
                                           "сердце",
                                           "שָׁלוֹם",
                                           "قَلْب",
                                           "हृदय",
                                           "क्षत्रिय",
                                           "หัวใจ",
                                           "ຫົວໃຈ",
                                           "បេះដូង",
                                           "နှလုံး",
                                           "心脏病",
                                           "しんぞう",
                                           "がん",
                                           "심장",
                                           "\u1112\u1161\u11AB",
                                           "ልብ",
                                           "👩‍👩‍👧",
                                           "🇩🇪🇫🇷",
                                           "👍🏽",
                                           "1\uFE0F\u20E3",
                                           "❤\uFE0F",
                                           "🏴\U000E0067\U000E0062\U000E0065\U000E007F",
                                           "𝔘𝔫𝔦",
                                           "𠮷",
                                           "\u0301",
                                           "\u200D",
                                           "\u200C",
                                           "\u00AD",
                                           "\u0E31",
                                           "\u0903",
                                           "\uFE0F",
                                           " ",
                                           " ",
                                           " ",
                                           ". ",
                                           "! ",
                                           "。",
                                           "।",
                                           "-",
                                           "'",
                                           "\u00A0",
                                           "x"};
  std::uint32_t state = 20;
  const auto random = [&state](std::size_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
  };
  const auto text = [&](std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      if (random(12) == 0) {
        auto c = static_cast<char32_t>(1 + random(0x10FFFF));
        if (c < 0x20) c = ' ';
        append_utf8(out, c);
      } else {
        out += pieces[random(pieces.size())];
      }
    }
    return out;
  };
  for (int round = 0; round < 60; ++round) {
    Json articles = Json::array();
    for (int i = 0; i < 4; ++i) {
      articles.push_back({{"slug", "a" + std::to_string(i)},
                          {"title", "t " + text(1 + random(8))},
                          {"also_known_as", {"n " + text(1 + random(6)), text(3)}},
                          {"excerpt", text(random(20))},
                          {"body", text(30) + "\n\n## " + text(4) + "\n\n" + text(200)}});
    }
    const Bundle bundle = pack(Json({{"articles", articles}}).dump());
    Engine engine = open(bundle);
    for (int query = 0; query < 6; ++query) {
      std::string words;
      for (std::size_t i = 1 + random(3); i > 0; --i) words += pieces[random(26)] + " ";
      std::string request = "q=";
      for (const char c : words) {
        char code[4];
        std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        request += code;
      }
      const Json answer = ask(engine, bundle, request + "&passages=1");
      const Json offered = parsed(engine.suggest(request));
      for (const auto& one : offered.value("suggestions", Json::array()))
        check_ranges(one["text"], one["ranges"]);
      for (const auto& hit : answer.value("hits", Json::array())) {
        check_ranges(hit["title"], hit["titleRanges"]);
        check_ranges(hit["excerpt"]["text"], hit["excerpt"]["ranges"]);
        if (hit["excerpt"]["from"] == "body") CHECK(hit["excerpt"]["text"].get<std::string>().size() < 2000);
        if (hit["alsoKnownAs"] != nullptr)
          check_ranges(hit["alsoKnownAs"]["text"], hit["alsoKnownAs"]["ranges"]);
      }
    }
  }
}
