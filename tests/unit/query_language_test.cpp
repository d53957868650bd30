#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "bundle.h"
#include "search/dictionary.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

constexpr std::string_view kClinic = R"({"site":{"title":"S","language":"en"},
 "topics":[{"slug":"hearts","title":"Hearts"}],
 "articles":[
  {"slug":"attack","title":"Heart attack","date":"2024-05-01","tags":["heart","emergency care"],"authors":["Ann Bell"],
   "categories":["Body/Heart"],"topics":["hearts"],"body":"A heart attack needs help at once. Antibiotic drugs do nothing. The antibiotics of old."},
  {"slug":"panic","title":"Panic","date":"2023-01-10","tags":["mood"],"authors":["Carl Dee"],
   "categories":["Mind"],"body":"An attack of panic: the heart races. It is no disease of the heart."},
  {"slug":"stroke","title":"Stroke","date":"2023-06-10","tags":["emergency care"],"authors":["Carl Dee"],
   "categories":["Body"],"body":"A stroke comes suddenly. Strokes need help at once. An antibiotic does nothing, antibiotic or not."},
  {"slug":"running","title":"Running","tags":["sport"],"body":"Runs are good for the heart. She runs. Antibiotic cream for blisters."},
  {"slug":"runner","title":"The run","tags":["sport"],"body":"A run a day keeps the mood up. Antibiotic, antibiotic."},
  {"slug":"rest","title":"Rest","tags":["harm reduction"],"body":"Nothing at all."}]})";

using Slugs = std::set<std::string>;

Slugs slugs(const Json& answer) {
  Slugs out;
  for (const auto& hit : answer["hits"]) out.insert(hit["slug"]);
  return out;
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') {
      out += '+';
    } else if (c == '&' || c == '%' || c == '+' || c == '#') {
      out += "%" + std::string(c == '&' ? "26" : c == '%' ? "25" : c == '+' ? "2B" : "23");
    } else {
      out += c;
    }
  }
  return out;
}

// Says of every word that no form shares its stem.
struct Clinic {
  Bundle bundle = pack(kClinic);
  Engine engine = open(bundle);

  Json ask_for(std::string_view q, std::string_view more = "") {
    std::string request = "show=1000&q=" + encoded(q) + std::string(more);
    Json answer = ask(engine, bundle, request);
    for (int round = 0; round < 5 && answer.contains("needs"); ++round) {
      request += "&stems=";
      for (const auto& need : answer["needs"]["stems"]) request += need["word"].get<std::string>() + ":,";
      answer = ask(engine, bundle, request);
    }
    return answer;
  }
  Slugs operator()(std::string_view q) { return slugs(ask_for(q)); }
};

const Json kNothing = Json::array();
const Slugs kAll = {"attack", "panic", "stroke", "running", "runner", "rest"};

}  // namespace

TEST_CASE("a quoted word is looked for as it is written, and must be there") {
  Clinic clinic;
  CHECK(clinic("strokes") == Slugs{"stroke"});
  CHECK(clinic("runs") == Slugs{"running", "runner"});
  CHECK(clinic("\"runs\"") == Slugs{"running"});
  CHECK(clinic("\"run\"") == Slugs{"runner"});
  CHECK(clinic("mood \"heart\"") == Slugs{"panic"});
  CHECK(clinic("„runs“") == Slugs{"running"});
  CHECK(clinic.ask_for("\"runs\"")["relaxed"] == kNothing);
}

TEST_CASE("a phrase asks for all its words") {
  Clinic clinic;
  const Slugs found = clinic("\"heart attack\"");
  CHECK(found.count("attack") == 1);
  CHECK(found.count("running") == 0);
  CHECK(clinic.ask_for("\"heart attack\"")["relaxed"] == kNothing);
}

TEST_CASE("exact adjacency: a phrase asks for its words in a row") {
  Clinic clinic;
  CHECK(clinic("\"heart attack\"") == Slugs{"attack"});
  CHECK(clinic("-\"heart attack\"") == Slugs{"panic", "stroke", "running", "runner", "rest"});
  CHECK(clinic("\"heart attack\" OR stroke") == Slugs{"attack", "stroke"});
  CHECK(clinic.ask_for("\"attack heart\"")["relaxed"] == Json::array({"phrase"}));
  const Bundle bundle = pack(R"({"site":{"language":"ja"},"articles":[
    {"slug":"a","title":"A","body":"東京都の天気"},{"slug":"b","title":"B","body":"東京と京都"}]})");
  Engine engine = open(bundle);
  CHECK(slugs(ask(engine, bundle, "q=「東京都」")) == Slugs{"a"});
}

TEST_CASE("a phrase goes on behind a run of letters without blanks") {
  const Bundle bundle = pack(R"({"site":{"language":"ja"},"articles":[
    {"slug":"a","title":"A","body":"東京都 天気予報"},{"slug":"b","title":"B","body":"天気 東京都"},
    {"slug":"c","title":"C","body":"東京都2024年"},{"slug":"d","title":"D","body":"東京都心 天気"},
    {"slug":"e","title":"E","body":"ปวดหัว มาก"},{"slug":"f","title":"F","body":"มาก ปวดหัว"}]})");
  Engine engine = open(bundle);
  const auto found = [&](const std::string& q) { return slugs(ask(engine, bundle, "q=" + encoded(q))); };
  CHECK(found("\"東京都 天気\"") == Slugs{"a"});
  CHECK(found("-\"東京都 天気\"") == Slugs{"b", "c", "d", "e", "f"});
  CHECK(found("\"東京都2024\"") == Slugs{"c"});
  CHECK(found("\"東京 天気\" OR \"心 天気\"") == Slugs{"d"});
  CHECK(found("\"ปวดหัว มาก\"") == Slugs{"e"});
  const Json hit = ask(engine, bundle, "passages=1&q=" + encoded("\"東京都 天気\""))["hits"][0];
  CHECK(hit["excerpt"]["ranges"] == Json::parse("[[0,6]]"));
}

TEST_CASE("-\"word\" removes exactly the articles with that form, -word those of its class") {
  Clinic clinic;
  Index index;
  REQUIRE(index.open(clinic.bundle.files.at(clinic.bundle.root)).error == Error::kNone);
  Missing missing;
  int checked = 0;
  for (const Entry& entry : find_prefix(index, "", missing)) {
    if (entry.text.front() <= kRotatedSign || entry.text.back() == kBeginsSign) continue;
    const auto articles_of = [&](bool whole_class) {
      Slugs out;
      const Postings postings = index.postings(entry.class_ref);
      const TermPart& part = *index.terms(entry.class_ref.part, missing);
      const bool single = part.forms_of(entry.class_ref.index).size() < 2;
      for (std::size_t i = 0; i < postings.articles.size(); ++i) {
        const auto places = part.places(entry.form.index);
        if (whole_class || single || std::find(places.begin(), places.end(), i) != places.end())
          out.insert(std::string(index.card(postings.articles[i], missing)->slug()));
      }
      return out;
    };
    const auto left = [](const Slugs& without) {
      Slugs out;
      std::set_difference(kAll.begin(), kAll.end(), without.begin(), without.end(),
                          std::inserter(out, out.end()));
      return out;
    };
    const std::string word(entry.text);
    CAPTURE(word);
    CHECK(clinic("-\"" + word + "\"") == left(articles_of(false)));
    CHECK(clinic("-" + word) == left(articles_of(true)));
    CHECK(clinic("\"" + word + "\"") == articles_of(false));
    ++checked;
  }
  CHECK(checked > 40);
}

TEST_CASE("exclusions alone list everything else, and are never let go") {
  Clinic clinic;
  CHECK(clinic("-heart") == Slugs{"stroke", "runner", "rest"});
  CHECK(clinic("-\"at once\" -mood") == Slugs{"running", "rest"});
  CHECK(clinic("-qqqqqq") == kAll);
  CHECK(clinic("-!!") == Slugs{});
  const Json none = clinic.ask_for("panic -panic");
  CHECK(none["total"] == 0);
  CHECK(none["relaxed"] == kNothing);
  CHECK(none["corrected"].is_null());
}

TEST_CASE("what is excluded does not set the bar for the others") {
  Clinic clinic;
  CHECK(clinic("heart disease -panic") == Slugs{"attack", "running"});
}

TEST_CASE("fields narrow") {
  Clinic clinic;
  CHECK(clinic("title:run") == Slugs{"running", "runner"});
  CHECK(clinic("title:strok") == Slugs{"stroke"});
  CHECK(clinic("heart title:panic") == Slugs{"panic"});
  CHECK(clinic("title:\"heart attack\"") == Slugs{"attack"});
  CHECK(clinic("-title:run mood") == Slugs{"panic"});
  CHECK(clinic("tag:\"emergency care\"") == Slugs{"attack", "stroke"});
  CHECK(clinic("tag:emergency-care help") == Slugs{"attack", "stroke"});
  CHECK(clinic("-tag:sport heart") == Slugs{"attack", "panic"});
  CHECK(clinic("in:body") == Slugs{"attack", "stroke"});
  CHECK(clinic("category:body/heart") == Slugs{"attack"});
  CHECK(clinic("topic:hearts") == Slugs{"attack"});
  CHECK(clinic("by:\"Carl Dee\" tag:mood") == Slugs{"panic"});
  CHECK(clinic("year:2023") == Slugs{"panic", "stroke"});
  CHECK(clinic("year:2023-06..2024") == Slugs{"attack", "stroke"});
  CHECK(clinic("-year:2023") == Slugs{"attack", "running", "runner", "rest"});
}

TEST_CASE("a value that no article has exactly stands for those that contain it") {
  Clinic clinic;
  CHECK(clinic("by:dee") == Slugs{"panic", "stroke"});
  CHECK(clinic("category:heart") == Slugs{"attack"});
  CHECK(clinic("tag:care") == Slugs{"attack", "stroke"});
  CHECK(clinic("tag:emerg") == Slugs{"attack", "stroke"});
}

TEST_CASE("a word that OR joins to a phrase is marked where it stands") {
  Clinic clinic;
  const Json answer = clinic.ask_for("\"heart attack\" OR stroke");
  for (const Json& hit : answer["hits"]) {
    if (hit["slug"] == "stroke") CHECK(hit["titleRanges"] == Json::parse("[[0,6]]"));
  }
  CHECK(answer["hits"].size() == 2);
}

TEST_CASE("OR takes either") {
  Clinic clinic;
  CHECK(clinic("panic OR stroke") == Slugs{"panic", "stroke"});
  CHECK(clinic("stroke OR panic") == Slugs{"panic", "stroke"});
  CHECK(clinic("tag:mood OR year:2024") == Slugs{"attack", "panic"});
  CHECK(clinic("\"runs\" OR tag:mood") == Slugs{"running", "panic"});
  CHECK(clinic("tag:mood OR stroke") == Slugs{"panic", "stroke"});
  CHECK(clinic("heart disease OR attack") == Slugs{"attack", "panic"});
  CHECK(clinic.ask_for("heart disease OR attack")["relaxed"] == kNothing);
}

TEST_CASE("what no article fulfils is let go, and said") {
  Clinic clinic;
  const Json phrase = clinic.ask_for("\"panic stroke\"");
  CHECK(slugs(phrase) == Slugs{"panic", "stroke"});
  CHECK(phrase["relaxed"][0] == "phrase");
  const Json field = clinic.ask_for("tag:running");
  CHECK(slugs(field) == Slugs{"running", "runner"});
  CHECK(field["relaxed"] == Json::array({"field"}));
  CHECK(clinic.ask_for("year:soon heart")["relaxed"][0] == "field");
  const Json words = clinic.ask_for("panic stroke");
  CHECK(words["relaxed"] == Json::array({"words"}));
  // Each is met, both together are not: the phrase goes before the field.
  const Json both = clinic.ask_for("\"races\" tag:sport");
  CHECK(both["relaxed"][0] == "phrase");
  CHECK(clinic.ask_for("tag:sport year:2024")["relaxed"][0] == "field");
}

TEST_CASE("filters of the address are never let go") {
  Clinic clinic;
  const Json answer = clinic.ask_for("\"heart\"", "&tags=harm-reduction");
  CHECK(answer["total"] == 0);
  CHECK(answer["relaxed"] == kNothing);
}

TEST_CASE("the order of clauses does not change what is found") {
  Clinic clinic;
  std::vector<std::vector<std::string>> queries = {
      {"\"heart\"", "attack OR panic", "-stroke"},
      {"tag:sport", "mood", "-\"runs\"", "title:run"},
      {"\"at once\"", "year:2023 OR in:body", "help"},
      {"-tag:mood", "heart", "\"panic stroke\""},
  };
  for (auto& clauses : queries) {
    std::sort(clauses.begin(), clauses.end());
    std::set<Slugs> results;
    do {
      std::string q;
      // The last word is a prefix; these ones begin no other word.
      for (const std::string& clause : clauses) q += clause + " ";
      results.insert(clinic(q));
    } while (std::next_permutation(clauses.begin(), clauses.end()));
    CAPTURE(clauses[0]);
    CHECK(results.size() == 1);
  }
}

TEST_CASE("a correction is put into the phrase in which the misspelling stood") {
  Clinic clinic;
  const Json answer = clinic.ask_for("\"heart atack\"");
  CHECK(slugs(answer).count("attack") == 1);
  CHECK(answer["relaxed"] == kNothing);
  CHECK(answer["corrected"]["from"] == "atack");
  CHECK(answer["corrected"]["to"] == "attack");
  CHECK(answer["corrected"]["query"] == "\"heart attack\"");
  CHECK(clinic.ask_for("\"strroke\"")["corrected"]["query"] == "\"stroke\"");
}

TEST_CASE("several misspelt words are corrected in their places") {
  Clinic clinic;
  const Json corrected = clinic.ask_for("strroke -rest OR x panik title:strroke")["corrected"];
  CHECK(corrected["from"] == "strroke panik strroke");
  CHECK(corrected["to"] == "stroke panic stroke");
  CHECK(corrected["query"] == "stroke -rest OR x panic title:stroke");
}

TEST_CASE("a correction and its count are those of the query that it offers") {
  Clinic clinic;
  for (const char* q : {"strroke", "\"heart atack\"", "heartattack", "anti biotic", "\"anti biotic\"",
                        "\"heartattack\" OR mood", "title:heartattack", "suddenly strroke"}) {
    CAPTURE(q);
    const Json answer = clinic.ask_for(q);
    REQUIRE_FALSE(answer["corrected"].is_null());
    const std::string query = answer["corrected"]["query"];
    const Json offered = clinic.ask_for(query);
    CHECK(offered["corrected"].is_null());
    CHECK(offered["total"] == answer["corrected"]["total"]);
    CHECK(answer["corrected"]["total"].get<int>() > 0);
  }
}

TEST_CASE("an unknown word is cut where two words were run together") {
  Clinic clinic;
  const Json answer = clinic.ask_for("heartattack");
  CHECK(answer["hits"][0]["slug"] == "attack");
  CHECK(answer["corrected"]["from"] == "heartattack");
  CHECK(answer["corrected"]["to"] == "heart attack");
  CHECK(clinic.ask_for("title:heartattack")["corrected"]["query"] == "title:\"heart attack\"");
  CHECK(clinic.ask_for("\"heartattack needs\"")["corrected"]["query"] == "\"heart attack needs\"");
  CHECK(clinic.ask_for("qqqheart")["corrected"].is_null());
}

TEST_CASE("two halves of one word are joined, known words are not") {
  Clinic clinic;
  for (const char* q : {"anti biotic", "anti-biotic", "anti biotic cream"}) {
    const Json corrected = clinic.ask_for(q)["corrected"];
    CAPTURE(q);
    REQUIRE_FALSE(corrected.is_null());
    CHECK(corrected["to"] == "antibiotic");
  }
  CHECK(clinic.ask_for("anti-biotic cream")["corrected"]["query"] == "antibiotic cream");
  CHECK(clinic.ask_for("heart attack")["corrected"].is_null());
  CHECK(clinic.ask_for("anti -biotic")["corrected"].is_null());
}

TEST_CASE("a phrase that is still being typed takes its last word for a beginning") {
  Clinic clinic;
  const Json answer = clinic.ask_for("\"heart att");
  CHECK(slugs(answer) == Slugs{"attack", "panic"});
  CHECK(answer["relaxed"] == kNothing);
  CHECK(answer["corrected"].is_null());
}

TEST_CASE("a repeated word finds nothing else") {
  Clinic clinic;
  CHECK(clinic("heart heart mood") == clinic("heart mood"));
  CHECK(clinic.ask_for("heart heart mood", "&explain=1")["hits"][0]["explain"]["words"].size() == 2);
}

TEST_CASE("explain=1 adds up to the score") {
  Clinic clinic;
  for (const char* q : {"heart attack", "runs strok", "\"heart\" OR stroke", "panic title:panic", "-heart"}) {
    const Json answer = clinic.ask_for(q, "&explain=1");
    CHECK(answer["total"].get<int>() > 0);
    for (const auto& hit : answer["hits"]) {
      const Json& e = hit["explain"];
      CHECK(e["score"] == hit["score"]);
      CHECK((e["text"].get<double>() + e["title"].get<double>()) * e["weight"].get<double>() +
                e["refined"].get<double>() ==
            doctest::Approx(hit["score"].get<double>()).epsilon(0.01));
      double sum = 0;
      for (const auto& word : e["words"]) {
        sum += word["score"].get<double>();
        CHECK(word["found"].is_null() == (word["score"] == 0));
      }
      CHECK(e["text"].get<double>() <= sum + 0.01);
    }
  }
  const Json first = clinic.ask_for("heart atta", "&explain=1")["hits"][0]["explain"];
  CHECK(first["words"][0]["word"] == "heart");
  CHECK(first["words"][0]["found"] == "exact");
  CHECK(first["words"][0]["inTitle"] == true);
  CHECK(first["words"][1]["found"] == "prefix");
  CHECK(first["coverage"].get<double>() <= 1);
  CHECK(clinic.ask_for("heart")["hits"][0].count("explain") == 0);
}

TEST_CASE("equal scores are ordered by date, then as the articles are numbered") {
  const Bundle bundle = pack(R"({"articles":[{"slug":"b","title":"T","body":"same words"},
    {"slug":"a","title":"T","body":"same words"},{"slug":"c","title":"T","body":"same words","date":"2020-01-01"},
    {"slug":"d","title":"T","body":"same words","date":"2021-01-01"}]})");
  Engine engine = open(bundle);
  std::vector<std::string> order;
  const Json answer = ask(engine, bundle, "q=words");
  for (const auto& hit : answer["hits"]) order.push_back(hit["slug"]);
  CHECK(std::vector<std::string>(order.begin(), order.begin() + 2) == std::vector<std::string>{"d", "c"});
  CHECK(ask(engine, bundle, "q=words") == answer);
}

TEST_CASE("queries in the language give the same answer whatever was loaded before") {
  const Bundle bundle = pack(large_content(1500, 200));
  const std::vector<std::string> requests = {
      "q=\"common+title\"+-tag:tag3", "q=commontitle", "q=\"commn+title\"", "q=com+mon",        "q=-common",
      "q=title+OR+wab&explain=1",     "q=\"wab+wcd\"", "q=tag:tag1+wab",    "q=\"title+common",
  };
  std::vector<Json> fresh;
  for (const std::string& request : requests) {
    Engine engine = open(bundle);
    fresh.push_back(ask(engine, bundle, request));
  }
  Engine engine = open(bundle);
  for (std::size_t i = requests.size(); i-- > 0;) {
    CAPTURE(requests[i]);
    CHECK(ask(engine, bundle, requests[i]) == fresh[i]);
  }
  for (std::size_t i = 0; i < requests.size(); ++i) {
    CAPTURE(requests[i]);
    CHECK(ask(engine, bundle, requests[i]) == fresh[i]);
  }
}

TEST_CASE("no text of a query is too strange") {
  Clinic clinic;
  const std::string_view pieces[] = {
      "\"", "-",     "OR ",    " ",    "tag:", "title:", "year:", "heart", "「",
      "”",  "attac", "panic ", "東京", "by:",  "..",     "2023",  "(",     "\x01"};
  std::uint32_t state = 3;
  for (int round = 0; round < 3000; ++round) {
    std::string q;
    for (std::uint32_t left = 1 + (state >> 8) % 10; left > 0; --left) {
      state = state * 1664525 + 1013904223;
      q += (state >> 10) % 5 == 0 ? std::string_view(reinterpret_cast<const char*>(&state), 1)
                                  : pieces[(state >> 12) % std::size(pieces)];
    }
    const Json answer = clinic.ask_for(q);
    CAPTURE(q);
    CHECK(answer["relaxed"].is_array());
    CHECK(answer["total"] == answer["hits"].size());
  }
}
