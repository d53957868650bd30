#include "search/answer.h"

#include <functional>

#include "base/hash.h"
#include "base/sort.h"
#include "base/text.h"
#include "search/facet_answer.h"

namespace carrel {
namespace {

void write_labels(JsonWriter& json, const Facets& facets, std::span<const ValueId> values) {
  json.begin_array();
  for (const ValueId value : values) json.string(facets.values()[value].label);
  json.end_array();
}

void write_total(JsonWriter& json, const ListAnswer& answer) {
  json.key("total").number(static_cast<std::int64_t>(answer.filtered.hits.size()));
}

void write_correction(JsonWriter& json, const ListAnswer& answer) {
  const Correction& correction = answer.correction;
  if (correction.query.empty()) {
    json.null();
    return;
  }
  json.begin_object().key("from").string(correction.from);
  json.key("to").string(correction.to);
  json.key("query").string(correction.query);
  write_total(json, answer);
  json.end_object();
}

// The object is left open.
JsonWriter& begin_marked(JsonWriter& json, const Excerpt& marked) {
  json.begin_object().key("text").string(marked.text);
  write_ranges(json.key("ranges"), marked.ranges);
  return json;
}

void write_section(JsonWriter& json, const Excerpt& passage) {
  const std::span<const HeadingLine> above = passage.above;
  if (above.empty()) {
    json.null();
    return;
  }
  const auto line = [&passage](const HeadingLine& heading) {
    return between(passage.body, heading.offset, heading.offset + heading.size);
  };
  const HeadingLine& own = above.back();
  json.begin_object().key("id").string(own.name.empty() ? usual_name(line(own)) : own.name);
  json.key("path").begin_array();
  for (std::size_t i = 0; i < above.size(); ++i) {
    std::size_t next = i + 1;
    while (next < above.size() && above[next].level > above[i].level) ++next;
    if (next == above.size()) json.string(line(above[i]));
  }
  json.end_array().end_object();
}

}  // namespace

void write_ranges(JsonWriter& json, const List<Range>& ranges) {
  json.begin_array();
  for (const Range& range : ranges) json.begin_array().number(range.from).number(range.to).end_array();
  json.end_array();
}

void write_hit(JsonWriter& json, const Index& index, const Hit& hit) {
  const ArticleId article = hit.match.article;
  const Card& card = hit.card;
  const Facets& facets = index.facets();
  json.begin_object();
  json.key("slug").string(card.slug());
  json.key("title").string(card.texts[kCardTitle]);
  write_ranges(json.key("titleRanges"), hit.title.ranges);
  json.key("url").string(card.url());
  json.key("date").string(card.texts[kCardDate]);
  json.key("updated").string(card.texts[kCardUpdated]);
  write_labels(json.key("authors"), facets, facets.of(article, kAuthors));
  Reader numbers(bytes_of(card.texts[kCardNumbers]));
  const std::uint32_t minutes = numbers.varint();
  json.key("categories").begin_array();
  while (numbers.left() > 0) {
    const std::uint32_t value = numbers.varint();
    if (value < facets.of(kCategories).size()) json.string(facets.values()[value].label);
  }
  json.end_array();
  write_labels(json.key("tags"), facets, facets.of(article, kTags));
  json.key("image").raw(card.texts[kCardImage].empty() ? "null" : card.texts[kCardImage]);
  json.key("minutes").number(minutes);
  json.key("score").decimal(hit.match.score);
  json.key("alsoKnownAs");
  if (hit.also_known_as.ranges.empty()) {
    json.null();
  } else {
    begin_marked(json, hit.also_known_as).end_object();
  }
  json.key("synonym").string_or_null(hit.other_name);
  begin_marked(json.key("excerpt"), hit.excerpt);
  json.key("from").string(hit.from_body ? "body" : "card").end_object();
  write_section(json.key("section"), hit.excerpt);
  if (!hit.explain_json.empty()) json.key("explain").raw(hit.explain_json);
  json.end_object();
}

std::string write_list(const Index& index, const ListAnswer& answer) {
  constexpr std::string_view kRelaxedNames[] = {"phrase", "field", "words", "row"};
  const Query& query = answer.query;
  JsonWriter json;
  json.begin_object();
  json.key("query").string(query.text);
  write_total(json, answer);
  std::string_view names = kSortNames;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(query.sort); ++i) take_item(names, ' ');
  json.key("sort").string(take_item(names, ' '));
  json.key("hits").raw(answer.hits_json);
  if (!query.only_ids) write_facets(json.key("facets"), index.facets(), answer.filtered);
  json.key("relaxed").begin_array();
  for (std::uint32_t i = 0; i < std::size(kRelaxedNames); ++i) {
    if ((answer.relaxed >> i & 1) != 0) json.string(kRelaxedNames[i]);
  }
  json.end_array();
  write_correction(json.key("corrected"), answer);
  json.key("synonyms").begin_array();
  for (const OtherName& name : answer.names)
    json.begin_object().key("for").string(name.typed).key("name").string(name.name).end_object();
  json.end_array();
  json.key("ignored").begin_array().members(query.ignored.text()).end_array();
  return json.end_object().take();
}

std::string write_article(const Body* body) {
  JsonWriter json;
  json.begin_object().key("article");
  if (body) {
    // The packer wrote the other members.
    json.begin_object().members(body->details_json).key("related").raw(body->related_json);
    json.key("body").string(body->markdown).end_object();
  } else {
    json.null();
  }
  return json.end_object().take();
}

std::string write_needs(const Index& index, Missing& files, const List<StemNeed>& stems) {
  heap_sort(files, std::less<>());
  const std::uint32_t language = index.info().stem_language;
  const char letters[] = {static_cast<char>(language), static_cast<char>(language >> 8)};
  JsonWriter json;
  json.begin_object().key("needs").begin_object();
  json.key("files").begin_array();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i == 0 || files[i] != files[i - 1]) json.string(hex64(files[i]));
  }
  json.end_array();
  json.key("stems").begin_array();
  for (std::size_t i = 0; i < stems.size();) {
    const std::string_view word = stems[i].word;
    json.begin_object().key("word").string(word).key("language").string({letters, 2});
    json.key("among").begin_array();
    for (; i < stems.size() && stems[i].word == word; ++i) {
      if (!stems[i].among.empty()) json.string(stems[i].among);
    }
    json.end_array().end_object();
  }
  json.end_array().end_object().end_object();
  return json.take();
}

}  // namespace carrel
