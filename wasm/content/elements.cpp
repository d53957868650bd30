#include "content/elements.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "content/fields.h"
#include "content/limits.h"
#include "text/slug.h"

namespace carrel {
namespace {

Place place_of(Content& content, std::string_view list, std::size_t index) {
  const std::string name(list);
  return {&content, name + "[" + std::to_string(index) + "]", name + "[]", ""};
}

bool is_object(const Value& value, const Place& place) {
  if (value.kind == Value::Kind::kObject) return true;
  place.fault("", "is " + std::string(kind_name(value.kind)), "write an object");
  return false;
}

std::uint32_t pixels(FieldReader& fields, std::string_view key) {
  const double value = fields.number(key, 0);
  return value >= 1 && value <= 65535 ? static_cast<std::uint32_t>(value) : 0;
}

Image read_image(const Value* value, const Place& place) {
  if (!value) return {};
  if (value->kind == Value::Kind::kString) return {value->text, "", 0, 0};
  const Place inner{place.content, place.path + ".image", place.family + ".image", place.slug};
  if (!is_object(*value, inner)) return {};
  FieldReader fields(*value, inner);
  Image image{fields.string("src"), fields.string("alt"), pixels(fields, "width"), pixels(fields, "height")};
  (void)fields.unknown_json();
  if (image.src.empty()) inner.fault("", "has no src", "add \"src\"");
  return image;
}

std::vector<Source> read_sources(FieldReader& article, const Place& place) {
  std::vector<Source> sources;
  for (const Value* value : article.objects("sources")) {
    const std::string item = ".sources[" + std::to_string(sources.size()) + "]";
    const Place inner{place.content, place.path + item, place.family + ".sources[]", place.slug};
    FieldReader fields(*value, inner);
    sources.push_back(
        {fields.string("title"), fields.string("url"), fields.string("publisher"), fields.date("date").text});
    (void)fields.unknown_json();
  }
  return sources;
}

// A slug as it may stand in a URL: the author's own where that is possible.
std::string usable_slug(const std::string& slug) {
  const bool plain = std::none_of(slug.begin(), slug.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '?' || c == '#' || c == '&' || c == '%' || c == ',' ||
           c == '"';
  });
  return plain ? slug : slugify_path(slug);
}

// Cuts a text that stands in many places to a length that all of them bear.
void limit_letters(std::string& text, std::size_t limit, std::string_view key, const Place& place) {
  const std::size_t end = bytes_of_letters(text, limit);
  if (end == text.size()) return;
  text.resize(end);
  place.fault(key, "is longer than " + std::to_string(limit) + " characters; its end was left out",
              "shorten it");
}

// A category counts for each of its parents, so their number is limited.
void limit_levels(std::vector<std::string>& categories, const Place& place) {
  for (std::string& category : categories) {
    std::size_t slash = category.find('/');
    for (std::size_t level = 1; level < kMaxCategoryLevels && slash != std::string::npos; ++level)
      slash = category.find('/', slash + 1);
    if (slash == std::string::npos) continue;
    const bool deeper = category.find_first_not_of("/ ", slash) != std::string::npos;
    category.resize(slash);
    if (!deeper) continue;
    place.fault("categories",
                "has more than " + std::to_string(kMaxCategoryLevels) + " levels in \"" +
                    quoted_text(category) + "\"; the deeper ones were left out",
                "use fewer levels");
  }
}

}  // namespace

void read_article(const Value& value, std::size_t index, Content& content) {
  if (value.kind != Value::Kind::kObject && content.faults.counts_only()) return;
  Place place = place_of(content, "articles", index);
  if (!is_object(value, place)) return;
  if (const Value* slug = value.find("slug"); slug && slug->kind == Value::Kind::kString)
    place.slug = quoted_text(slug->text);

  FieldReader fields(value, place);
  Article article;
  std::string slug = fields.string("slug");
  limit_letters(slug, kMaxSlugLetters, "slug", place);
  article.slug = usable_slug(slug);
  article.title = fields.string("title");
  limit_letters(article.title, kMaxTitleLetters, "title", place);
  article.body = fields.string("body");
  if (!slug.empty() && article.slug != slug) {
    place.fault("slug",
                "has characters that a URL cannot hold; taken as \"" + quoted_text(article.slug) + "\"",
                "use letters, digits, hyphens and slashes");
  }
  if (slug.empty() && article.title.empty()) {
    place.fault("", "has neither slug nor title; it was left out", "add \"slug\", \"title\" and \"body\"");
    return;
  }
  if (slug.empty()) {
    article.slug = slugify(article.title);
    place.fault("slug", "is missing; made from the title: \"" + quoted_text(article.slug) + "\"",
                "add \"slug\", it stands in links");
  }
  place.slug = quoted_text(article.slug);
  if (article.title.empty()) {
    article.title = article.slug;
    place.fault("title", "is missing; the slug was taken", "add \"title\"");
  }
  if (!value.find("body"))
    place.fault("body", "is missing; the article is empty", "add \"body\", in Markdown");

  article.url = fields.string("url");
  article.excerpt = fields.string("excerpt");
  article.language = fields.string("language");
  article.date = fields.date("date");
  article.updated = fields.date("updated");
  article.authors = fields.people("authors");
  article.categories = fields.strings("categories");
  limit_levels(article.categories, place);
  article.tags = fields.strings("tags");
  article.also_known_as = fields.strings("also_known_as");
  article.topics = fields.strings("topics");
  article.image = read_image(fields.any("image"), place);
  article.reviewed_by = fields.person("reviewed_by");
  article.last_reviewed = fields.date("last_reviewed");
  article.next_review = fields.date("next_review");
  article.sources = read_sources(fields, place);
  article.fields = fields.object("fields");
  article.weight = fields.number("weight", 1);
  if (!(article.weight > 0 && article.weight <= 100)) {
    place.fault("weight", "is not between 0 and 100; 1 was taken",
                "write 1 for the usual, 2 for twice as important");
    article.weight = 1;
  }
  article.extra_json = fields.unknown_json();
  content.articles.push_back(std::move(article));
}

void read_topic(const Value& value, std::size_t index, Content& content) {
  if (value.kind != Value::Kind::kObject && content.faults.counts_only()) return;
  Place place = place_of(content, "topics", index);
  if (!is_object(value, place)) return;
  FieldReader fields(value, place);
  Topic topic;
  topic.title = fields.string("title");
  topic.slug = fields.string("slug");
  limit_letters(topic.title, kMaxTitleLetters, "title", place);
  limit_letters(topic.slug, kMaxSlugLetters, "slug", place);
  topic.introduction = fields.string("introduction");
  if (topic.slug.empty()) {
    topic.slug = slugify(topic.title);
    place.fault("slug", "is missing; made from the title: \"" + quoted_text(topic.slug) + "\"",
                "add \"slug\"");
  }
  if (topic.title.empty()) {
    topic.title = topic.slug;
    place.fault("title", "is missing; the slug was taken", "add \"title\"");
  }
  for (const Value* item : fields.objects("terms")) {
    const std::string at = ".terms[" + std::to_string(topic.terms.size()) + "]";
    const Place inner{&content, place.path + at, "topics[].terms[]", quoted_text(topic.slug)};
    FieldReader term(*item, inner);
    topic.terms.push_back(
        {term.string("term"), term.string("definition"), term.strings("also_known_as", kMaxSynonyms)});
    (void)term.unknown_json();
    if (topic.terms.back().term.empty()) inner.fault("term", "is missing", "add \"term\"");
  }
  std::erase_if(topic.terms, [](const Term& term) { return term.term.empty(); });
  (void)fields.unknown_json();
  content.topics.push_back(std::move(topic));
}

void read_synonym(const Value& value, std::size_t index, Content& content) {
  if (value.kind != Value::Kind::kObject && content.faults.counts_only()) return;
  const Place place = place_of(content, "synonyms", index);
  if (!is_object(value, place)) return;
  FieldReader fields(value, place);
  Synonym synonym;
  synonym.from = fields.string("from");
  synonym.terms = fields.strings("terms", kMaxSynonyms);
  for (std::string& term : fields.strings("to", kMaxSynonyms)) synonym.terms.push_back(std::move(term));
  (void)fields.unknown_json();
  if (synonym.terms.empty() || (synonym.from.empty() && synonym.terms.size() < 2)) {
    place.fault("", "links nothing",
                "write {\"terms\": [\"a\", \"b\"]} or {\"from\": \"a\", \"to\": [\"b\"]}");
    return;
  }
  content.synonyms.push_back(std::move(synonym));
}

void read_help(const Value& value, std::size_t index, Content& content) {
  if (value.kind != Value::Kind::kObject && content.faults.counts_only()) return;
  const Place place = place_of(content, "help", index);
  if (!is_object(value, place)) return;
  FieldReader fields(value, place);
  Help help{fields.string("region"),     fields.string("language"), fields.string("label"),
            fields.string("text"),       fields.string("tel"),      fields.string("url"),
            fields.date("verified").text};
  (void)fields.unknown_json();
  if (help.label.empty() && help.text.empty()) {
    place.fault("", "says nothing", "add \"label\" or \"text\"");
    return;
  }
  content.help.push_back(std::move(help));
}

void read_site(const Value& value, Content& content) {
  const Place place{&content, "site", "site", ""};
  if (!is_object(value, place)) return;
  FieldReader fields(value, place);
  content.site.title = fields.string("title");
  content.site.url = fields.string("url");
  if (std::string language = fields.string("language"); !language.empty())
    content.site.language = std::move(language);
  for (std::string& choice : fields.strings("markdown")) {
    if (std::find(kMarkdownChoices.begin(), kMarkdownChoices.end(), choice) == kMarkdownChoices.end()) {
      place.fault("markdown", "asks for \"" + quoted_text(choice) + "\", which Carrel does not know",
                  "choose from commonmark, gfm, subscript and math");
    } else if (std::find(content.site.markdown.begin(), content.site.markdown.end(), choice) ==
               content.site.markdown.end()) {
      content.site.markdown.push_back(std::move(choice));
    }
  }
  content.site.fields = fields.object("fields");
  (void)fields.unknown_json();
}

void check_references(Content& content) {
  std::unordered_set<std::string> slugs;
  std::unordered_map<std::string, std::uint32_t> next;  // the number with which to look for a free slug
  for (std::size_t i = 0; i < content.articles.size(); ++i) {
    Article& article = content.articles[i];
    if (slugs.insert(article.slug).second) continue;
    const std::string wanted = article.slug;
    std::uint32_t& number = next.try_emplace(wanted, 2).first->second;
    do article.slug = wanted + "-" + std::to_string(number++);
    while (!slugs.insert(article.slug).second);
    content.faults.push_back({"article \"" + quoted_text(article.title) + "\".slug", quoted_text(wanted),
                              "stands twice; the later article became \"" + quoted_text(article.slug) + "\"",
                              "give each article its own slug"});
  }
  std::unordered_set<std::string> topics;
  for (const Topic& topic : content.topics) topics.insert(topic.slug);
  std::unordered_set<std::string> reported;
  for (const Article& article : content.articles) {
    for (const std::string& topic : article.topics) {
      if (topics.count(topic) != 0 || !reported.insert(topic).second) continue;
      content.faults.push_back({"topics", quoted_text(article.slug),
                                "no topic has the slug \"" + quoted_text(topic) + "\"",
                                "define it, or correct the article"});
    }
  }
  for (Article& article : content.articles) {
    if (article.language.empty()) article.language = content.site.language;
  }
}

}  // namespace carrel
