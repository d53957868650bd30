#include "search/explain.h"

#include <initializer_list>

#include "base/json_writer.h"

namespace carrel {
namespace {

struct Number {
  std::string_view name;
  float value;
};

void write(JsonWriter& json, std::initializer_list<Number> numbers) {
  for (const Number& number : numbers) json.key(number.name).decimal(number.value);
}

}  // namespace

std::string explain(const Index& index, std::vector<Word>& words, std::span<const std::uint8_t> barred,
                    const Match& match) {
  constexpr std::string_view kTierNames[] = {"exact", "stem", "prefix", "typo", "synonym"};
  Explanation explanation;
  explanation.article = match.article;
  if (!words.empty()) rank(index, words, barred, &explanation);
  const float weight = index.articles()[match.article].weight;
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
    json.key("inTitle").boolean(part.in_title);
    write(json, {{"idf", words[i].information}, {"score", part.score}});
    json.end_object();
  }
  json.end_array();
  write(json, {{"coverage", explanation.coverage},
               {"text", explanation.text},
               {"title", explanation.title},
               {"weight", weight},
               {"refined", match.score - (explanation.text + explanation.title) * weight},
               {"score", match.score}});
  return json.end_object().take();
}

}  // namespace carrel
