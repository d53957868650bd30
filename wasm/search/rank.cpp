#include "search/rank.h"

#include <algorithm>
#include <cmath>
namespace carrel {
namespace {

// Saturation: the usual value for prose.
constexpr float kK1 = 1.2F;
// Shares of the best possible score, so that they order articles whatever the words weigh.
constexpr float kExactTitleBonus = 1.0F;
constexpr float kTitlePrefixBonus = 0.4F;
constexpr float kTitleInsideBonus = 0.35F;
// An article stays while it covers so much (in information, not in words) of what the best one covers.
constexpr float kShortQueryCoverage = 0.7F;
constexpr float kLongQueryCoverage = 0.35F;
constexpr std::size_t kShortQueryWords = 4;

// What is known of one article while the words are gone through.
struct Tally {
  float score = 0;
  float covered = 0;  // information of the words found
  float title_information = 0;
  std::uint8_t title_words = 0;
  bool title_by_prefix = false;
};

// The current word in one article.
struct Occurrence {
  float strong = 0;  // strength of the exact form or its class
  float weak = 0;    // of prefixes and misspellings, weighted by their tier
  float weak_tier = 0;
  bool title_strong = false, title_weak = false;
  Tier tier = Tier::kExact;  // the best
};

class Ranker {
 public:
  Ranker(const Index& index, const std::vector<Word>& words, std::span<const std::uint8_t> barred,
         Explanation* explanation)
      : index_(index),
        words_(words),
        barred_(barred),
        explanation_(explanation),
        tallies_(index.articles().size()),
        occurrences_(index.articles().size()) {}

  Ranking run() {
    for (const Word& word : words_) add_word(word);
    return collect();
  }

 private:
  void add_form(const WordForm& form) {
    const Postings postings = index_.postings(form.entry.class_ref);
    Missing none;
    const TermPart& part = *index_.terms(form.entry.class_ref.part, none);
    if (form.tier == Tier::kStem || part.forms_of(form.entry.class_ref.index).size() < 2) {
      for (std::size_t i = 0; i < postings.articles.size(); ++i) visit(form, postings, i);
    } else {
      for (const std::uint32_t place : part.places(form.entry.form.index)) visit(form, postings, place);
    }
  }

  void visit(const WordForm& form, const Postings& postings, std::size_t place) {
    const ArticleId article = postings.articles[place];
    const Mark mark = postings.marks[place];
    Occurrence& occurrence = occurrences_[article];
    if (occurrence.strong == 0 && occurrence.weak == 0) {
      touched_.push_back(article);
      occurrence.tier = form.tier;
    }
    occurrence.tier = std::min(occurrence.tier, form.tier);
    const float strength = kStrengths[mark & kLevelMask] * form.weight;
    if (form.tier <= Tier::kStem) {
      strong_articles_ += occurrence.strong == 0;
      occurrence.strong = std::max(occurrence.strong, strength);
      occurrence.title_strong |= (mark & kInTitle) != 0;
    } else {
      occurrence.weak += strength;
      occurrence.weak_tier = std::max(occurrence.weak_tier, form.weight);
      occurrence.title_weak |= (mark & kInTitle) != 0;
    }
  }

  void add_word(const Word& word) {
    touched_.clear();
    strong_articles_ = 0;
    for (const WordForm& form : word.forms) add_form(form);
    // An expansion counts with the word's own rarity, never with its own.
    const std::size_t found_in = strong_articles_ > 0 ? strong_articles_ : touched_.size();
    const float information = inverse_frequency(found_in);
    total_information_ += information;
    if (explanation_) explanation_->parts.push_back({information});
    for (const ArticleId article : touched_) {
      Occurrence& occurrence = occurrences_[article];
      if (barred_[article] != 0) {
        occurrence = {};
        continue;
      }
      Tally& tally = tallies_[article];
      const float strong = saturate(occurrence.strong);
      const float weak = saturate(occurrence.weak) * occurrence.weak_tier;
      const float score = information * std::max(strong, weak);
      if (explanation_ && explanation_->article == article) {
        explanation_->parts.back() = {information, score, occurrence.tier,
                                      occurrence.title_strong || occurrence.title_weak};
      }
      tally.score += score;
      tally.covered += information * (occurrence.strong > 0 || strong_articles_ == 0 ? 1 : 0.75F);
      if (occurrence.title_strong || occurrence.title_weak) {
        if (tally.title_words < 255) ++tally.title_words;
        tally.title_information += information;
        if (!occurrence.title_strong) tally.title_by_prefix = true;
      }
      occurrence = {};
    }
  }

  static float saturate(float frequency) { return frequency / (kK1 + frequency); }

  // Robertson's idf, kept positive.
  float inverse_frequency(std::size_t found_in) const {
    const auto n = static_cast<float>(found_in);
    const auto all = static_cast<float>(index_.articles().size());
    return std::log(1 + (all - n + 0.5F) / (n + 0.5F));
  }

  Ranking collect() const {
    const auto words = static_cast<std::uint32_t>(words_.size());
    float best = 0;
    for (const Tally& tally : tallies_) best = std::max(best, tally.covered);
    const float share = words <= kShortQueryWords ? kShortQueryCoverage : kLongQueryCoverage;
    Ranking ranking;
    ranking.relaxed = best < total_information_ * 0.7F && best > 0;
    for (ArticleId article = 0; article < tallies_.size(); ++article) {
      const Tally& tally = tallies_[article];
      if (tally.covered <= 0 || tally.covered < best * share) continue;
      const ArticleRow& row = index_.articles()[article];
      const float coverage = tally.covered / total_information_;
      const float text = tally.score * (0.4F + 0.6F * coverage);
      float title = 0;
      if (row.title_words > 0) {
        const float title_share =
            std::min(1.0F, static_cast<float>(tally.title_words) / static_cast<float>(row.title_words));
        if (tally.title_words == words && title_share >= 1) {
          title = total_information_ * (tally.title_by_prefix ? kTitlePrefixBonus : kExactTitleBonus);
        }
        // All of the title inside the question: "what causes asthma" is about "Asthma".
        title += tally.title_information * kTitleInsideBonus * title_share * title_share;
      }
      ranking.matches.push_back({article, (text + title) * row.weight});
      if (explanation_ && explanation_->article == article) {
        explanation_->coverage = coverage;
        explanation_->text = text;
        explanation_->title = title;
      }
    }
    return ranking;
  }

  const Index& index_;
  const std::vector<Word>& words_;
  std::span<const std::uint8_t> barred_;
  Explanation* explanation_;
  float total_information_ = 0;
  std::uint32_t strong_articles_ = 0;  // of the current word
  List<Tally> tallies_;
  List<Occurrence> occurrences_;
  List<ArticleId> touched_;
};

}  // namespace

Ranking rank(const Index& index, const std::vector<Word>& words, std::span<const std::uint8_t> barred,
             Explanation* explanation) {
  return Ranker(index, words, barred, explanation).run();
}

}  // namespace carrel
