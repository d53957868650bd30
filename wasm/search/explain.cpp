#include "search/explain.h"

#include "base/json_writer.h"

namespace carrel {

std::string explain(const Index& index, const std::vector<Word>& words, std::span<const std::uint8_t> allowed,
                    const Match& match) {
  constexpr std::string_view kTierNames[] = {"exact", "stem", "prefix", "typo"};
  Explanation explanation;
  explanation.article = match.article;
  if (!words.empty()) rank(index, words, allowed, &explanation);
  JsonWriter json;
  json.begin_object().key("words").begin_array();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Explanation::Part& part = explanation.parts[i];
    json.begin_object().key("word").string(words[i].text);
    json.key("found");
    if (part.score > 0) {
      json.string(kTierNames[static_cast<std::uint8_t>(part.tier)]);
    } else {
      json.null();
    }
    json.key("idf").decimal(part.information).key("score").decimal(part.score);
    json.key("inTitle").boolean(part.in_title).end_object();
  }
  json.end_array().key("coverage").decimal(explanation.coverage).key("text").decimal(explanation.text);
  json.key("title").decimal(explanation.title);
  json.key("weight").decimal(index.articles()[match.article].weight);
  json.key("score").decimal(match.score).end_object();
  return json.take();
}

}  // namespace carrel
