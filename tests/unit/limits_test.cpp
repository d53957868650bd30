// What a bundle may hold any number of: past a limit it is left out and reported, and nothing else is lost.
#include "content/limits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "bundle.h"
#include "content/reader.h"
#include "search/query.h"

using namespace carrel;
using carrel::testing::ask;
using carrel::testing::Bundle;
using carrel::testing::Json;
using carrel::testing::open;
using carrel::testing::pack;

namespace {

Content read(std::string_view json) {
  auto content = read_content(json);
  REQUIRE_MESSAGE(static_cast<bool>(content), content.failure().message);
  return content ? std::move(*content) : Content{};
}

Content read_as_json(const Json& json) { return read(json.dump()); }

std::size_t faults_at(const Content& content, std::string_view at, std::string_view fact) {
  return static_cast<std::size_t>(
      std::count_if(content.faults.begin(), content.faults.end(), [&](const Fault& fault) {
        return fault.at == at && fault.fact.find(fact) != std::string::npos && !fault.remedy.empty();
      }));
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

Json words(std::size_t count, const std::string& prefix = "w") {
  Json list = Json::array();
  for (std::size_t i = 0; i < count; ++i) list.push_back(prefix + std::to_string(i));
  return list;
}

Json article(const std::string& slug, const Json& more = Json::object()) {
  Json out = {{"slug", slug}, {"title", "Title"}, {"body", "text"}};
  out.update(more);
  return out;
}

Json one(const Json& more) { return {{"articles", {article("a", more)}}}; }

}  // namespace

TEST_CASE("a category keeps its first sixteen levels") {
  const Content deep = read_as_json(one({{"categories", {repeated("a/", 6000), "b"}}}));
  REQUIRE(deep.articles.size() == 1);
  CHECK(deep.articles[0].categories == std::vector<std::string>{repeated("a/", 15) + "a", "b"});
  CHECK(faults_at(deep, "articles[0].categories", "more than 16 levels") == 1);
  const Content usual = read_as_json(one({{"categories", {repeated("a/", 15) + "a", "b/c/"}}}));
  CHECK(usual.faults.empty());
  CHECK(usual.articles[0].categories == std::vector<std::string>{repeated("a/", 15) + "a", "b/c/"});
}

TEST_CASE("a list keeps its first thousand items, each once") {
  for (const char* key : {"tags", "categories", "also_known_as", "topics", "authors"}) {
    const Content content = read_as_json(one({{key, words(1234)}}));
    CHECK_MESSAGE(
        faults_at(content, "articles[0]." + std::string(key), "1234 items, at most 1000 are taken") == 1,
        key);
    CHECK(read_as_json(one({{key, words(1000)}})).faults.size() ==
          (std::string_view(key) == "topics" ? 1000 : 0));
  }
  const Content content = read_as_json(one({{"tags", words(1234)}}));
  CHECK(content.articles[0].tags.size() == 1000);
  CHECK(content.articles[0].tags.back() == "w999");
  Json sources = Json::array();
  for (int i = 0; i < 1234; ++i) sources.push_back({{"title", "s"}});
  const Content sourced = read_as_json(one({{"sources", sources}}));
  CHECK(sourced.articles[0].sources.size() == 1000);
  CHECK(faults_at(sourced, "articles[0].sources", "1234 items") == 1);

  Json twice = words(900);
  for (const Json& word : words(900)) twice.push_back(word);
  const Content repeats = read_as_json(one({{"tags", twice}}));
  CHECK(repeats.articles[0].tags.size() == 900);
  CHECK(repeats.faults.empty());
}

TEST_CASE("a slug and a title are cut to what every list of them bears") {
  const Content content = read_as_json(
      one({{"slug", repeated("s", 9000)}, {"title", repeated("\xC3\xA9", 9000)}, {"excerpt", "kept"}}));
  CHECK(content.articles[0].slug == repeated("s", kMaxSlugLetters));
  CHECK(content.articles[0].title == repeated("\xC3\xA9", kMaxTitleLetters));
  CHECK(content.articles[0].excerpt == "kept");
  CHECK(faults_at(content, "articles[0].slug", "longer than 500 characters") == 1);
  CHECK(faults_at(content, "articles[0].title", "longer than 1000 characters") == 1);
  const Content topic =
      read_as_json({{"topics", {{{"slug", repeated("s", 9000)}, {"title", repeated("t", 9000)}}}},
                    {"articles", Json::array()}});
  CHECK(topic.topics[0].slug.size() == kMaxSlugLetters);
  CHECK(topic.topics[0].title.size() == kMaxTitleLetters);
  CHECK(topic.faults.size() == 2);
}

TEST_CASE("a slug that stands many times gets the next free number each time") {
  Json articles = Json::array({article("a-3")});
  for (int i = 0; i < 2000; ++i) articles.push_back(article("a"));
  const Content content = read_as_json({{"articles", articles}});
  CHECK(content.articles[1].slug == "a");
  CHECK(content.articles[2].slug == "a-2");
  CHECK(content.articles[3].slug == "a-4");
  CHECK(content.articles[2000].slug == "a-2001");
}

TEST_CASE("a group of synonyms keeps its first hundred names") {
  const Content content =
      read_as_json({{"synonyms", {{{"terms", words(150)}}, {{"from", "a"}, {"to", words(150)}}}},
                    {"articles", {article("a")}}});
  CHECK(content.synonyms[0].terms.size() == 100);
  CHECK(content.synonyms[1].terms.size() == 100);
  CHECK(faults_at(content, "synonyms[0].terms", "150 items, at most 100") == 1);
  CHECK(faults_at(content, "synonyms[1].to", "150 items, at most 100") == 1);
}

TEST_CASE("a name leads to a hundred others, whichever groups name them") {
  Json groups = Json::array();
  std::string body = "common";
  for (int i = 0; i < 300; ++i) {
    groups.push_back({{"terms", {"common", "w" + std::to_string(i)}}});
    body += " w" + std::to_string(i);
  }
  const Bundle bundle =
      pack(Json{{"synonyms", groups}, {"articles", {article("a", {{"body", body}})}}}.dump());
  REQUIRE(bundle.report["faults"].size() == 1);
  CHECK(bundle.report["faults"][0]["at"] == "synonyms");
  CHECK(bundle.report["faults"][0]["fact"] ==
        "lead from \"common\" to more than 100 names; the others are left out");
  Engine engine = open(bundle);
  CHECK(ask(engine, bundle, "q=common")["synonyms"].size() == 100);
}

TEST_CASE("all synonyms together make two hundred thousand pairs at most") {
  Json groups = Json::array();
  for (int i = 0; i < 24; ++i) groups.push_back({{"terms", words(100, "g" + std::to_string(i) + "x")}});
  const Bundle bundle = pack(Json{{"synonyms", groups}, {"articles", {article("a")}}}.dump());
  REQUIRE(bundle.report["faults"].size() == 1);
  CHECK(bundle.report["faults"][0]["fact"] ==
        "make more than 200000 pairs together with the terms of topics; 37600 pairs are left out");
}

TEST_CASE("a report lists a thousand faults and counts the others") {
  const Bundle bundle = pack(one({{"tags", Json(std::vector<int>(5000, 1))}}).dump());
  const Json& faults = bundle.report["faults"];
  REQUIRE(faults.size() == 1001);
  CHECK(faults[999]["at"] == "articles[0].tags[999]");
  CHECK(faults[1000]["fact"] == "has 4000 more faults, which are not listed");
}

TEST_CASE("what is long is quoted by its beginning, so that a report stays in proportion") {
  const std::string text = repeated("k", 100'000);
  Json wrong = one({{"slug", text}, {"tags", Json(std::vector<int>(900, 1))}});
  wrong[text] = 1;
  const Bundle bundle = pack(wrong.dump());
  CHECK(bundle.report.dump().size() < 500'000);
  const Bundle twice = pack("{\"articles\":[],\"" + text + "\":{" + repeated("\"b\":1,", 900) + "\"b\":2}}");
  CHECK(twice.report["faults"].size() == 900);
  CHECK(twice.report.dump().size() < 500'000);
}

TEST_CASE(
    "an article keeps its first hundred thousand JSON values, all of its own keys, and costs others none") {
  const Content content =
      read("{\"articles\":[{\"slug\":\"a\",\"title\":\"A\",\"mine\":[" + repeated("[],", 150'000) +
           "1],\"body\":\"x\"},{\"slug\":\"b\",\"title\":\"B\",\"body\":\"y\"}]}");
  REQUIRE(content.articles.size() == 2);
  CHECK(content.articles[0].title == "A");
  CHECK(content.articles[0].body == "x");
  CHECK(content.articles[1].body == "y");
  CHECK(faults_at(content, "articles[0].mine[99998]", "more than 100000 values") == 1);
}

TEST_CASE("of a key given twice the last value counts, at every level, and each is reported") {
  SUBCASE("two lists of articles, as files merged by hand have them") {
    const Content content = read(
        R"({"articles":[{"slug":"a","title":"A","body":"x","date":5}],"articles":[{"slug":"b","title":"B","body":"y"}]})");
    REQUIRE(content.articles.size() == 1);
    CHECK(content.articles[0].slug == "b");
    CHECK(faults_at(content, "articles", "is given twice; the last value counts") == 1);
    // What was wrong with the list that does not count is nobody's concern.
    CHECK(content.faults.size() == 1);
  }
  SUBCASE("every other member of the bundle") {
    const Content content = read(
        R"({"version":3,"version":1,"site":{"title":"One","url":"u"},"site":{"title":"Two"},
            "topics":[{"slug":"t","title":"T"}],"topics":[{"slug":"u","title":"U"}],
            "synonyms":[{"terms":["a","b"]}],"synonyms":[],"help":[{"label":"h"}],"help":[{"label":"i"},{"label":"j"}],
            "mine":1,"mine":{"x":2},"articles":[]})");
    CHECK(content.site.title == "Two");
    CHECK(content.site.url.empty());
    REQUIRE(content.topics.size() == 1);
    CHECK(content.topics[0].slug == "u");
    CHECK(content.synonyms.empty());
    CHECK(content.help.size() == 2);
    CHECK(content.extra_json == R"({"mine":{"x":2}})");
    CHECK(content.unknown == std::vector<std::string>{"mine"});
    for (const char* key : {"version", "site", "topics", "synonyms", "help", "mine"})
      CHECK_MESSAGE(faults_at(content, key, "given twice") == 1, key);
    CHECK(content.faults.size() == 6);
  }
  SUBCASE("in an article, in what it holds, in what Carrel does not know") {
    const Content content = read(
        R"({"articles":[{"slug":"a","title":"A","title":"B","body":"","image":{"src":"x","src":"y"},
            "sources":[{"title":"s"},{"title":"t","title":"u"}],"fields":{"f":1,"f":[2]},"mine":{"deep":[{"k":1,"k":2}]}}],
            "topics":[{"slug":"t","title":"T","terms":[{"term":"x","term":"y"}]}],"site":{"fields":{"f":1,"f":2}}})");
    const Article& article = content.articles[0];
    CHECK(article.title == "B");
    CHECK(article.image.src == "y");
    CHECK(article.sources[1].title == "u");
    CHECK(article.fields.find("f")->items.size() == 1);
    CHECK(article.extra_json == R"({"mine":{"deep":[{"k":2}]}})");
    CHECK(content.topics[0].terms[0].term == "y");
    for (const char* at :
         {"articles[0].title", "articles[0].image.src", "articles[0].sources[1].title",
          "articles[0].fields.f", "articles[0].mine.deep[0].k", "topics[0].terms[0].term", "site.fields.f"})
      CHECK_MESSAGE(faults_at(content, at, "given twice") == 1, at);
  }
  SUBCASE("among very many keys") {
    std::string json = R"({"articles":[{"slug":"a","title":"A","body":"")";
    for (int i = 0; i < 500; ++i) json += ",\"k" + std::to_string(i) + "\":1";
    const Content content = read(json + R"(,"k3":2,"k499":3}]})");
    CHECK(faults_at(content, "articles[0].k3", "given twice") == 1);
    CHECK(faults_at(content, "articles[0].k499", "given twice") == 1);
    CHECK(content.articles[0].extra_json.find("\"k3\":2") != std::string::npos);
    CHECK(content.articles[0].extra_json.find("\"k3\":1") == std::string::npos);
  }
  SUBCASE("where the last value is none that can be taken") {
    const Content content =
        read(R"({"articles":[{"slug":"a","title":"A","body":"","tags":["x"],"tags":5}]})");
    CHECK(content.articles[0].tags.empty());
    CHECK(!read_content(R"({"articles":[],"articles":5})"));
  }
  SUBCASE("under an empty name") {
    const Content content = read(R"({"":1,"":2,"articles":[]})");
    REQUIRE(content.faults.size() == 1);
    CHECK(content.faults[0].at == "content.json");
    CHECK(content.extra_json == R"({"":2})");
  }
}

TEST_CASE("a request of megabytes is answered like its beginning, and lists like their different values") {
  const Bundle bundle = pack(Json{
      {"articles",
       {article("a", {{"tags", {"x"}}, {"fields", {{"level", "easy"}}}}), article("b", {{"tags", {"y"}}})}}}
                                 .dump());
  Engine engine = open(bundle);
  const auto total = [&](const std::string& request) {
    const Json answer = ask(engine, bundle, request);
    return answer.contains("total") ? answer["total"].get<int>() : -1;
  };
  CHECK(total("by=&in=" + repeated("nothing,", 100'000)) == 0);
  CHECK(total("tags=any:x," + repeated("nothing,", 100'000)) == 1);
  CHECK(total("tags=" + repeated("x,", 100'000)) == 1);
  CHECK(total("where=level:easy," + repeated("level:easy,", 100'000)) == 1);
  CHECK(total("where=level:" + repeated("easy%7C", 100'000)) == 1);
  CHECK(total(repeated("a&", 500'000) + "tags=x") == 1);
  for (const char* unit : {"title ", "%22title%22 ", "title OR ", "-x ", "tag:x ", "%22", "(", "title: "}) {
    const Json answer = ask(engine, bundle, "q=" + repeated(unit, 100'000));
    if (answer.contains("needs")) continue;
    CHECK_MESSAGE(answer["ignored"] == Json{"q"}, unit);
    CHECK(answer["query"].get<std::string>().size() <= kMaxQueryBytes);
  }
}

TEST_CASE("packing goes in slices of limited work, and the bytes do not depend on how it is cut") {
  const std::string content = carrel::testing::large_content(300, 40);
  const Bundle whole = pack(content);
  Packer packer;
  REQUIRE(static_cast<bool>(packer.start(content)));
  int slices = 0;
  const auto small = [&slices](const auto& work) {
    for (bool done = false; !done; ++slices) {
      Pace pace(1000);
      done = work(pace);
      // What began is finished: an article here, or the lists of all words.
      CHECK(pace.spent() < 60'000);
    }
  };
  small([&](Pace& pace) { return packer.step(pace); });
  for (StemRequest request = packer.next_words(); !request.language.empty(); request = packer.next_words())
    packer.add_stems(carrel::testing::english_stems(request.words));
  small([&](Pace& pace) { return packer.write(pace); });
  CHECK(slices > 300);
  const Packer::Output output = packer.take();
  REQUIRE(output.files.size() == whole.files.size());
  for (const PackedFile& file : output.files) CHECK(whole.files.at(file.name) == file.bytes);
}
