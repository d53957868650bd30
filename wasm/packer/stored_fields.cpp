#include "packer/stored_fields.h"

#include <string_view>

#include "base/text.h"
#include "index/heading_list.h"
#include "markdown/render.h"
#include "text/sentences.h"

namespace carrel {
namespace {

// An excerpt made from the body: a sentence, or what there is of one in two lines of a narrow card.
constexpr std::size_t kExcerptBytes = 110;

void write_person(JsonWriter& json, const Person& person) {
  json.begin_object().key("name").string(person.name).key("url").string(person.url);
  json.key("credentials").string(person.credentials).end_object();
}

}  // namespace

void write_strings(JsonWriter& json, const std::vector<std::string>& values) {
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write_fields(JsonWriter& json, const Value& fields) {
  if (fields.kind == Value::Kind::kObject) return write_value(fields, json);
  json.begin_object().end_object();
}

std::string image_json(const Image& image) {
  if (image.src.empty()) return "null";
  JsonWriter json;
  json.begin_object().key("src").string(image.src).key("alt").string(image.alt);
  json.key("width").number(image.width).key("height").number(image.height).end_object();
  return json.take();
}

std::string details_json(const Article& article, std::uint32_t minutes) {
  JsonWriter json;
  json.begin_object();
  json.key("slug").string(article.slug);
  json.key("title").string(article.title);
  json.key("url").string(article.url);
  json.key("date").string(article.date.text);
  json.key("updated").string(article.updated.text);
  json.key("authors").begin_array();
  for (const Person& author : article.authors) write_person(json, author);
  json.end_array();
  write_strings(json.key("categories"), article.categories);
  write_strings(json.key("tags"), article.tags);
  json.key("excerpt").string(article.excerpt);
  write_strings(json.key("also_known_as"), article.also_known_as);
  json.key("language").string(article.language);
  json.key("image").raw(image_json(article.image));
  write_strings(json.key("topics"), article.topics);
  json.key("minutes").number(minutes);
  json.key("reviewed_by");
  if (article.reviewed_by.name.empty()) {
    json.null();
  } else {
    write_person(json, article.reviewed_by);
  }
  json.key("last_reviewed").string(article.last_reviewed.text);
  json.key("next_review").string(article.next_review.text);
  json.key("sources").begin_array();
  for (const Source& source : article.sources) {
    json.begin_object().key("title").string(source.title).key("url").string(source.url);
    json.key("publisher").string(source.publisher).key("date").string(source.date).end_object();
  }
  json.end_array();
  write_fields(json.key("fields"), article.fields);
  json.key("extra").raw(article.extra_json);
  json.end_object();
  const std::string text = json.take();
  return text.substr(1, text.size() - 2);
}

std::string make_excerpt(const markdown::PlainText& plain) {
  std::string text;
  std::size_t position = 0;
  for (std::size_t heading = 0; text.size() < kExcerptBytes && position < plain.text.size();) {
    if (heading < plain.headings.size() && position >= plain.headings[heading].offset) {
      position = plain.headings[heading].offset + plain.headings[heading].size;
      ++heading;
      continue;
    }
    const std::size_t limit =
        heading < plain.headings.size() ? plain.headings[heading].offset : plain.text.size();
    const std::string_view block = std::string_view(plain.text).substr(position, limit - position);
    for (const char c : block) {
      // With the character behind the limit, which says whether a cut can be there.
      if (text.size() > kExcerptBytes + 4) break;
      const bool blank = c == '\n' || c == '\t' || c == ' ';
      if (!blank || (!text.empty() && text.back() != ' ')) text.push_back(blank ? ' ' : c);
    }
    position = limit;
  }
  // At the last sentence if that leaves enough, otherwise at a word.
  std::size_t end = 0;
  for (std::size_t next = 0; next <= kExcerptBytes && end < text.size(); next = next_sentence(text, end))
    end = next;
  if (end <= kExcerptBytes / 2 && text.size() > kExcerptBytes)
    return std::string(cut_text(text, kExcerptBytes)) + "\xE2\x80\xA6";
  return std::string(cut_text(std::string_view(text).substr(0, end), kExcerptBytes));
}

std::string heading_list(const markdown::PlainText& plain) {
  // The renderer puts it before every id; the page that shows the article has its own.
  const std::size_t prefix = markdown::RenderOptions{}.prefix.size();
  Writer list;
  HeadingLine last;
  for (const auto& heading : plain.headings) {
    if (heading.size == 0 || heading.id.empty()) continue;
    HeadingLine line{heading.offset, heading.size, static_cast<std::uint32_t>(heading.level),
                     std::string_view(heading.id).substr(prefix)};
    if (line.name == usual_name(std::string_view(plain.text).substr(line.offset, line.size))) line.name = {};
    write_heading(list, last, line);
    last = line;
  }
  return std::string(text_of(list.data()));
}

}  // namespace carrel
