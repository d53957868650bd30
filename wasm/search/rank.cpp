#include "search/rank.h"

#include <algorithm>
#include <cmath>

#include "index/postings.h"

namespace carrel {
namespace {

// Saturation: the usual value for prose.
constexpr float kK1 = 1.2F;
// How much a field counts, and how much its length normalises it. Chosen on MedQuAD and Cranfield
// (docs/decisions/0006).
constexpr float kFieldWeight[kFieldCount] = {5, 4, 2, 3, 1};
constexpr float kFieldB[kFieldCount] = {0.5F, 0.3F, 0.5F, 0.3F, 0.75F};
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
  float strong = 0;  // weighted frequency of the exact form and its class
  float weak = 0;    // of prefixes and misspellings, weighted by their tier
  float weak_tier = 0;
  bool title_strong = false, title_weak = false;
};

class Ranker {
 public:
  Ranker(const Index& index, const std::vector<Word>& words) : index_(index), words_(words) {
    const auto articles = static_cast<float>(std::max<std::size_t>(index.articles().size(), 1));
    for (std::uint32_t field = 0; field < kFieldCount; ++field) {
      average_[field] = std::max(static_cast<float>(index.info().total_lengths[field]) / articles, 1e-3F);
    }
  }

  std::optional<Ranking> run(std::vector<std::uint64_t>& missing) {
    for (const Word& word : words_) {
      for (const WordForm& form : word.forms) (void)index_.postings(form.form, missing);
    }
    if (!missing.empty()) return std::nullopt;

    tallies_.resize(index_.articles().size());
    occurrences_.resize(index_.articles().size());
    for (const Word& word : words_) add_word(word, missing);
    return collect();
  }

 private:
  void add_word(const Word& word, std::vector<std::uint64_t>& missing) {
    touched_.clear();
    std::uint32_t strong_articles = 0;
    for (const WordForm& form : word.forms) {
      PostingsReader postings(*index_.postings(form.form, missing));
      while (postings.next() && postings.article() < tallies_.size()) {
        const ArticleId article = postings.article();
        Occurrence& occurrence = occurrences_[article];
        const bool strong = form.tier <= Tier::kStem;
        if (occurrence.strong == 0 && occurrence.weak == 0) touched_.push_back(article);
        const float frequency = weighted_frequency(article, postings.frequencies()) * form.weight;
        if (strong) {
          strong_articles += occurrence.strong == 0;
          occurrence.strong += frequency;
        } else {
          occurrence.weak += frequency;
          occurrence.weak_tier = std::max(occurrence.weak_tier, form.weight);
        }
        if (postings.frequencies()[kTitle] > 0)
          (strong ? occurrence.title_strong : occurrence.title_weak) = true;
      }
    }
    // An expansion counts with the word's own rarity, never with its own.
    const std::size_t found_in = strong_articles > 0 ? strong_articles : touched_.size();
    const float information = inverse_frequency(found_in);
    total_information_ += information;
    for (const ArticleId article : touched_) {
      Occurrence& occurrence = occurrences_[article];
      Tally& tally = tallies_[article];
      const float strong = saturate(occurrence.strong);
      const float weak = saturate(occurrence.weak) * occurrence.weak_tier;
      tally.score += information * std::max(strong, weak);
      tally.covered += information * (occurrence.strong > 0 || strong_articles == 0 ? 1 : 0.75F);
      if (occurrence.title_strong || occurrence.title_weak) {
        if (tally.title_words < 255) ++tally.title_words;
        tally.title_information += information;
        if (!occurrence.title_strong) tally.title_by_prefix = true;
      }
      occurrence = {};
    }
  }

  float weighted_frequency(ArticleId article, const Frequencies& frequencies) const {
    const ArticleRow& row = index_.articles()[article];
    float sum = 0;
    for (std::uint32_t field = 0; field < kFieldCount; ++field) {
      if (frequencies[field] == 0) continue;
      const float length = static_cast<float>(row.lengths[field]) / average_[field];
      sum += kFieldWeight[field] * static_cast<float>(frequencies[field]) /
             (1 - kFieldB[field] + kFieldB[field] * length);
    }
    return sum;
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
      float score = tally.score * (0.4F + 0.6F * coverage);
      if (row.lengths[kTitle] > 0) {
        const float title_share =
            std::min(1.0F, static_cast<float>(tally.title_words) / static_cast<float>(row.lengths[kTitle]));
        if (tally.title_words == words && title_share >= 1) {
          score += total_information_ * (tally.title_by_prefix ? kTitlePrefixBonus : kExactTitleBonus);
        }
        // All of the title inside the question: "what causes asthma" is about "Asthma".
        score += tally.title_information * kTitleInsideBonus * title_share * title_share;
      }
      ranking.matches.push_back({article, score * row.weight});
    }
    return ranking;
  }

  const Index& index_;
  const std::vector<Word>& words_;
  float average_[kFieldCount] = {};
  float total_information_ = 0;
  std::vector<Tally> tallies_;
  std::vector<Occurrence> occurrences_;
  std::vector<ArticleId> touched_;
};

}  // namespace

std::optional<Ranking> rank(const Index& index, const std::vector<Word>& words,
                            std::vector<std::uint64_t>& missing) {
  return Ranker(index, words).run(missing);
}

}  // namespace carrel
