#include "search/proximity.h"

#include <algorithm>

#include "base/sort.h"

namespace carrel {
namespace {

// The best window counts by the share of the query's information that stands in it.
constexpr std::uint32_t kWindow = 8;
constexpr float kWindowBonus = 0.25F;
// A row of more than kShortRow words in the query's own order is a quotation; twice as long, certainly.
constexpr float kRowBonus = 0.8F;
constexpr float kShortRow = 4;

struct Place {
  std::uint32_t match, position, word;
};

class Nearness {
 public:
  Nearness(const Index& index, const Words& words, float information, std::span<Match> best)
      : index_(index), words_(words.words), order_(words.order), information_(information), best_(best) {}

  bool collect(Missing& missing) {
    List<std::uint8_t> wanted(index_.articles().size());
    List<std::uint32_t> match_of(index_.articles().size());
    for (std::uint32_t i = 0; i < best_.size(); ++i) {
      wanted[best_[i].article] = 1;
      match_of[best_[i].article] = i;
    }
    has_positions_.resize(words_.size() + 1);
    has_positions_[0] = 1;
    List<Occurrence> found;
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
      // A prefix or a misspelling may stand for dozens of classes; those that the word itself belongs to tell
      // enough.
      List<TermRef> classes;
      for (const WordForm& form : words_[word].forms) {
        const TermRef class_ref = form.entry.class_ref;
        const bool known = std::find(classes.begin(), classes.end(), class_ref) != classes.end();
        if (known || form.tier == Tier::kPrefix || classes.size() == kMaxClasses) continue;
        classes.push_back(class_ref);
        found.clear();
        has_positions_[word + 1] |= index_.occurrences(class_ref, wanted.span(), found, missing);
        for (const Occurrence& o : found) places_.push_back({match_of[o.article], o.position, word});
      }
    }
    heap_sort(places_, [](const Place& a, const Place& b) {
      if (a.match != b.match) return a.match < b.match;
      return a.position != b.position ? a.position < b.position : a.word < b.word;
    });
    return missing.empty();
  }

  void add() {
    for (std::size_t begin = 0; begin < places_.size();) {
      std::size_t end = begin;
      while (end < places_.size() && places_[end].match == places_[begin].match) ++end;
      const auto places = places_.span().subspan(begin, end - begin);
      best_[places.front().match].score +=
          kWindowBonus * window(places) + kRowBonus * information_ * row(places);
      begin = end;
    }
  }

 private:
  static constexpr std::size_t kMaxClasses = 4;

  // The most information within kWindow positions.
  float window(std::span<const Place> places) const {
    List<std::uint32_t> counts(words_.size());
    float inside = 0;
    float most = 0;
    std::size_t first = 0;
    for (const Place& place : places) {
      if (counts[place.word]++ == 0) inside += words_[place.word].information;
      for (; place.position - places[first].position >= kWindow; ++first) {
        if (--counts[places[first].word] == 0) inside -= words_[places[first].word].information;
      }
      most = std::max(most, inside);
    }
    return most;
  }

  // From 0 to 1: how much of the query stands there as it was typed. Words without positions are taken to
  // stand where the others leave room for them.
  float row(std::span<const Place> places) const {
    struct Run {
      std::uint32_t position = 0, length = 0;
    };
    List<Run> runs(order_.size() + 1);  // the last run that ends with each word of the query, from 1
    std::uint32_t longest = 0;
    for (const Place& place : places) {
      for (std::size_t token = order_.size(); token > 0; --token) {
        if (order_[token - 1] != place.word + 1) continue;
        std::size_t before = token - 1;
        while (before > 0 && !has_positions_[order_[before - 1]]) --before;
        const auto distance = static_cast<std::uint32_t>(token - before);
        const Run& last = runs[before];
        const bool goes_on = last.length > 0 && last.position + distance == place.position;
        runs[token] = {place.position, goes_on ? last.length + distance : 1};
        longest = std::max(longest, runs[token].length);
      }
    }
    const float certainty = std::clamp((static_cast<float>(longest) - kShortRow) / kShortRow, 0.0F, 1.0F);
    const float share = static_cast<float>(longest) / static_cast<float>(order_.size());
    return certainty * share * share * share * share;
  }

  const Index& index_;
  const List<Word>& words_;
  const List<std::uint32_t>& order_;
  float information_;
  std::span<Match> best_;
  List<std::uint8_t> has_positions_;  // by such numbers; what stands in no word's place has its own
  List<Place> places_;
};

}  // namespace

bool add_proximity(const Index& index, const Words& words, float information, std::span<Match> best,
                   Missing& missing) {
  Nearness nearness(index, words, information, best);
  if (!nearness.collect(missing)) return false;
  nearness.add();
  return true;
}

}  // namespace carrel
