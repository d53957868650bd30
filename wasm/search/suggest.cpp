#include "search/suggest.h"

#include <algorithm>
#include <vector>

#include "base/sort.h"
#include "base/utf8.h"
#include "search/answer.h"
#include "search/dictionary.h"
#include "search/search.h"
#include "text/fold.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

struct Suggestion {
  std::string text, key;  // key: folded, so that one text is not said twice
  std::string_view kind, slug;
  std::size_t count = 0;
  List<Range> ranges;
};

// One kind of completion, and how often it is found.
struct Counted {
  std::uint32_t at, count;
};

void most_first(List<Counted>& counted) {
  // Lists are in the order of their texts.
  heap_sort(counted, [](const Counted& a, const Counted& b) {
    return a.count != b.count ? a.count > b.count : a.at < b.at;
  });
}

class Suggester {
 public:
  Suggester(const Index& index, const Query& query, const Found& found)
      : index_(index), query_(query), found_(found), hits_(index.articles().size()) {
    List<Token> tokens;
    tokenize_apart(query.text, tokens);
    for (const Token& token : tokens) typed_.push_back(fold(query.text.substr(token.offset, token.size)));
    if (!tokens.empty()) last_ = tokens.back().offset;
  }

  std::string run() {
    Missing missing;
    if (!typed_.empty()) {
      for (std::size_t i = 0; i < std::min<std::size_t>(query_.show, found_.filtered.hits.size()); ++i) {
        if (auto card = index_.card(found_.filtered.hits[i].article, missing))
          cards_.push_back(std::move(*card));
      }
      if (!missing.empty()) return write_needs(index_, missing, {});
      add_terms(0, 1);
      add_topic_terms();
      add_labels(kTags, "tag");
      add_labels(kCategories, "category");
      add_terms(1, query_.show);
      const std::size_t others = all_.size();
      for (const Card& card : cards_) add(card.title, "title", card.slug, 1);
      // Half of the places are the titles', if there are so many.
      const std::size_t titles = all_.size() - others;
      const std::size_t room = query_.show;
      const std::size_t kept = std::min(others, std::max(room / 2, room - std::min(room, titles)));
      all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(kept),
                 all_.begin() + static_cast<std::ptrdiff_t>(others));
      if (all_.size() > room) all_.resize(room);
    }
    return write();
  }

 private:
  // Where `text` has the typed words, in their order; nothing unless it has all. The last one may go on.
  bool find(std::string_view text, List<Range>& ranges) const {
    List<Token> tokens;
    tokenize_apart(text, tokens);
    std::size_t word = 0;
    for (const Token& token : tokens) {
      if (word == typed_.size()) break;
      const std::string_view spelling = text.substr(token.offset, token.size);
      const std::string form = fold(spelling);
      const std::string& typed = typed_[word];
      const bool last = word + 1 == typed_.size();
      if (last ? !form.starts_with(typed) : form != typed) continue;
      ++word;
      const std::uint32_t from = utf16_size(text.substr(0, token.offset));
      // Folded, a letter may be longer or shorter ("ß"), so letters are counted.
      std::size_t end = 0;
      for (std::size_t i = 0; last && i < typed.size() && end < spelling.size();) {
        i += decode_utf8(typed, i).size;
        end += decode_utf8(spelling, end).size;
      }
      ranges.push_back({from, from + utf16_size(last ? spelling.substr(0, end) : spelling)});
    }
    return word == typed_.size();
  }

  bool add(std::string_view text, std::string_view kind, std::string_view slug, std::size_t count) {
    Suggestion made{std::string(text), fold(text), kind, slug, count, {}};
    const auto same = [&](const Suggestion& other) { return other.key == made.key; };
    // What stands in the box already is no suggestion, unless it opens an article.
    if (!find(text, made.ranges) || std::any_of(all_.begin(), all_.end(), same) ||
        (kind != "title" && made.key == fold(query_.text)))
      return false;
    all_.push_back(std::move(made));
    return true;
  }

  // Words that the last one may become, most frequent first, among the articles that have the others too.
  void find_terms() {
    const Word& last = found_.words.words.back();
    Missing none;
    // Where so many words begin alike that they were not looked at one by one, titles must do.
    if (!last.is_prefix || is_unspaced(decode_utf8(last.text, 0).code_point) ||
        find_form(index_, last.text + kBeginsSign, none))
      return;
    for (const Match& match : found_.filtered.hits) hits_[match.article] = 1;
    for (const Word& word : found_.words.words) {
      if (&word == &last || word.forms.empty() || word.forms[0].tier > Tier::kStem) continue;
      for (std::uint8_t& hit : hits_) hit = static_cast<std::uint8_t>(hit << 1);
      for (const WordForm& form : word.forms) mark(form.entry.class_ref, 1);
      for (std::uint8_t& hit : hits_) hit = hit == 3;
    }
    terms_ = find_prefix(index_, last.text, none);
    for (std::uint32_t i = 0; i < terms_.size(); ++i) {
      // Of a class the form that most articles have; never the word itself, nor its inflections.
      const TermRef own = terms_[i].class_ref;
      bool best = terms_[i].text.back() != kBeginsSign;
      for (std::uint32_t j = 0; j < terms_.size(); ++j) {
        if (terms_[j].class_ref == own &&
            (terms_[j].text == last.text || terms_[j].documents > terms_[i].documents ||
             (terms_[j].documents == terms_[i].documents && j < i)))
          best = false;
      }
      std::uint32_t count = 0;
      for (const std::uint32_t article : index_.postings(own).articles) count += hits_[article];
      if (best && count > 0) counted_.push_back({i, count});
    }
    most_first(counted_);
  }

  void mark(TermRef class_ref, std::uint8_t bit) {
    for (const std::uint32_t article : index_.postings(class_ref).articles) hits_[article] |= bit;
  }

  void add_terms(std::size_t first, std::size_t end) {
    if (first == 0) find_terms();
    for (std::size_t i = first; i < std::min<std::size_t>(end, counted_.size()); ++i) {
      const std::string_view form = terms_[counted_[i].at].text;
      std::string text = query_.text.substr(0, last_);
      text += spelled(form);
      add(text, "term", {}, counted_[i].count);
    }
  }

  // A folded word as the articles write it, where folding has taken something from it.
  std::string_view spelled(std::string_view form) const {
    for (const Card& card : cards_) {
      for (const std::string_view text : {card.title, card.excerpt}) {
        List<Token> tokens;
        tokenize(text, tokens);
        for (const Token& token : tokens) {
          const std::string_view spelling = text.substr(token.offset, token.size);
          if (!is_ascii(spelling) && fold(spelling) == form) return spelling;
        }
      }
    }
    return form;
  }

  // The most frequent label that fits.
  void add_labels(Facet facet, std::string_view kind) {
    const auto& values = index_.facet(facet);
    List<Counted> fitting(values.size());
    for (ArticleId article = 0; article < index_.articles().size(); ++article) {
      for (const std::uint32_t value : index_.values_of(article, facet)) ++fitting[value].count;
    }
    for (std::uint32_t i = 0; i < values.size(); ++i) fitting[i].at = i;
    most_first(fitting);
    for (const Counted& value : fitting) {
      const std::string_view label = values[value.at].label;
      // Of a path its end, which says what it is.
      if (add(label.substr(label.rfind('/') + 1), kind, values[value.at].slug, value.count)) return;
    }
  }

  // Of the terms that topics define the first that fits. META is JSON of our own writing; texts in it escape
  // their quotes, so that these marks stand for nothing else.
  void add_topic_terms() {
    constexpr std::string_view kTopicMark = "{\"slug\":\"";
    constexpr std::string_view kTermMark = "{\"term\":\"";
    std::string_view meta = index_.meta_json();
    meta = meta.substr(0, meta.find("],\"help\":["));
    std::string_view topic;
    for (std::size_t at = 0; (at = meta.find("{\"", at)) != std::string_view::npos; ++at) {
      const std::string_view rest = meta.substr(at);
      const bool is_term = rest.starts_with(kTermMark);
      if (!is_term && !rest.starts_with(kTopicMark)) continue;
      const std::string_view text =
          rest.substr(kTermMark.size(), rest.find('"', kTermMark.size()) - kTermMark.size());
      if (!is_term) {
        topic = text;
      } else if ((query_.topic.empty() || query_.topic == topic) &&
                 text.find('\\') == std::string_view::npos && add(text, "topic-term", topic, 0)) {
        return;
      }
    }
  }

  std::string write() const {
    JsonWriter json;
    json.begin_object().key("suggestions").begin_array();
    for (const Suggestion& one : all_) {
      json.begin_object().key("text").string(one.text).key("kind").string(one.kind);
      json.key("slug").string(one.slug).key("count").number(static_cast<std::int64_t>(one.count));
      write_ranges(json.key("ranges"), one.ranges);
      json.end_object();
    }
    json.end_array();
    write_no_needs(json);
    json.end_object();
    return json.take();
  }

  const Index& index_;
  const Query& query_;
  const Found& found_;
  List<std::uint8_t> hits_;  // of each article, whether it has all words
  std::vector<std::string> typed_;
  std::size_t last_ = 0;  // where the last word begins
  std::vector<Card> cards_;
  List<Entry> terms_;
  List<Counted> counted_;  // of terms_
  std::vector<Suggestion> all_;
};

}  // namespace

std::string suggest(const Index& index, std::string_view request) {
  Query query = parse_query(request, kDefaultSuggestions);
  query.sort = Sort::kRelevance;
  Found found;
  std::string needs = find_articles(index, query, found);
  return needs.empty() ? Suggester(index, query, found).run() : needs;
}

}  // namespace carrel
