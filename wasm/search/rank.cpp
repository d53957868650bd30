#include "search/rank.h"

#include <algorithm>
#include <array>

#include "base/logarithm.h"

namespace carrel {
namespace {

// Another name is a little less than the word itself or its inflections.
constexpr float kOtherNameWeight = 0.8F;
// Shares of the query's information, so that they order articles whatever the words weigh.
constexpr float kWholeTitleBonus = 0.5F;
constexpr float kTitleInsideBonus = 0.15F;
constexpr float kNameBonus = 0.2F;
// An article that has few of the words keeps so much of its score.
constexpr float kUncovered = 0.85F;
// A word counts so much as covered where the article has only what it may have been meant for.
constexpr float kWeakCoverage = 0.75F;
// An article stays while it covers so much (in information, not in words) of what the best one covers: all
// words but one of a short query, hardly more than one good word of a question.
constexpr float kShortQueryCoverage = 0.7F;
constexpr float kLongQueryCoverage = 0.25F;
constexpr std::size_t kShortQueryWords = 3;

// A mark has room for more levels than there are.
constexpr std::array<float, kLevelMask + 1> level_strengths() {
  std::array<float, kLevelMask + 1> strengths = {};
  for (std::uint32_t level = 0; level <= kLevelMask; ++level)
    strengths[level] = strength_of(std::min(level, kLevels - 1));
  return strengths;
}
constexpr std::array<float, kLevelMask + 1> kStrengths = level_strengths();

float saturate(float strength) { return strength / (kSaturation + strength); }

// What a form of such a weight says in an article, by the level of its mark there.
struct Sayings {
  float at[kLevelMask + 1];

  void fill(float weight, float times) {
    for (std::uint32_t level = 0; level <= kLevelMask; ++level)
      at[level] = times * saturate(kStrengths[level] * weight);
  }
};

// What is known of one article while the words are gone through; small, as it is gone through for all
// articles.
struct Tally {
  float score = 0;
  float covered = 0;  // information of the words found
};

// The words found in its title and its other names.
struct HeadingTally {
  float in_title = 0, in_names = 0;
  std::uint32_t title_words = 0;
};

// The current word in one article.
struct WordInArticle {
  float strong = 0;  // of the exact form or its class, saturated
  float weak = 0;    // strength of prefixes and misspellings
  float weak_tier = 0;
  Mark strong_marks = 0, weak_marks = 0;
  Tier tier = Tier::kExact;  // the best
};

class Ranker {
 public:
  Ranker(const Index& index, List<Word>& words, std::span<const std::uint8_t> barred, ArticleId explained)
      : index_(index),
        words_(words),
        barred_(barred),
        explained_(explained),
        tallies_(index.articles().size()),
        headings_(index.articles().size()),
        occurrences_(index.articles().size()),
        touched_(index.articles().size()) {}

  Ranking run() {
    for (Word& word : words_) add_word(word);
    collect();
    return std::move(ranking_);
  }

 private:
  // Of the current word, of which the article has what is of this tier.
  [[gnu::always_inline]] WordInArticle& occurrence_in(ArticleId article, Tier tier) {
    WordInArticle& occurrence = occurrences_[article];
    if (occurrence.strong == 0 && occurrence.weak == 0) {
      touched_[touched_count_++] = article;
      occurrence.tier = tier;
    } else if (tier < occurrence.tier) {
      occurrence.tier = tier;
    }
    return occurrence;
  }

  void add_form(const WordForm& form) {
    Sayings says;
    if (form.tier <= Tier::kStem) says.fill(form.weight, 1);
    each_posting(index_, form, [&](const Postings& postings, std::size_t place) {
      const Mark mark = postings.marks[place];
      WordInArticle& occurrence = occurrence_in(postings.articles[place], form.tier);
      if (form.tier <= Tier::kStem) {
        strong_articles_ += occurrence.strong == 0;
        occurrence.strong = std::max(occurrence.strong, says.at[mark & kLevelMask]);
        occurrence.strong_marks |= mark;
      } else {
        occurrence.weak += kStrengths[mark & kLevelMask];
        occurrence.weak_tier = std::max(occurrence.weak_tier, form.weight);
        occurrence.weak_marks |= mark;
      }
    });
  }

  void add_word(Word& word) {
    touched_count_ = strong_articles_ = 0;
    ranking_.explanation.parts.push_back({});
    if (is_plain(word)) return add_plain(word);
    for (const WordForm& form : word.forms) add_form(form);
    for (const NamedArticle& named : word.named) {
      WordInArticle& occurrence = occurrence_in(named.article, Tier::kSynonym);
      occurrence.strong =
          std::max(occurrence.strong, saturate(kStrengths[named.mark & kLevelMask] * kOtherNameWeight));
      occurrence.weak_marks |= named.mark & kInTitle;
    }
    // An expansion counts with the word's own rarity, never with its own.
    const float information = weigh(word, strong_articles_ > 0 ? strong_articles_ : touched_count_);
    const float times = information * static_cast<float>(word.times);
    for (const ArticleId article : touched_.span().first(touched_count_)) {
      WordInArticle& occurrence = occurrences_[article];
      const bool strong = occurrence.strong > 0 || strong_articles_ == 0;
      float says = occurrence.strong;
      if (occurrence.weak > 0) says = std::max(says, saturate(occurrence.weak) * occurrence.weak_tier);
      const float covered = information * (strong ? 1 : kWeakCoverage);
      count(article, occurrence.tier, occurrence.strong_marks | occurrence.weak_marks, times * says, covered,
            (occurrence.strong_marks & kInTitle) != 0 ? information : covered);
      occurrence = {};
    }
  }

  // Whether it stands for itself and its inflections alone.
  static bool is_plain(const Word& word) {
    return word.named.empty() && word.forms.size() == 2 && word.forms[0].tier == Tier::kExact &&
           word.forms[1].tier == Tier::kStem &&
           word.forms[0].entry.class_ref == word.forms[1].entry.class_ref;
  }

  // Most words are plain. What one says in an article is known as soon as it is met there, and one pass over
  // its class tells it.
  void add_plain(Word& word) {
    const auto [all, places] = postings_of(index_, word.forms[0].entry);
    const float information = weigh(word, all.articles.size());
    const float times = information * static_cast<float>(word.times);
    Sayings says[2];  // the word itself, an inflection
    for (std::uint32_t i = 0; i < 2; ++i) says[i].fill(word.forms[i].weight, times);
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < all.articles.size(); ++i) {
      const bool inflected = !places.empty() && (next == places.size() || places[next] != i);
      next += !inflected;
      const Mark mark = all.marks[i];
      const float score = says[inflected ? 1 : 0].at[mark & kLevelMask];
      count(all.articles[i], inflected ? Tier::kStem : Tier::kExact, mark, score, information, information);
    }
  }

  // What the current word adds to an article.
  [[gnu::always_inline]] void count(ArticleId article, Tier tier, Mark marks, float score, float covered,
                                    float in_title) {
    Tally& tally = tallies_[article];
    tally.score += score;
    tally.covered += covered;
    if (article == explained_) ranking_.explanation.parts.back() = {score, tier, (marks & kInTitle) != 0};
    HeadingTally& heading = headings_[article];
    if (marks & kInTitle) {
      ++heading.title_words;
      heading.in_title += in_title;
    }
    if (marks & kInOtherName) heading.in_names += covered;
  }

  // Sets and returns the information of a word that stands in so many articles.
  float weigh(Word& word, std::size_t found_in) {
    word.information = inverse_frequency(found_in) * word.importance;
    ranking_.information += word.information;
    most_ = std::max(most_, word.information);
    return word.information;
  }

  // Robertson's idf, kept positive.
  float inverse_frequency(std::size_t found_in) const {
    const auto n = static_cast<float>(found_in);
    const auto all = static_cast<float>(index_.articles().size());
    return natural_logarithm(1 + (all - n + 0.5F) / (n + 0.5F));
  }

  void collect() {
    float best = 0;
    for (ArticleId article = 0; article < tallies_.size(); ++article) {
      if (barred_[article] != 0) tallies_[article].covered = 0;
      best = std::max(best, tallies_[article].covered);
    }
    const float share = words_.size() <= kShortQueryWords ? kShortQueryCoverage : kLongQueryCoverage;
    // Common words bring no article in by themselves.
    const float least = std::min(best, std::max(best * share, most_ * kLongQueryCoverage));
    ranking_.relaxed = best < ranking_.information * 0.7F && best > 0;
    if (best == 0) return;
    for (ArticleId article = 0; article < tallies_.size(); ++article) {
      const Tally& tally = tallies_[article];
      if (tally.covered >= least) ranking_.matches.push_back({article, score_of(tally, article)});
    }
  }

  float score_of(const Tally& tally, ArticleId article) {
    const ArticleRow& row = index_.articles()[article];
    const float coverage = tally.covered / ranking_.information;
    const float text = tally.score * (kUncovered + (1 - kUncovered) * coverage);
    const auto title_words = static_cast<float>(std::max(row.title_words, std::uint8_t{1}));
    const HeadingTally& heading = headings_[article];
    const float share = std::min(1.0F, static_cast<float>(heading.title_words) / title_words);
    float title = 0;
    if (heading.title_words == words_.size() && share >= 1) title += kWholeTitleBonus * heading.in_title;
    // All of the title inside the question: "what causes asthma" is about "Asthma".
    title += kTitleInsideBonus * heading.in_title * share * share;
    const float named = std::max(heading.in_names, heading.in_title);
    title += kNameBonus * named * named / ranking_.information;
    if (article == explained_) {
      Explanation& explanation = ranking_.explanation;
      explanation.coverage = coverage;
      explanation.text = text;
      explanation.title = title;
    }
    return (text + title) * row.weight;
  }

  const Index& index_;
  List<Word>& words_;
  std::span<const std::uint8_t> barred_;
  ArticleId explained_;
  Ranking ranking_;
  float most_ = 0;
  std::uint32_t strong_articles_ = 0;  // of the current word
  List<Tally> tallies_;
  List<HeadingTally> headings_;
  List<WordInArticle> occurrences_;
  List<ArticleId> touched_;  // that have the current word; so many of them
  std::uint32_t touched_count_ = 0;
};

}  // namespace

Ranking rank(const Index& index, List<Word>& words, std::span<const std::uint8_t> barred,
             ArticleId explained) {
  return Ranker(index, words, barred, explained).run();
}

}  // namespace carrel
