#include "search/explain.h"

#include <initializer_list>

#include "base/json_writer.h"
#include "search/query.h"

namespace carrel {
namespace {

// `names` with a blank between.
void write(JsonWriter& json, std::string_view names, std::initializer_list<float> numbers) {
  for (const float number : numbers) json.key(take_item(names, ' ')).decimal(number);
}

}  // namespace

std::string explain(const Index& index, List<Word>& words, std::span<const std::uint8_t> barred,
                    const Match& match) {
  constexpr std::string_view kTierNames[] = {"exact", "stem", "prefix", "typo", "synonym"};
  Explanation explanation;
  if (!words.empty()) explanation = rank(index, words, barred, match.article).explanation;
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
    write(json, "idf score", {words[i].information, part.score});
    json.end_object();
  }
  json.end_array();
  write(json, "coverage text title weight refined score",
        {explanation.coverage, explanation.text, explanation.title, weight,
         match.score - (explanation.text + explanation.title) * weight, match.score});
  return json.end_object().take();
}

}  // namespace carrel
