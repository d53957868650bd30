// Search against brute force (oracle.h): the same articles, the same scores, the same order.
#include "oracle.h"

#include <doctest/doctest.h>

using namespace carrel;
using namespace carrel::testing;

namespace {

// One to four clauses, mostly of words of the corpus.
std::vector<Part> query(Corpus& corpus) {
  Random& random = corpus.random;
  // Some neighbouring words of some text, with what stands between them.
  const auto quotation = [&](std::size_t words) {
    const RandomArticle& article = corpus.articles[random.below(corpus.articles.size())];
    const std::string& text = article.texts[random.below(article.texts.size())].text;
    List<Token> tokens;
    tokenize(text, tokens);
    const std::size_t first = random.below(tokens.size());
    const Token& last = tokens[std::min(first + words, tokens.size()) - 1];
    std::string out = text.substr(tokens[first].offset, last.offset + last.size - tokens[first].offset);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  };
  const auto word = [&](bool quoted) -> std::string {
    const std::uint32_t kind = random.below(20);
    if (kind == 0) return random.of({"7", "q9", "2.5", "1984"});
    std::string known = corpus.spelt(corpus.word());
    // An inflection that the corpus may lack.
    if (kind == 1 && !quoted && *corpus.script.endings != 0)
      known += random.of(code_points(corpus.script.endings));
    if (kind == 2 && !corpus.script.spaced) known += corpus.spelt(corpus.word());
    return known;
  };
  if (random.chance(6)) return {{corpus.articles[random.below(corpus.articles.size())].texts[0].text}};
  std::vector<Part> parts;
  for (std::size_t left = 1 + random.below(4); left > 0; --left) {
    Part part;
    part.quoted = part.closed = random.chance(25);
    part.text = word(part.quoted);
    part.excluded = random.chance(12);
    part.in_title = random.chance(10);
    if (part.quoted && random.chance(60)) part.text = quotation(1 + random.below(4));
    if (left == 1 && part.quoted && random.chance(30)) part.closed = false;
    if (left == 1 && !part.quoted && part.text > "A" && random.chance(30)) {
      Strings letters = code_points(part.text);
      letters.resize(1 + random.below(letters.size()));
      part.text = joined(letters);
    }
    part.joined = !parts.empty() && !part.excluded && !parts.back().excluded && random.chance(15);
    parts.push_back(part);
  }
  return parts;
}

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
        const std::vector<Part> parts = query(corpus);
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
