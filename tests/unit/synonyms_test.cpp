#include <doctest/doctest.h>

#include "bundle.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

using Slugs = std::vector<std::string>;
using Jsons = std::vector<Json>;

Slugs slugs(const Json& answer) {
  Slugs out;
  for (const auto& hit : answer["hits"]) out.push_back(hit["slug"]);
  return out;
}

Json article(std::string_view slug, std::string_view title, std::string_view body) {
  return {{"slug", slug}, {"title", title}, {"body", body}};
}

// A bundle of articles that share no words, and its synonyms.
struct Library {
  explicit Library(const Jsons& synonyms, const Jsons& more = {}, const Jsons& topics = {}) {
    Json articles = {
        article("infarction", "Myocardial infarction", "When the muscle gets no blood."),
        article("attack", "Panic attack", "Fear that comes suddenly."),
        article("heroin", "Heroin", "An opioid that was once sold as a cure."),
        article("paws", "Post-acute withdrawal syndrome", "It may last for months."),
        article("pressure", "Hypertension", "High readings call for another look."),
    };
    for (const Json& one : more) articles.push_back(one);
    bundle = pack(Json{{"articles", articles}, {"synonyms", synonyms}, {"topics", topics}}.dump());
    engine = open(bundle);
  }
  Json operator()(const std::string& request) { return ask(engine, bundle, request); }

  Bundle bundle;
  Engine engine;
};

Json two_way(std::initializer_list<std::string_view> terms) { return {{"terms", terms}}; }
Json one_way(std::string_view from, std::string_view to) {
  return {{"from", from}, {"to", Json::array({to})}};
}

Json said(std::string_view typed, std::string_view name) {
  return Json::array({{{"for", typed}, {"name", name}}});
}

}  // namespace

TEST_CASE("a name of several words finds what bears the other one, and says so") {
  Library shelf(Jsons{two_way({"heart attack", "myocardial infarction"})});
  const Json answer = shelf("q=heart+attack");
  CHECK(slugs(answer)[0] == "infarction");
  CHECK(answer["synonyms"] == said("heart attack", "myocardial infarction"));
  CHECK(answer["hits"][0]["synonym"] == "myocardial infarction");
  CHECK(answer["hits"][0]["titleRanges"] == Json::parse("[[0,10],[11,21]]"));
  // And what has the words themselves says nothing.
  const Json direct = shelf("q=myocardial+infarction");
  CHECK(slugs(direct) == Slugs{"infarction"});
  CHECK(direct["synonyms"].empty());
  CHECK(direct["hits"][0]["synonym"].is_null());
}

TEST_CASE("a one-way synonym leads one way") {
  Library shelf(Jsons{one_way("dope", "heroin")}, {article("dope", "Dope", "A word of many meanings.")});
  CHECK(slugs(shelf("q=dope")) == Slugs{"dope", "heroin"});
  CHECK(slugs(shelf("q=heroin")) == Slugs{"heroin"});
}

TEST_CASE("a name that stands in no article is no misspelling") {
  Library shelf(Jsons{one_way("herion", "hypertension")});
  const Json answer = shelf("q=herion");
  CHECK(slugs(answer) == Slugs{"pressure"});
  CHECK(answer["corrected"].is_null());
  CHECK_FALSE(answer.contains("needs"));
}

TEST_CASE("an abbreviation finds the long name, capital letters or not") {
  Library shelf(Jsons{two_way({"PAWS", "Post-Acute Withdrawal Syndrome"})});
  for (const char* q : {"q=PAWS", "q=paws", "q=Paws"}) {
    CHECK(slugs(shelf(q)) == Slugs{"paws"});
    CHECK(shelf(q)["synonyms"][0]["name"] == "Post-Acute Withdrawal Syndrome");
  }
}

TEST_CASE("inflections of a name are the name") {
  Library shelf(Jsons{two_way({"heart attacks", "myocardial infarctions"})});
  CHECK(slugs(shelf("q=heart+attack"))[0] == "infarction");
  CHECK(slugs(shelf("q=hearts+attacks&stems=hearts:heart,attacks:attack"))[0] == "infarction");
  // Of a word that articles have in another inflection alone.
  Library third(Jsons{one_way("old cures", "heroin")});
  CHECK(slugs(third("q=old+cures"))[0] == "heroin");
  CHECK(slugs(third("q=old+cure"))[0] == "heroin");
  // A word that no article has is stemmed too.
  Library other(Jsons{one_way("quitters", "heroin")});
  const Json asked = other("q=quitting");
  REQUIRE(asked["needs"]["stems"].size() == 1);
  CHECK(asked["needs"]["stems"][0]["among"] == Json::array({"quitters"}));
  CHECK(slugs(other("q=quitting&stems=quitting:quitters")) == Slugs{"heroin"});
  CHECK(slugs(other("q=quitting&stems=quitting:")).empty());
}

TEST_CASE("the longest name counts, and only where all its words stand in a row") {
  Library shelf(Jsons{one_way("heart attack", "hypertension"), one_way("attack", "heroin")});
  CHECK(shelf("q=heart+attack")["synonyms"] == said("heart attack", "hypertension"));
  CHECK(shelf("q=attack")["synonyms"] == said("attack", "heroin"));
  CHECK(shelf("q=attack+heart")["synonyms"] == said("attack", "heroin"));
  CHECK(shelf("q=heart")["synonyms"].empty());
}

TEST_CASE("chains are not followed, circles end") {
  Library shelf(
      Jsons{one_way("dope", "heroin"), one_way("heroin", "hypertension"), one_way("hypertension", "dope")});
  CHECK(shelf("q=dope")["synonyms"] == said("dope", "heroin"));
  CHECK(slugs(shelf("q=dope")) == Slugs{"heroin"});
  CHECK(slugs(shelf("q=heroin")) == Slugs{"heroin", "pressure"});
  // Nothing in the bundle is called so.
  CHECK(shelf("q=hypertension")["synonyms"].empty());
}

TEST_CASE("words of the query beside the name still count") {
  Library shelf(Jsons{two_way({"heart attack", "myocardial infarction"})},
                {article("both", "After myocardial infarction", "Rehabilitation helps.")});
  CHECK(slugs(shelf("q=heart+attack+rehabilitation"))[0] == "both");
}

TEST_CASE("the names of a topic's terms are synonyms") {
  Library shelf(Jsons{}, Jsons{},
                {Json{{"slug", "t"},
                      {"title", "T"},
                      {"terms", Json::array({Json{{"term", "hypertension"},
                                                  {"also_known_as", {"high blood pressure", "HBP"}}}})}}});
  CHECK(slugs(shelf("q=high+blood+pressure"))[0] == "pressure");
  CHECK(slugs(shelf("q=hbp")) == Slugs{"pressure"});
}

TEST_CASE("names in scripts without blanks") {
  Library shelf(Jsons{two_way({"心臓発作", "心筋梗塞"})},
                {article("heart", "心筋梗塞について", "胸が痛みます。"),
                 article("other", "料理", "発作的に料理をする。")});
  const Json answer = shelf("q=心臓発作");
  CHECK(slugs(answer)[0] == "heart");
  CHECK(answer["synonyms"] == said("心臓発作", "心筋梗塞"));
  CHECK(answer["hits"][0]["titleRanges"] == Json::parse("[[0,4]]"));
}

TEST_CASE("the answer with synonyms does not depend on what is loaded, and the root stays small") {
  Json content = Json::parse(large_content(1500, 300));
  content["articles"][7]["title"] = "Myocardial infarction";
  const std::size_t before = [&] {
    const Bundle bundle = pack(content.dump());
    return bundle.files.at(bundle.root).size();
  }();
  Json synonyms = Json::array({two_way({"heart attack", "myocardial infarction"})});
  for (int i = 0; i < 300; ++i) synonyms.push_back(one_way("name " + std::to_string(i), "common"));
  content["synonyms"] = synonyms;
  const Bundle bundle = pack(content.dump());
  CHECK(bundle.files.at(bundle.root).size() < before + 600);
  Engine all = open(bundle);
  // Cards lead to bodies, which are not known before.
  for (const auto& [name, bytes] : bundle.files) (void)all.add(bytes);
  for (const char* request : {"q=heart+attack", "q=name+299", "q=Name+7+w", "q=attack+common"}) {
    Engine fresh = open(bundle);
    const Json answer = ask(fresh, bundle, request);
    CHECK(answer == ask(all, bundle, request));
    CHECK_FALSE(answer.contains("needs"));
  }
  Engine fresh = open(bundle);
  CHECK(slugs(ask(fresh, bundle, "q=heart+attack"))[0] == "a7");
}
