#include "packer.h"

#include <algorithm>
#include <numeric>

#include "base/json_writer.h"
#include "base/sort.h"
#include "base/text.h"
#include "content/reader.h"
#include "index/heading_list.h"
#include "markdown/plain_text.h"
#include "markdown/render.h"
#include "text/sentences.h"

namespace carrel {
namespace {

// What a slice takes up, in bytes of Markdown: some 15 ms here, 50 on a slow phone.
constexpr std::size_t kSliceBytes = 128 * 1024;

// An excerpt made from the body: a sentence, or what there is of one in two lines of a narrow card.
constexpr std::size_t kExcerptBytes = 110;

void write_strings(JsonWriter& json, const std::vector<std::string>& values) {
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write_fields(JsonWriter& json, const Value& fields) {
  if (fields.kind == Value::Kind::kObject) return write_value(fields, json);
  json.begin_object().end_object();
}

void write_person(JsonWriter& json, const Person& person) {
  json.begin_object().key("name").string(person.name).key("url").string(person.url);
  json.key("credentials").string(person.credentials).end_object();
}

std::string image_json(const Image& image) {
  if (image.src.empty()) return "null";
  JsonWriter json;
  json.begin_object().key("src").string(image.src).key("alt").string(image.alt);
  json.key("width").number(image.width).key("height").number(image.height).end_object();
  return json.take();
}

// The members of the answer to `read`, without `body` (docs/query.md).
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

// The first sentences of the running text, headings left out, about kExcerptBytes long.
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

// The list that leads from the places of the plain text to the headings above them.
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

bool asks_for(const Site& site, std::string_view choice) {
  return std::find(site.markdown.begin(), site.markdown.end(), choice) != site.markdown.end();
}

markdown::RenderOptions markdown_options(const Site& site) {
  markdown::RenderOptions options;
  if (asks_for(site, "gfm")) options.profile = markdown::Profile::kGfm;
  if (asks_for(site, "commonmark")) options.profile = markdown::Profile::kCommonMark;
  options.subscript = asks_for(site, "subscript");
  options.math = asks_for(site, "math");
  return options;
}

std::string options_line(const Site& site) {
  const markdown::RenderOptions options = markdown_options(site);
  std::string line;
  if (options.profile == markdown::Profile::kGfm) line += "&profile=gfm";
  if (options.profile == markdown::Profile::kCommonMark) line += "&profile=commonmark";
  if (options.subscript) line += "&subscript=1";
  if (options.math) line += "&math=1";
  return line.empty() ? line : line.substr(1);
}

}  // namespace

Result<bool> Packer::start(std::string_view json) {
  auto content = read_content(json);
  if (!content) return content.failure();
  content_ = std::move(*content);
  if (content_.articles.size() > kMaxArticles) {
    return Failure{Error::kTooLarge, "the bundle has " + std::to_string(content_.articles.size()) +
                                         " articles, at most " + std::to_string(kMaxArticles) +
                                         " fit: split it"};
  }
  fields_ = field_facets(content_, kMaxFields);
  builder_.emplace();
  order_.resize(content_.articles.size());
  std::iota(order_.begin(), order_.end(), 0U);
  heap_sort(order_, [this](std::uint32_t a, std::uint32_t b) {
    const Date& first = content_.articles[a].date;
    const Date& second = content_.articles[b].date;
    if (first.text.empty() != second.text.empty()) return second.text.empty();
    return first.day != second.day ? first.day > second.day : a < b;
  });
  return true;
}

bool Packer::step() {
  const bool unfinished = next_ < order_.size();
  for (std::size_t bytes = 0; next_ < order_.size() && bytes < kSliceBytes; ++next_) {
    Article& article = content_.articles[order_[next_]];
    bytes += article.body.size() + 1;
    take_up(article, fields_.values[order_[next_]]);
  }
  if (next_ < order_.size()) return false;
  // Asked again, there is nothing to add.
  if (unfinished) add_synonyms();
  return true;
}

void Packer::add_synonyms() {
  // Each of them finds all others.
  const auto add_all = [this](const std::vector<std::string>& names) {
    for (const std::string& from : names) {
      for (const std::string& to : names) builder_->add_synonym(content_.site.language, from, to);
    }
  };
  for (const Synonym& synonym : content_.synonyms) {
    if (synonym.from.empty()) add_all(synonym.terms);
    for (const std::string& to : synonym.terms) {
      if (!synonym.from.empty()) builder_->add_synonym(content_.site.language, synonym.from, to);
    }
  }
  for (const Topic& topic : content_.topics) {
    for (const Term& term : topic.terms) {
      std::vector<std::string> names = term.also_known_as;
      names.insert(names.begin(), term.term);
      add_all(names);
    }
  }
}

double Packer::progress() const {
  return order_.empty() ? 1 : static_cast<double>(next_) / static_cast<double>(order_.size());
}

void Packer::take_up(Article& article, std::vector<FieldFacetValue>& fields) {
  const markdown::Stream stream = markdown::render(article.body, markdown_options(content_.site));
  markdown::PlainText plain = markdown::plain_text(stream);
  if (stream.truncated) {
    content_.faults.push_back({"articles \"" + article.slug + "\".body", article.slug,
                               "is past a limit of the renderer; its end is not shown", "split the article"});
  }
  builder_->begin_article(article.language);
  builder_->add_text(kTitle, article.title);
  for (const std::string& name : article.also_known_as) builder_->add_text(kAlsoKnownAs, name);
  // An excerpt of the author's own may say what the body does not.
  builder_->add_text(kBody, article.excerpt);
  std::size_t end = 0;
  for (const auto& heading : plain.headings) {
    builder_->add_text(kBody, std::string_view(plain.text).substr(end, heading.offset - end));
    builder_->add_text(kHeadings, std::string_view(plain.text).substr(heading.offset, heading.size));
    end = heading.offset + heading.size;
  }
  builder_->add_text(kBody, std::string_view(plain.text).substr(end));
  for (const auto* labels : {&article.tags, &article.categories}) {
    for (const std::string& label : *labels) builder_->add_text(kLabels, label);
  }
  for (const Person& author : article.authors) builder_->add_text(kLabels, author.name);
  if (article.excerpt.empty()) article.excerpt = make_excerpt(plain);

  IndexedArticle indexed;
  indexed.details_json = details_json(article, builder_->minutes());
  indexed.slug = article.slug;
  indexed.title = article.title;
  indexed.url = article.url;
  indexed.date = article.date.text;
  indexed.updated = article.updated.text;
  indexed.excerpt = article.excerpt;
  indexed.image_json = image_json(article.image);
  indexed.day = article.date.day;
  indexed.dated = !article.date.text.empty();
  indexed.weight = article.weight;
  indexed.also_known_as = article.also_known_as;
  for (const Person& author : article.authors) indexed.authors.push_back(author.name);
  indexed.categories = article.categories;
  indexed.tags = article.tags;
  indexed.topics = article.topics;
  indexed.headings = heading_list(plain);
  for (FieldFacetValue& value : fields)
    indexed.fields.push_back({value.facet, std::move(value.text), value.number});
  indexed.plain_text = std::move(plain.text);
  indexed.markdown = std::move(article.body);
  builder_->end_article(std::move(indexed));
}

std::string Packer::meta_json() const {
  JsonWriter json;
  json.begin_object();
  json.key("format").number(kFormatVersion);
  json.key("generator").string("carrel " CARREL_VERSION);
  json.key("articles").number(static_cast<std::int64_t>(content_.articles.size()));
  json.key("site")
      .begin_object()
      .key("title")
      .string(content_.site.title)
      .key("url")
      .string(content_.site.url);
  json.key("language").string(content_.site.language).key("fields");
  write_fields(json, content_.site.fields);
  // As the first line of a request to render (docs/stream.md), so that bodies come out as they were indexed.
  if (const std::string line = options_line(content_.site); !line.empty()) json.key("markdown").string(line);
  json.end_object();
  json.key("stems").begin_array();
  for (const std::string_view language : builder_->stem_languages()) json.string(language);
  json.end_array();
  json.key("topics").begin_array();
  for (const Topic& topic : content_.topics) {
    json.begin_object().key("slug").string(topic.slug).key("title").string(topic.title);
    const auto in_topic = [&](const Article& article) {
      return std::find(article.topics.begin(), article.topics.end(), topic.slug) != article.topics.end();
    };
    json.key("articles").number(std::count_if(content_.articles.begin(), content_.articles.end(), in_topic));
    markdown::RenderOptions introduced = markdown_options(content_.site);
    introduced.heading = 3;
    introduced.id = topic.slug;
    json.key("introduction").raw(markdown::stream_json(markdown::render(topic.introduction, introduced)));
    json.key("terms").begin_array();
    for (const Term& term : topic.terms) {
      json.begin_object().key("term").string(term.term);
      write_strings(json.key("also_known_as"), term.also_known_as);
      json.key("definition").string(term.definition).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  json.key("help").begin_array();
  for (const Help& help : content_.help) {
    json.begin_object().key("region").string(help.region).key("language").string(help.language);
    json.key("label").string(help.label).key("text").string(help.text).key("tel").string(help.tel);
    json.key("url").string(help.url).key("verified").string(help.verified).end_object();
  }
  json.end_array();
  // Newest first, undated last.
  std::string from;
  for (const std::uint32_t i : order_) {
    if (!content_.articles[i].date.text.empty()) from = content_.articles[i].date.text;
  }
  const std::string to = order_.empty() ? "" : content_.articles[order_[0]].date.text;
  json.key("dates").begin_object().key("from").string(from).key("to").string(to).end_object();
  json.key("extra").raw(content_.extra_json);
  json.end_object();
  return json.take();
}

std::string Packer::report_json() const {
  JsonWriter json;
  json.begin_object();
  json.key("articles").number(static_cast<std::int64_t>(content_.articles.size()));
  json.key("faults").begin_array();
  for (const Fault& fault : content_.faults) {
    json.begin_object().key("at").string(fault.at).key("slug").string(fault.slug);
    json.key("fact").string(fault.fact).key("remedy").string(fault.remedy).end_object();
  }
  json.end_array();
  write_strings(json.key("unknown"), content_.unknown);
  json.end_object();
  return json.take();
}

Packer::Output Packer::finish(std::uint32_t single_file_limit) {
  Output output;
  output.articles = builder_->articles();
  std::vector<IndexedField> fields;
  for (const FieldFacet& facet : fields_.facets) {
    static_assert(static_cast<int>(FieldFacetType::kNumber) == static_cast<int>(FieldType::kNumber) &&
                  static_cast<int>(FieldFacetType::kDate) == static_cast<int>(FieldType::kDate));
    fields.push_back({facet.slug, facet.label, static_cast<FieldType>(facet.type), facet.decimals, 0});
  }
  output.files = builder_->finish(meta_json(), single_file_limit, fields);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].texts <= kMaxFieldValues) continue;
    const std::string& name = fields_.facets[i].name;
    content_.faults.push_back(
        {concat({"articles[].fields.", name}), "",
         concat({"has ", std::to_string(fields[i].texts), " different texts; the filters offer the ",
                 std::to_string(kMaxFieldValues), " most common ones"}),
         concat({"set \"facet\": false in site.fields.", name, ", or use fewer values"})});
  }
  output.report_json = report_json();
  return output;
}

}  // namespace carrel
