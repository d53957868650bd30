// Search against brute force (oracle.h): the same articles, the same scores, the same order.
#include "oracle.h"

#include <doctest/doctest.h>

using namespace carrel;
using namespace carrel::testing;

namespace {

// Scores have three decimals in an answer. Order and scores are not told where a word stands on the border of
// two levels in floating point.
void compare(const Corpus& corpus, const Verdict& verdict, const Json& answer) {
  std::set<std::string> expected, found;
  for (const std::size_t article : verdict.order) expected.insert(corpus.articles[article].slug);
  for (const Json& hit : answer["hits"]) found.insert(hit["slug"]);
  CHECK(Json(found) == Json(expected));
  CHECK(answer["total"] == expected.size());
  CHECK(Json(answer["relaxed"].get<std::set<std::string>>()) == Json(verdict.relaxed));
  if (found != expected || verdict.doubtful) return;
  for (std::size_t i = 0; i < verdict.order.size(); ++i) {
    CAPTURE(i);
    CHECK(answer["hits"][i]["slug"] == corpus.articles[verdict.order[i]].slug);
    CHECK(std::fabs(answer["hits"][i]["score"].get<float>() - verdict.scores.at(verdict.order[i])) < 0.001F);
  }
}

}  // namespace

TEST_CASE("a search finds what brute force finds, with its scores and in its order, in nine scripts") {
  int asked = 0, corrected = 0, doubtful = 0;
  for (const Script& script : kScripts) {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
      Corpus corpus(script, seed);
      Oracle oracle(corpus);
      const Bundle bundle = corpus.pack();
      Engine engine = open(bundle);
      for (int left = 8; left > 0; --left) {
        const std::vector<Part> parts = random_query(corpus);
        const std::string text = written(parts), name = script.name;
        CAPTURE(name);
        CAPTURE(seed);
        CAPTURE(text);
        const Json answer = ask(engine, bundle, script, "depth=0&show=1000&q=" + encoded(text));
        ++asked;
        if (!answer["corrected"].is_null()) {
          ++corrected;
          continue;
        }
        const Verdict verdict = oracle(parts);
        doubtful += verdict.doubtful;
        compare(corpus, verdict, answer);
      }
    }
  }
  // Nearly all of them are compared in full.
  CHECK(corrected * 20 < asked);
  CHECK(doubtful * 20 < asked);
}
