#include "packer.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/json_writer.h"
#include "base/text.h"
#include "content/elements.h"
#include "content/limits.h"
#include "content/reader.h"
#include "index/index_writer.h"
#include "markdown/plain_text.h"
#include "markdown/render.h"
#include "packer/stored_fields.h"

namespace carrel {
namespace {

// What an article costs beside its letters: its card, its details, its place in every list.
constexpr std::size_t kArticleCost = 100;
// What an article, or a value of a field, costs where it is looked up once.
constexpr std::size_t kCheckCost = 5;
// What a name of a synonym costs: its words are looked up among all others.
constexpr std::size_t kNameCost = 20;

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

Packer::Packer() = default;
Packer::Packer(Packer&&) noexcept = default;
Packer& Packer::operator=(Packer&&) noexcept = default;
Packer::~Packer() = default;

Result<bool> Packer::start(std::string_view json) {
  auto content = parse_content(json);
  if (!content) return content.failure();
  content_ = std::move(*content);
  if (content_.articles.size() > kMaxArticles) {
    return Failure{Error::kTooLarge, "the bundle has " + std::to_string(content_.articles.size()) +
                                         " articles, at most " + std::to_string(kMaxArticles) +
                                         " fit: split it"};
  }
  builder_.emplace();
  return true;
}

bool Packer::check(Pace& pace) {
  check_references(content_);
  pace.spend(kCheckCost * content_.articles.size());
  order_.resize(content_.articles.size());
  std::iota(order_.begin(), order_.end(), 0U);
  return true;
}

bool Packer::find_fields(Pace& pace) {
  fields_ = field_facets(content_, kMaxFields);
  for (const auto& values : fields_.values) pace.spend(kCheckCost * (1 + values.size()));
  return true;
}

bool Packer::order_articles(Pace& pace) {
  return sort_.run(order_, pace, [this](std::uint32_t a, std::uint32_t b) {
    const Date& first = content_.articles[a].date;
    const Date& second = content_.articles[b].date;
    if (first.text.empty() != second.text.empty()) return second.text.empty();
    return first.day != second.day ? first.day > second.day : a < b;
  });
}

bool Packer::step(Pace& pace) {
  static constexpr bool (Packer::*kStages[])(Pace&) = {&Packer::check,          &Packer::find_fields,
                                                       &Packer::order_articles, &Packer::take_up_articles,
                                                       &Packer::link_synonyms,  &Packer::link_terms};
  return run_stages(*this, kStages, stage_, pace);
}

bool Packer::take_up_articles(Pace& pace) {
  while (next_ < order_.size()) {
    if (pace.is_over()) return false;
    Article& article = content_.articles[order_[next_]];
    if (!plain_) {
      const markdown::Stream stream = markdown::render(article.body, markdown_options(content_.site));
      plain_ = std::make_unique<markdown::PlainText>(markdown::plain_text(stream));
      begin_article(article);
      pace.spend(article.body.size() / 2);
      if (!stream.truncated) continue;
      content_.faults.push_back(
          {"articles \"" + quoted_text(article.slug) + "\".body", quoted_text(article.slug),
           "is past a limit of the renderer; its end is not shown", "split the article"});
      continue;
    }
    for (; next_text_ < texts_.size(); ++next_text_) {
      const auto& [field, text] = texts_[next_text_];
      if (!builder_->add_text(field, text, pace)) return false;
    }
    next_text_ = 0;
    pace.spend(kArticleCost + article.body.size() / 4 + article.excerpt.size() / 4 +
               kNameCost * (article.tags.size() + article.categories.size() + article.authors.size() +
                            article.also_known_as.size() + article.sources.size()));
    take_up(article, fields_.values[order_[next_]]);
    plain_.reset();
    ++next_;
  }
  next_ = 0;
  return true;
}

bool Packer::link_synonyms(Pace& pace) {
  for (; next_ < content_.synonyms.size(); ++next_) {
    if (pace.is_over()) return false;
    const Synonym& synonym = content_.synonyms[next_];
    link(synonym.from, synonym.terms, pace);
  }
  next_ = 0;
  return true;
}

bool Packer::link_terms(Pace& pace) {
  for (; next_ < content_.topics.size(); ++next_) {
    if (pace.is_over()) return false;
    for (const Term& term : content_.topics[next_].terms) {
      std::vector<std::string> names = term.also_known_as;
      names.insert(names.begin(), term.term);
      link({}, names, pace);
    }
  }
  next_ = 0;
  if (unlinked_ > 0) {
    content_.faults.push_back({"synonyms", "",
                               "make more than " + std::to_string(kMaxSynonymPairs) +
                                   " pairs together with the terms of topics; " + std::to_string(unlinked_) +
                                   " pairs are left out",
                               "use smaller groups, or fewer of them"});
  }
  return true;
}

void Packer::link(const std::string& from, const std::vector<std::string>& names, Pace& pace) {
  const auto number_of = [this](const std::string& name) {
    return builder_->synonym_name(content_.site.language, name);
  };
  std::vector<std::uint32_t> numbers;
  if (!from.empty()) {
    const std::uint32_t first = number_of(from);
    for (const std::string& name : names) link(first, number_of(name), from);
  } else {
    for (const std::string& name : names) numbers.push_back(number_of(name));
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (const std::uint32_t to : numbers) link(numbers[i], to, names[i]);
    }
  }
  pace.spend(kNameCost * names.size() + 3 * numbers.size() * numbers.size());
}

void Packer::link(std::uint32_t from, std::uint32_t to, const std::string& name) {
  if (from == to || links_.count(std::uint64_t{from} << 32 | to) != 0) return;
  if (from >= led_to_.size()) led_to_.resize(from + 1);
  if (led_to_[from] == kMaxSynonyms) {
    // Told once, by a count that is not reached again.
    ++led_to_[from];
    content_.faults.push_back({"synonyms", "",
                               "lead from \"" + quoted_text(name) + "\" to more than " +
                                   std::to_string(kMaxSynonyms) + " names; the others are left out",
                               "use smaller groups"});
  }
  if (led_to_[from] > kMaxSynonyms) return;
  if (links_.size() == kMaxSynonymPairs) {
    ++unlinked_;
    return;
  }
  links_.insert(std::uint64_t{from} << 32 | to);
  ++led_to_[from];
  builder_->add_synonym(from, to);
}

double Packer::progress() const {
  constexpr std::size_t kTakingUp = 3;  // the stage of the articles
  if (stage_ != kTakingUp) return stage_ < kTakingUp ? 0 : 1;
  return static_cast<double>(next_) / static_cast<double>(order_.size());
}

void Packer::begin_article(const Article& article) {
  builder_->begin_article(article.language);
  const std::string_view plain = plain_->text;
  texts_.clear();
  texts_.emplace_back(kTitle, article.title);
  for (const std::string& name : article.also_known_as) texts_.emplace_back(kAlsoKnownAs, name);
  // An excerpt of the author's own may say what the body does not.
  texts_.emplace_back(kBody, article.excerpt);
  std::size_t end = 0;
  for (const auto& heading : plain_->headings) {
    texts_.emplace_back(kBody, plain.substr(end, heading.offset - end));
    texts_.emplace_back(kHeadings, plain.substr(heading.offset, heading.size));
    end = heading.offset + heading.size;
  }
  texts_.emplace_back(kBody, plain.substr(end));
  for (const auto* labels : {&article.tags, &article.categories}) {
    for (const std::string& label : *labels) texts_.emplace_back(kLabels, label);
  }
  for (const Person& author : article.authors) texts_.emplace_back(kLabels, author.name);
}

void Packer::take_up(Article& article, std::vector<FieldFacetValue>& fields) {
  markdown::PlainText& plain = *plain_;
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

bool Packer::describe_topics(Pace& pace) {
  if (topics_json_.empty() && !content_.topics.empty()) {
    for (const Article& article : content_.articles) {
      for (const std::string& topic : article.topics) ++topic_articles_[topic];
      pace.spend(1 + 5 * article.topics.size());
    }
  }
  while (topics_json_.size() < content_.topics.size()) {
    if (pace.is_over() && !topics_json_.empty()) return false;
    const Topic& topic = content_.topics[topics_json_.size()];
    topics_json_.push_back(topic_json(topic));
    pace.spend(kArticleCost + topic.introduction.size() + topics_json_.back().size() / 4);
  }
  return true;
}

std::string Packer::topic_json(const Topic& topic) const {
  JsonWriter json;
  json.begin_object().key("slug").string(topic.slug).key("title").string(topic.title);
  const auto articles = topic_articles_.find(topic.slug);
  json.key("articles").number(articles == topic_articles_.end() ? 0 : articles->second);
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
  return json.take();
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
  for (const std::string& topic : topics_json_) json.raw(topic);
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
  const auto write = [&json](const Fault& fault) {
    json.begin_object().key("at").string(fault.at).key("slug").string(fault.slug);
    json.key("fact").string(fault.fact).key("remedy").string(fault.remedy).end_object();
  };
  for (const Fault& fault : content_.faults) write(fault);
  if (const std::size_t more = content_.faults.unlisted(); more > 0)
    write({"content.json", "", "has " + std::to_string(more) + " more faults, which are not listed",
           "mend these and check again"});
  json.end_array();
  write_strings(json.key("unknown"), content_.unknown);
  json.end_object();
  return json.take();
}

bool Packer::write(Pace& pace, std::uint32_t single_file_limit) {
  if (!writer_) {
    std::vector<IndexedField> fields;
    for (const FieldFacet& facet : fields_.facets) {
      static_assert(static_cast<int>(FieldFacetType::kNumber) == static_cast<int>(FieldType::kNumber) &&
                    static_cast<int>(FieldFacetType::kDate) == static_cast<int>(FieldType::kDate));
      fields.push_back({facet.slug, facet.label, static_cast<FieldType>(facet.type), facet.decimals, 0});
    }
    writer_ = std::make_unique<IndexWriter>(*builder_, single_file_limit, std::move(fields));
  }
  return describe_topics(pace) && writer_->step(pace);
}

Packer::Output Packer::take() {
  Output output;
  output.articles = builder_->articles();
  output.files = writer_->finish(meta_json());
  const std::vector<IndexedField>& fields = writer_->fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].texts <= kMaxFieldValues) continue;
    const std::string name = quoted_text(fields_.facets[i].name);
    content_.faults.push_back(
        {concat({"articles[].fields.", name}), "",
         concat({"has ", std::to_string(fields[i].texts), " different texts; the filters offer the ",
                 std::to_string(kMaxFieldValues), " most common ones"}),
         concat({"set \"facet\": false in site.fields.", name, ", or use fewer values"})});
  }
  output.report_json = report_json();
  return output;
}

Packer::Output Packer::finish(std::uint32_t single_file_limit) {
  for (bool written = false; !written;) {
    Pace pace;
    written = write(pace, single_file_limit);
  }
  return take();
}

}  // namespace carrel
