// Answers are functions of the bundle and the request, and their ranges cut no character: random requests to
// random bundles.
#include <doctest/doctest.h>

#include "oracle.h"
#include "ranges.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

// What is asked, by which verb.
struct Request {
  std::string text;
  decltype(&Engine::search) verb = &Engine::search;
};

Request random_request(Corpus& corpus) {
  Random& random = corpus.random;
  Request request;
  const RandomArticle& article = corpus.articles[random.below(corpus.articles.size())];
  if (random.chance(6)) return {"read=" + article.slug};
  Strings letters = code_points(corpus.word());
  letters.erase(letters.begin() + static_cast<std::ptrdiff_t>(random.below(letters.size())));
  const std::string q = random.chance(20) ? joined(letters) : written(random_query(corpus));
  request.text = "q=" + encoded(q) + "&depth=" + std::to_string(random.below(4));
  if (random.chance(30)) request.text += "&sort=" + random.of({"new", "old", "title"});
  if (random.chance(30)) request.text += random.of({"&passages=1", "&explain=1", "&only=ids"});
  if (random.chance(20)) request.text += random.of({"&from=2022", "&to=2023", "&from=2021&to=2021-06"});
  if (random.chance(20)) request.text += "&show=" + std::to_string(random.below(40));
  if (random.chance(20) && article.texts.back().field == kLabels)
    request.text += "&tags=any:" + encoded(article.texts.back().text);
  if (random.chance(20)) request.text += "&whole=1";
  if (random.chance(20)) request.verb = &Engine::suggest;
  return request;
}

}  // namespace

TEST_CASE("random requests have the same answer whatever was asked or loaded before") {
  for (const std::uint32_t number : {0U, 6U}) {
    const Script& script = kScripts[number];
    Corpus corpus(script, 300, 4500, 3000);
    const Bundle bundle = corpus.pack();
    CHECK(bundle.files.size() > 100);
    const std::string name = script.name;
    CAPTURE(name);
    std::vector<Request> requests;
    std::vector<Json> fresh;
    for (int left = 40; left > 0; --left) {
      requests.push_back(random_request(corpus));
      Engine engine = open(bundle);
      fresh.push_back(ask(engine, bundle, script, requests.back().text, requests.back().verb));
    }
    std::vector<const Bytes*> files;
    for (const auto& [file, bytes] : bundle.files) files.push_back(&bytes);
    Engine engine = open(bundle);
    for (int asked = 0; asked < 120; ++asked) {
      // A file that nothing has led to yet is refused.
      for (std::uint32_t left = corpus.random.below(4); left > 0; --left)
        (void)engine.add(*files[corpus.random.below(files.size())]);
      const std::size_t one = corpus.random.below(requests.size());
      const std::string& text = requests[one].text;
      CAPTURE(text);
      CHECK((ask(engine, bundle, script, text, requests[one].verb) == fresh[one]));
    }
    add_everything(engine, bundle);
    for (std::size_t one = 0; one < requests.size(); ++one) {
      const std::string& text = requests[one].text;
      CAPTURE(text);
      CHECK((ask(engine, bundle, script, text, requests[one].verb) == fresh[one]));
    }
  }
}

TEST_CASE(
    "ranges of random answers and suggestions are sorted, apart and cut no character, in nine scripts") {
  std::size_t marked = 0;
  for (const Script& script : kScripts) {
    for (std::uint32_t seed = 400; seed < 415; ++seed) {
      Corpus corpus(script, seed);
      const Bundle bundle = corpus.pack();
      Engine engine = open(bundle);
      for (int left = 8; left > 0; --left) {
        const std::string text = written(random_query(corpus)), name = script.name;
        CAPTURE(name);
        CAPTURE(seed);
        CAPTURE(text);
        const std::string request = "passages=1&q=" + encoded(text);
        const Json answer = ask(engine, bundle, script, request);
        for (const Json& hit : answer["hits"]) {
          check_ranges(hit["title"], hit["titleRanges"]);
          check_ranges(hit["excerpt"]["text"], hit["excerpt"]["ranges"]);
          if (!hit["alsoKnownAs"].is_null())
            check_ranges(hit["alsoKnownAs"]["text"], hit["alsoKnownAs"]["ranges"]);
          marked += hit["titleRanges"].size() + hit["excerpt"]["ranges"].size();
        }
        const Json offered = ask(engine, bundle, script, request, &Engine::suggest);
        for (const Json& one : offered["suggestions"]) check_ranges(one["text"], one["ranges"]);
      }
    }
  }
  CHECK(marked > 5000);
}
