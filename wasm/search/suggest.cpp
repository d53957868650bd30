#include "search/suggest.h"

#include <algorithm>

#include "base/sort.h"
#include "base/text.h"
#include "base/utf8.h"
#include "search/answer.h"
#include "search/dictionary.h"
#include "search/facet_answer.h"
#include "search/search.h"
#include "text/fold.h"
#include "text/sentences.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

// A completion, and in how many articles it is found.
struct Counted {
  const Entry* entry;
  std::uint32_t count;
};

class Suggester {
 public:
  Suggester(const Index& index, const Query& query, const Found& found)
      : index_(index), query_(query), found_(found), words_(found.words.words) {}

  std::string run() {
    // Half of the places at most are the titles'; what says the same as a title gives way to it.
    left_ = words_.empty() ? 0 : query_.show / 2;
    const auto& hits = found_.filtered.hits;
    for (std::size_t i = 0; i < query_.show && i < hits.size(); ++i) {
      const auto card = index_.card(hits[i].article, missing_);
      if (!card) continue;
      shown_.push_back(card->texts[kCardTitle]);
      shown_.push_back(card->texts[kCardExcerpt]);
      add(card->texts[kCardTitle], "title", card->slug(), 1);
    }
    if (!missing_.empty()) return write_needs(index_, missing_, {});
    const std::string titles = json_.take();
    json_ = {};
    if (!words_.empty()) {
      left_ += query_.show - query_.show / 2;
      add_terms();
    }
    JsonWriter answer;
    answer.begin_object().key("suggestions").begin_array();
    answer.members(json_.text()).members(titles).end_array();
    return answer.end_object().take();
  }

 private:
  // Where `text` has the typed words, in their order; nothing unless it has all. The last one may go on.
  bool find(std::string_view text, List<Range>& ranges) const {
    List<Token> tokens;
    tokenize_apart(text, tokens);
    std::size_t word = 0;
    for (const Token& token : tokens) {
      if (word == words_.size()) break;
      const std::string_view spelling = token.in(text);
      const std::string folded = fold(spelling);
      const std::string_view form = folded;
      const std::string_view typed = words_[word].text;
      const bool last = word + 1 == words_.size();
      if (last ? !form.starts_with(typed) : form != typed) continue;
      ++word;
      std::size_t begin = token.offset;
      std::size_t end = begin + spelling.size();
      // Folded, a letter may be longer, shorter or without its marks.
      for (std::size_t size = 1; last && size < spelling.size(); ++size) {
        if (!is_character_border(spelling, size) || !fold(between(spelling, 0, size)).starts_with(typed))
          continue;
        end = begin + size;
        break;
      }
      while (!is_character_border(text, begin)) --begin;
      while (!is_character_border(text, end)) ++end;
      const std::uint32_t from = utf16_size(between(text, 0, begin));
      const std::uint32_t to = from + utf16_size(between(text, begin, end));
      // Pairs of letters overlap.
      if (!ranges.empty() && ranges.back().to >= from) {
        ranges.back().to = to;
      } else {
        ranges.push_back({from, to});
      }
    }
    return word == words_.size();
  }

  // Writes a suggestion if it has the typed words, is new and there is room.
  bool add(std::string_view text, std::string_view kind, std::string_view slug, std::size_t count) {
    const std::string key = concat({"\n", fold(text), "\n"});
    List<Range> ranges;
    // What stands in the box already is no suggestion, unless it opens an article.
    if (left_ == 0 || !find(text, ranges) || said_.find(key) != std::string::npos ||
        (kind != "title" && text == query_.text))
      return false;
    --left_;
    said_ += key;
    json_.begin_object().key("text").string(text).key("kind").string(kind);
    json_.key("slug").string(slug).key("count").number(static_cast<std::int64_t>(count));
    write_ranges(json_.key("ranges"), ranges);
    json_.end_object();
    return true;
  }

  // Words that the last one may become, most frequent first, among the articles that have the others too;
  // behind the first of them, what else is called so.
  void add_terms() {
    const Word& last = words_.back();
    List<Counted> terms;
    // Where so many words begin alike that they were not looked at one by one, titles must do.
    if (last.is_prefix && !is_unspaced(decode_utf8(last.text, 0).code_point) &&
        !find_beginning(index_, last.text, missing_))
      find_terms(last, terms);
    heap_sort(terms, [](const Counted& a, const Counted& b) {
      return a.count != b.count ? a.count > b.count : a.entry->text < b.entry->text;
    });
    for (std::size_t i = 0; i <= terms.size(); ++i) {
      if (i == std::min<std::size_t>(1, terms.size())) add_labels();
      if (i == terms.size()) break;
      add(concat({between(query_.text, 0, last.offset), spelled(terms[i].entry->text)}), "term", {},
          terms[i].count);
    }
  }

  void add_labels() {
    add_topic_terms();
    add_label(kTags, "tag");
    add_label(kCategories, "category");
  }

  // How many articles of a class have `wanted` of the words before the last; these get `more` of them.
  std::uint32_t count(TermRef class_ref, std::uint8_t wanted, std::uint8_t more) {
    std::uint32_t found = 0;
    for (const std::uint32_t article : index_.postings(class_ref).articles) {
      if (has_[article] != wanted) continue;
      has_[article] += more;
      ++found;
    }
    return found;
  }

  void find_terms(const Word& last, List<Counted>& out) {
    has_.resize(index_.articles().size());
    std::uint8_t wanted = 1;
    for (const Match& match : found_.filtered.hits) has_[match.article] = 1;
    for (const Word& word : words_) {
      if (&word == &last || word.forms.empty() || word.forms[0].tier > Tier::kStem) continue;
      count(word.forms[0].entry.class_ref, wanted, 1);
      ++wanted;
    }
    // Of a class the form that most articles have; never the word itself, which comes first, nor its
    // inflections.
    all_ = find_prefix(index_, last.text, missing_);
    for (const Entry& entry : all_) {
      if (entry.text.back() == kBeginsSign ||
          (all_[0].text == last.text && all_[0].class_ref == entry.class_ref))
        continue;
      std::size_t same = 0;
      while (same < out.size() && !(out[same].entry->class_ref == entry.class_ref)) ++same;
      if (same == out.size()) {
        if (const std::uint32_t found = count(entry.class_ref, wanted, 0); found > 0)
          out.push_back({&entry, found});
      } else if (out[same].entry->documents < entry.documents) {
        out[same].entry = &entry;
      }
    }
  }

  // A folded word as the articles write it, where folding has taken something from it.
  std::string spelled(std::string_view form) {
    for (const std::string_view text : shown_) {
      List<Token> tokens;
      tokenize(text, tokens);
      for (const Token& token : tokens) {
        const std::string_view spelling = token.in(text);
        if (letters_in(spelling) < spelling.size() && fold(spelling) == form) return std::string(spelling);
      }
    }
    return std::string(form);
  }

  // The most frequent label that fits.
  void add_label(Facet facet, std::string_view kind) {
    for (const ValueId value : by_count(index_.facets(), found_.filtered, facet)) {
      const FacetValue& named = index_.facets().values()[value];
      // Of a path its end, which says what it is.
      if (add(behind(named.label, named.label.rfind('/') + 1), kind, named.slug,
              found_.filtered.counts[value]))
        return;
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
      const std::string_view rest = behind(meta, at);
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

  const Index& index_;
  const Query& query_;
  const Found& found_;
  const List<Word>& words_;
  Missing missing_;
  std::size_t left_ = 0;          // places
  std::string said_;              // all texts, folded
  List<std::string_view> shown_;  // titles and excerpts of the first hits
  List<std::uint8_t> has_;  // of each article, how many of the words before the last, one more if it is a hit
  List<Entry> all_;         // what begins like the last word
  JsonWriter json_;         // their list, without brackets
};

}  // namespace

std::string suggest(const Index& index, std::string_view request) {
  Query query = parse_query(request, kDefaultSuggestions);
  query.sort = Sort::kRelevance;
  query.only_ids = false;  // Tags and categories are suggested by their counts.
  Found found;
  std::string needs = find_articles(index, query, found);
  return needs.empty() ? Suggester(index, query, found).run() : needs;
}

}  // namespace carrel
