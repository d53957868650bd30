#include "search/search.h"

#include <algorithm>

#include "base/sort.h"
#include "base/text.h"
#include "search/answer.h"
#include "search/constraints.h"
#include "search/excerpt.h"
#include "search/explain.h"
#include "search/feedback.h"
#include "search/filter.h"
#include "search/proximity.h"
#include "search/query.h"
#include "search/rank.h"
#include "search/syntax.h"
#include "search/words.h"
#include "text/fold.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

// Every article that is allowed, with its score if it has one.
List<Match> every_allowed(const Index& index, const List<std::uint8_t>& barred, const List<Match>& ranked) {
  List<Match> matches;
  std::size_t next = 0;
  for (ArticleId article = 0; article < index.articles().size(); ++article) {
    const bool scored = next < ranked.size() && ranked[next].article == article;
    const float score = scored ? ranked[next++].score : 0;
    if (barred[article] == 0) matches.push_back({article, score});
  }
  return matches;
}

// Puts the first `show` matches into their order; ties go by date, then by number, so that no order is left
// to chance. `ranks`: of each article among all titles, for that order alone.
void order(const Index& index, Sort sort, std::size_t show, std::span<Match> matches,
           const List<std::uint32_t>& ranks = {}) {
  const auto& rows = index.articles();
  sort_first(matches, show, [&](const Match& a, const Match& b) {
    if (sort == Sort::kRelevance && a.score != b.score) return a.score > b.score;
    if (!ranks.empty()) return ranks[a.article] < ranks[b.article];
    const ArticleRow& one = rows[a.article];
    const ArticleRow& other = rows[b.article];
    if (one.dated != other.dated) return one.dated;
    if (one.day != other.day) return (one.day < other.day) == (sort == Sort::kOld);
    return a.article < b.article;
  });
}

void correct(std::string_view text, const List<Word>& words, Correction& correction) {
  std::size_t end = 0;  // of what is in the new query already
  for (const Word& word : words) {
    if (word.corrected.empty()) continue;
    const std::string_view gap = correction.query.empty() ? "" : " ";
    correction.from.append(gap).append(word.typed);
    correction.to.append(gap).append(word.corrected);
    correction.query.append(between(text, end, word.offset)).append(word.corrected);
    end = word.offset + word.typed.size();
  }
  if (end > 0) correction.query.append(behind(text, end));
}

// Adds what else there is to show.
void fill_hit(const Index& index, bool passages, Marker& marker, Hit& hit, Missing& missing) {
  // Another name is worth showing where it explains what the title does not.
  for (std::string_view names = hit.card.texts[kCardNames]; !names.empty();) {
    Excerpt marked = marker.mark(take_item(names, '\n'));
    if (marked.words > hit.title.words && marked.words > hit.also_known_as.words)
      hit.also_known_as = std::move(marked);
  }
  // What is missing of a card's excerpt must be worth a look: "what" and "are" are not.
  const std::uint32_t little = marker.weight() / 16;
  if (!passages || hit.excerpt.weight >= marker.weight() - little) return;
  if (const auto body = index.body(hit.match.article, missing)) {
    Excerpt passage = marker.passage(*body);
    if (passage.weight <= hit.excerpt.weight + little) return;
    hit.excerpt = std::move(passage);
    hit.from_body = true;
  }
}

// Has the article this word itself or one of its inflections?
bool has_word(const Index& index, const Word& word, ArticleId article) {
  for (const WordForm& form : word.forms) {
    const auto articles = index.postings(form.entry.class_ref).articles;
    if (form.tier <= Tier::kStem && std::binary_search(articles.begin(), articles.end(), article))
      return true;
  }
  return false;
}

// The first other name that explains what the query's own words do not.
std::string_view other_name_of(const Index& index, const Words& words, ArticleId article) {
  for (const OtherName& name : words.names) {
    const auto named = words.words[name.first].named.subspan(name.begin, name.end - name.begin);
    bool explains = false;
    for (std::uint32_t i = 0; i < name.count; ++i)
      explains |= !has_word(index, words.words[name.first + i], article);
    for (const NamedArticle& one : named) {
      if (explains && one.article == article) return name.name;
    }
  }
  return {};
}

std::string read_article(const Index& index, std::string_view slug) {
  Missing missing;
  // How the details of the article begin.
  JsonWriter json;
  json.key("slug").string(slug);
  for (const ArticleId id : index.with_slug(slug, missing)) {
    const auto body = index.body(id, missing);
    if (body && body->details_json.starts_with(json.text())) return write_article(&*body);
  }
  return missing.empty() ? write_article(nullptr) : write_needs(index, missing, {});
}

// The best of the hits are looked at more closely.
constexpr std::size_t kRefined = 300;
constexpr std::size_t kNamed = 10;
// An article that is called what was asked for, in full, comes before others.
constexpr float kNamesake = 0.5F;
// One that says it word for word does too, where it is so long that hardly two say it by chance.
constexpr float kQuotation = 1;
constexpr std::size_t kMinQuotation = 5;

using Cut = void(std::string_view, List<Token>&);

// The words of a text, folded, with a blank before and after each.
std::string folded_words(std::string_view text, Cut* cut = tokenize) {
  List<Token> tokens;
  cut(text, tokens);
  std::string words(" ");
  for (const Token& token : tokens) words.append(fold(token.in(text))) += ' ';
  return words;
}

// Whether these are the words of a name or a title.
bool are_words_of(std::string_view name, const std::string& words) {
  // Most have another first word; letters of ASCII tell it. `words` ends with a blank, which is none.
  for (std::size_t i = 0; i < name.size() && i < kMaxWordBytes; ++i) {
    const int letter = name[i] | 0x20;
    if (letter < 'a' || letter > 'z') break;
    if (letter != words[i + 1]) return false;
  }
  return folded_words(name) == words;
}

// What is at hand costs nothing.
std::uint32_t depth_of(const Index& index, const Query& query) {
  const std::uint32_t depth = query.depth.value_or(index.depth_at_hand());
  return query.whole ? std::min(depth, index.depth_at_hand()) : depth;
}

// How many of the best may change places among themselves.
std::size_t refined(std::uint32_t depth) { return depth > 0 ? kRefined : kNamed; }

void refine(const Index& index, const Query& query, const Words& words, float information,
            std::span<Match> hits, Missing& missing) {
  const std::uint32_t depth = depth_of(index, query);
  hits = hits.first(std::min(refined(depth), hits.size()));
  if (depth > 0 && words.words.size() > 1) {
    if (!add_proximity(index, words, information, hits, missing)) return;
    order(index, Sort::kRelevance, hits.size(), hits);
  }
  if (depth > 1 && hits.size() > 1) {
    if (!add_feedback(index, words.words, information, hits, missing)) return;
    order(index, Sort::kRelevance, hits.size(), hits);
  }
  const bool quotes = depth > 2 && words.order.size() >= kMinQuotation;
  const std::string quotation = quotes ? folded_words(query.text, tokenize_phrase) : std::string();
  const std::string asked = folded_words(query.text);
  for (std::size_t i = 0; i < kNamed && i < hits.size(); ++i) {
    Match& match = hits[i];
    const auto card = index.card(match.article, missing);
    const auto body = quotes ? index.body(match.article, missing) : std::nullopt;
    if (!card) continue;
    bool same = are_words_of(card->texts[kCardTitle], asked);
    for (std::string_view names = card->texts[kCardNames]; !names.empty();)
      same |= are_words_of(take_item(names, '\n'), asked);
    if (same) match.score += kNamesake * information;
    if (!body) continue;
    const std::string said = folded_words(body->plain_text);
    if (std::string_view(said).find(std::string_view(quotation)) != std::string_view::npos)
      match.score += kQuotation * information;
  }
  order(index, Sort::kRelevance, hits.size(), hits);
}

// What stands in quotes, as it is to be marked.
void mark_phrases(const List<Clause>& clauses, Words& words, List<std::string_view>& phrases) {
  for (std::uint32_t i = 0; i < clauses.size(); ++i) {
    if (!clauses[i].exact() || clauses[i].excluded) continue;
    std::string phrase;
    for (Word& word : words.words) {
      if (word.clause != i) continue;
      if (!phrase.empty()) phrase += ' ';
      phrase += word.text;
      word.in_phrase = true;
    }
    if (!phrase.empty()) phrases.push_back(words.arena.keep(phrase));
  }
}

bool is_any_unknown(const List<Word>& words) {
  for (const Word& word : words) {
    if (word.forms.empty() && word.named.empty()) return true;
  }
  return false;
}

void find(const Index& index, const Query& query, Found& found, List<StemNeed>& stems, Missing& missing) {
  auto& [words, phrases, correction, constraints, ranking, filtered] = found;
  if (query.whole) index.lacking(missing);
  if (!missing.empty()) return;
  List<Clause> clauses = parse_syntax(query.text);
  do {
    expand_words(index, query, clauses, words, stems, missing);
    // A word without a stem is mostly misspelt: what that finds is asked for while the stemmer is on its way.
    if (!missing.empty() || (!stems.empty() && is_any_unknown(words.words))) return;
  } while (!constrain(index, query, clauses, words.words, constraints, missing));
  if (!missing.empty()) return;
  correct(query.text, words.words, correction);
  mark_phrases(clauses, words, phrases);
  keep_counting_words(clauses, words);

  if (!words.words.empty()) ranking = rank(index, words.words, constraints.barred.span());
  if (ranking.relaxed) constraints.relaxed |= kRelaxedWords;
  // A text in which nothing could be a word asks for nothing that there is.
  if (query.text.empty() || constraints.demanding)
    ranking.matches = every_allowed(index, constraints.barred, ranking.matches);
  filtered = filter(index, query, std::move(ranking.matches));
  List<std::uint32_t> ranks;
  if (query.sort == Sort::kTitle && query.show > 0 && !filtered.hits.empty()) {
    const auto by_title = index.by_title(missing);
    if (!missing.empty()) return;
    ranks.resize(by_title.size());
    for (std::uint32_t i = 0; i < by_title.size(); ++i) ranks[by_title[i]] = i;
  }
  const std::size_t ordered = std::max<std::size_t>(query.show, refined(depth_of(index, query)));
  order(index, query.sort, ordered, filtered.hits.span(), ranks);
  if (query.sort == Sort::kRelevance && !words.words.empty())
    refine(index, query, words, ranking.information, filtered.hits.span(), missing);
}

}  // namespace

std::string find_articles(const Index& index, const Query& query, Found& found) {
  List<StemNeed> stems;
  Missing missing;
  find(index, query, found, stems, missing);
  return stems.empty() && missing.empty() ? std::string() : write_needs(index, missing, stems);
}

std::string search(const Index& index, std::string_view request) {
  Query query = parse_query(request);
  if (!query.read.empty()) return read_article(index, query.read);

  Found found;
  if (std::string needs = find_articles(index, query, found); !needs.empty()) return needs;
  const Filtered& filtered = found.filtered;
  if (filtered.where_failed) query.ignored.string("where");
  List<Word>& words = found.words.words;
  Missing missing;
  std::optional<Marker> marker;
  if (!query.only_ids) marker.emplace(index, words, found.phrases.span());
  JsonWriter hits;
  hits.begin_array();
  for (std::size_t i = 0; i < query.show && i < filtered.hits.size(); ++i) {
    const Match& match = filtered.hits[i];
    const auto card = index.card(match.article, missing);
    if (!card) continue;
    if (!marker) {
      hits.begin_object().key("slug").string(card->slug()).key("score").decimal(match.score).end_object();
      continue;
    }
    Hit hit{match, *card, marker->mark(card->texts[kCardTitle]), marker->mark(card->texts[kCardExcerpt])};
    fill_hit(index, query.passages && !query.whole, *marker, hit, missing);
    hit.other_name = other_name_of(index, found.words, match.article);
    if (query.explain) hit.explain_json = explain(index, words, found.constraints.barred.span(), match);
    write_hit(hits, index, hit);
  }
  hits.end_array();
  if (!missing.empty()) return write_needs(index, missing, {});
  return write_list(
      index, {query, filtered, hits.text(), found.constraints.relaxed, found.correction, found.words.names});
}

}  // namespace carrel
