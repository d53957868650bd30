#include <doctest/doctest.h>

#include "bundle.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

constexpr std::string_view kHouse = R"({"site":{"language":"en"},
 "topics":[{"slug":"t","title":"T","terms":[{"term":"Naloxone \"kit\"","definition":"d"},
            {"term":"Protracted withdrawal","definition":"d"}]}],
 "articles":[
  {"slug":"nalo","title":"Naloxone at home","body":"Naloxone reverses an overdose. Nalmefene too.","tags":["naloxone","harm reduction"],
   "categories":["Treatment/Medication"],"topics":["t"]},
  {"slug":"heart","title":"Heart attack","body":"Attacks of the heart, and attacking it.","tags":["harm reduction"]},
  {"slug":"panic","title":"Panic attacks","body":"An attack is fear without a heart that fails."},
  {"slug":"attic","title":"Cleaning the attic","body":"Dust. Naloxone was found there."},
  {"slug":"fr","title":"Médicaments du cœur","body":"Médicaments."},
  {"slug":"ja","title":"心臓発作について","body":"胸が痛みます。"}]})";

Json suggest(Engine& engine, const Bundle& bundle, std::string_view request) {
  for (int round = 0; round < 10; ++round) {
    Json answer = parsed(engine.suggest(request));
    if (answer.contains("suggestions")) return answer["suggestions"];
    for (const auto& name : answer["needs"]["files"])
      (void)engine.add(bundle.files.at(name.get<std::string>()));
    if (!answer["needs"]["stems"].empty()) return answer;
  }
  FAIL("the needs loop does not end");
  return {};
}

struct House {
  Bundle bundle = pack(kHouse);
  Engine engine = open(bundle);
  Json operator()(std::string_view request) { return suggest(engine, bundle, request); }
  std::vector<std::string> texts(std::string_view request) {
    std::vector<std::string> out;
    for (const Json& one : (*this)(request)) out.push_back(one["text"]);
    return out;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the last word becomes words of the site, most frequent first, each once") {
  House house;
  const Json all = house("q=nal");
  CHECK(all[0] == Json::parse(R"({"text":"naloxone","kind":"term","slug":"","count":2,"ranges":[[0,3]]})"));
  CHECK(house.texts("q=nal") == Texts{"naloxone", "nalmefene", "Naloxone at home"});
  CHECK(
      house("q=nal")[2] ==
      Json::parse(R"({"text":"Naloxone at home","kind":"title","slug":"nalo","count":1,"ranges":[[0,3]]})"));
  CHECK(house("q=").empty());
  CHECK(house("q=%21").empty());
  CHECK(house("q=zzz").empty());
}

TEST_CASE("only words that stand with the ones before them") {
  House house;
  // The title says the same as the words, and opens the article.
  CHECK(house.texts("q=heart+att") == Texts{"Heart attack"});
  CHECK(house.texts("q=att")[0] == "attack");
  CHECK(house.texts("q=panic+att") == Texts{"panic attack", "Panic attacks"});
}

TEST_CASE("a title is found by its words in their order, wherever they stand") {
  House house;
  const Json all = house("q=the+att");
  CHECK(all.back()["text"] == "Cleaning the attic");
  CHECK(all.back()["ranges"] == Json::parse("[[9,12],[13,16]]"));
  for (const auto& text : house.texts("q=att+the")) CHECK(text != "Cleaning the attic");
}

TEST_CASE("labels and the terms of topics") {
  House house;
  const Json harm = house("q=harm");
  REQUIRE(harm.size() == 1);
  CHECK(harm[0] ==
        Json::parse(
            R"({"text":"harm reduction","kind":"tag","slug":"harm-reduction","count":2,"ranges":[[0,4]]})"));
  CHECK(house("q=medic")[0]["text"] == "Médicaments");
  CHECK(house.texts("q=protr") == Texts{"Protracted withdrawal"});
  CHECK(house("q=protr")[0]["kind"] == "topic-term");
  CHECK(house("q=protr&topic=other").empty());
}

TEST_CASE("letters keep their marks, and ranges count in UTF-16") {
  House house;
  const auto texts = house.texts("q=medicam");
  CHECK(texts == Texts{"Médicaments", "Médicaments du cœur"});
  CHECK(house("q=心臓")[0]["text"] == "心臓発作について");
  CHECK(house("q=心臓")[0]["ranges"] == Json::parse("[[0,2]]"));
  CHECK(house("q=心臓発作")[0]["ranges"] == Json::parse("[[0,4]]"));
  const Bundle bundle = pack(R"({"articles":[{"slug":"a","title":"قَلْب"},{"slug":"b","title":"हृदय"},
    {"slug":"c","title":"Straße"}]})");
  Engine engine = open(bundle);
  CHECK(suggest(engine, bundle, "q=قل")[0]["ranges"] == Json::parse("[[0,4]]"));
  CHECK(suggest(engine, bundle, "q=ह")[0]["ranges"] == Json::parse("[[0,2]]"));
  CHECK(suggest(engine, bundle, "q=stras")[0]["ranges"] == Json::parse("[[0,5]]"));
}

TEST_CASE("suggestions do not depend on what is loaded, and need what the search needs") {
  const Bundle bundle = pack(large_content(1500, 200));
  Engine all = open(bundle);
  for (int pass = 0; pass < 2; ++pass) {
    for (const auto& [name, bytes] : bundle.files) (void)all.add(bytes);
  }
  for (const char* request :
       {"q=w", "q=wab", "q=common+wx", "q=title+1", "q=ti", "q=wb&topic=none", "q=wcd&show=3"}) {
    Engine fresh = open(bundle);
    const Json answer = suggest(fresh, bundle, request);
    CHECK(answer == suggest(all, bundle, request));
    CHECK(answer.size() <= 6);
    Engine searched = open(bundle);
    (void)ask(searched, bundle, request);
    CHECK(parsed(searched.suggest(request)).contains("suggestions"));
  }
}
