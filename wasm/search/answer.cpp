#include "search/answer.h"

#include <algorithm>
#include <functional>

#include "base/hash.h"
#include "base/sort.h"
#include "search/facet_answer.h"

namespace carrel {
namespace {

std::string_view sort_name(Sort sort) {
  switch (sort) {
    case Sort::kRelevance:
      return "relevance";
    case Sort::kNew:
      return "new";
    case Sort::kOld:
      return "old";
    case Sort::kTitle:
      return "title";
  }
  return "";
}

void write_labels(JsonWriter& json, const Facets& facets, std::span<const ValueId> values) {
  json.begin_array();
  for (const ValueId value : values) json.string(facets.values()[value].label);
  json.end_array();
}

void write_correction(JsonWriter& json, const ListAnswer& answer) {
  const Correction& correction = answer.correction;
  if (correction.query.empty()) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("from").string(correction.from);
  json.key("to").string(correction.to);
  json.key("query").string(correction.query);
  json.key("total").number(static_cast<std::int64_t>(answer.filtered.hits.size()));
  json.end_object();
}

void write_section(JsonWriter& json, const Excerpt& passage) {
  const List<HeadingLine>& above = passage.above;
  if (above.empty()) {
    json.null();
    return;
  }
  const auto line = [&passage](const HeadingLine& heading) {
    return passage.body.substr(heading.offset, heading.size);
  };
  const HeadingLine& own = above.back();
  json.begin_object().key("id").string(own.name.empty() ? usual_name(line(own)) : own.name);
  json.key("path").begin_array();
  for (const HeadingLine& heading : above) {
    const HeadingLine* next = &heading + 1;
    while (next != above.end() && next->level > heading.level) ++next;
    if (next == above.end()) json.string(line(heading));
  }
  json.end_array().end_object();
}

}  // namespace

void write_no_needs(JsonWriter& json) {
  json.key("needs")
      .begin_object()
      .key("files")
      .begin_array()
      .end_array()
      .key("stems")
      .begin_array()
      .end_array()
      .end_object();
}

void write_ranges(JsonWriter& json, const List<Range>& ranges) {
  json.begin_array();
  for (const Range& range : ranges) json.begin_array().number(range.from).number(range.to).end_array();
  json.end_array();
}

void write_short_hit(JsonWriter& json, const Card& card, float score) {
  json.begin_object();
  json.key("slug").string(card.slug);
  json.key("title").string(card.title);
  json.key("url").string(card.url);
  json.key("score").decimal(score);
  json.end_object();
}

void write_hit(JsonWriter& json, const Index& index, const Hit& hit) {
  const ArticleId article = hit.match.article;
  const Card& card = hit.card;
  json.begin_object();
  json.key("slug").string(card.slug);
  json.key("title").string(card.title);
  write_ranges(json.key("titleRanges"), hit.title.ranges);
  json.key("url").string(card.url);
  json.key("date").string(card.date);
  json.key("updated").string(card.updated);
  write_labels(json.key("authors"), index.facets(), index.facets().of(article, kAuthors));
  write_labels(json.key("categories"), index.facets(), card.categories.span());
  write_labels(json.key("tags"), index.facets(), index.facets().of(article, kTags));
  json.key("image").raw(card.image_json);
  json.key("minutes").number(card.minutes);
  json.key("score").decimal(hit.match.score);
  if (hit.also_known_as.ranges.empty()) {
    json.key("alsoKnownAs").null();
  } else {
    json.key("alsoKnownAs").begin_object().key("text").string(hit.also_known_as.text);
    write_ranges(json.key("ranges"), hit.also_known_as.ranges);
    json.end_object();
  }
  if (hit.other_name.empty()) {
    json.key("synonym").null();
  } else {
    json.key("synonym").string(hit.other_name);
  }
  json.key("excerpt").begin_object().key("text").string(hit.excerpt.text);
  write_ranges(json.key("ranges"), hit.excerpt.ranges);
  json.key("from").string(hit.from_body ? "body" : "card").end_object();
  write_section(json.key("section"), hit.excerpt);
  if (!hit.explain_json.empty()) json.key("explain").raw(hit.explain_json);
  json.end_object();
}

std::string write_list(const Index& index, const ListAnswer& answer) {
  JsonWriter json;
  json.begin_object();
  json.key("query").string(answer.query.text);
  json.key("total").number(static_cast<std::int64_t>(answer.filtered.hits.size()));
  json.key("sort").string(sort_name(answer.query.sort));
  json.key("hits").raw(answer.hits_json);
  if (!answer.query.only_hits) write_facets(json.key("facets"), index.facets(), answer.filtered);
  constexpr std::string_view kRelaxedNames[] = {"phrase", "field", "words"};
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
  json.key("ignored").begin_array();
  for (const std::string& name : answer.query.ignored) json.string(name);
  json.end_array();
  write_no_needs(json);
  json.end_object();
  return json.take();
}

std::string write_article(const Body* body) {
  JsonWriter json;
  json.begin_object();
  if (body) {
    // The packer wrote the other members.
    json.key("article")
        .begin_object()
        .members(body->details_json)
        .key("related")
        .raw(body->related_json)
        .key("body")
        .string(body->markdown)
        .end_object();
  } else {
    json.key("article").null();
  }
  write_no_needs(json);
  json.end_object();
  return json.take();
}

std::string write_needs(const Index& index, List<std::uint64_t> files, const List<StemNeed>& stems) {
  heap_sort(files, std::less<>());
  files.resize(static_cast<std::size_t>(std::unique(files.begin(), files.end()) - files.begin()));
  const std::uint32_t language = index.info().stem_language;
  const char letters[] = {static_cast<char>(language), static_cast<char>(language >> 8)};
  JsonWriter json;
  json.begin_object().key("needs").begin_object();
  json.key("files").begin_array();
  for (const std::uint64_t file : files) json.string(hex64(file));
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
