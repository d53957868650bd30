#include "index/term_lists.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "base/utf8.h"

namespace carrel {
namespace {

// How much a field counts, and how much its length normalises it (docs/decisions/0006).
constexpr float kFieldWeight[kFieldCount] = {4, 3, 1, 2, 1};
constexpr float kFieldB[kFieldCount] = {0.5F, 0.3F, 0.5F, 0.3F, kBodyB};

// What one occurrence in each field of an article weighs.
using Weights = std::array<float, kFieldCount>;

std::vector<Weights> weights_of(const std::vector<Lengths>& lengths) {
  std::vector<Weights> weights(lengths.size());
  for (std::uint32_t field = 0; field < kFieldCount; ++field) {
    std::uint64_t total = 0;
    for (const Lengths& row : lengths) total += row[field];
    const float average = std::max(
        static_cast<float>(total) / static_cast<float>(std::max<std::size_t>(lengths.size(), 1)), 1e-3F);
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      const float length = static_cast<float>(lengths[i][field]) / average;
      weights[i][field] = kFieldWeight[field] / (1 - kFieldB[field] + kFieldB[field] * length);
    }
  }
  return weights;
}

// What a class says in one article.
struct Strength {
  float sum = 0;
  Mark places = 0;

  void add(const Frequencies& frequencies, const Weights& weights) {
    for (std::uint32_t field = 0; field < kFieldCount; ++field) {
      sum += static_cast<float>(frequencies[field]) * weights[field];
    }
    if (frequencies[kTitle] > 0) places |= kInTitle;
    if (frequencies[kAlsoKnownAs] > 0) places |= kInOtherName;
  }
  Mark mark() const { return static_cast<Mark>(level_of(sum) | places); }
};

// Shorter words are not corrected.
constexpr std::size_t kMinRotatedLetters = 4;
// Rarer words are mostly misspellings themselves, unless a title has them.
constexpr std::size_t kMinRotatedArticles = 5;
// What begins like one word in so many, or like no other, is rather misspelt.
constexpr std::size_t kWordsToBeginning = 16384;
// Beginnings are on the way to every reader.
constexpr std::size_t kMaxBeginningsBytes = 4000;
// Latin, Greek and Cyrillic letters begin with such a byte; no script folds the others as they are folded
// here.
constexpr std::uint8_t kMaxBeginningsLead = 0xD3;

// The first letters of a word, or nothing if it has fewer.
std::string_view first_letters(std::string_view word, std::size_t letters) {
  std::size_t size = 0;
  for (; letters > 0; --letters) {
    if (size == word.size()) return {};
    size += decode_utf8(word, size).size;
  }
  return word.substr(0, size);
}

// Longer words without digits are corrected.
bool may_be_misspelt(std::string_view word) {
  return !first_letters(word, kMinRotatedLetters).empty() &&
         word.find_first_of("0123456789") == std::string_view::npos;
}

}  // namespace

class TermListMaker::Work {
 public:
  Work(const FormTable& table, const std::vector<std::uint32_t>& classes,
       const std::vector<bool>& function_words, const std::vector<Lengths>& lengths)
      : table_(table), classes_(classes), function_words_(function_words), weights_(weights_of(lengths)) {}

  bool step(Pace& pace) {
    static constexpr bool (Work::*kStages[])(Pace&) = {
        &Work::order_forms, &Work::number_classes, &Work::group_postings,
        &Work::add_classes, &Work::end_words,      &Work::add_beginnings,
        &Work::add_rotated, &Work::order_made,     &Work::merge_forms};
    return run_stages(*this, kStages, stage_, pace);
  }

  TermLists take() { return std::move(lists_); }

 private:
  // Forms in the order of their bytes.
  bool order_forms(Pace& pace) {
    const auto& forms = table_.forms();
    if (order_.empty()) {
      // Words of synonyms alone stand in no article.
      std::vector<bool> stands(forms.size());
      for (const auto& posting : table_.postings()) stands[posting.form] = true;
      for (std::uint32_t form = 0; form < forms.size(); ++form) {
        if (stands[form]) order_.push_back(form);
      }
    }
    return sort_.run(order_, pace,
                     [&](std::uint32_t a, std::uint32_t b) { return forms[a].text < forms[b].text; });
  }

  // Classes in the order in which their forms meet them.
  bool number_classes(Pace& pace) {
    const auto& forms = table_.forms();
    const std::vector<std::uint32_t> order = std::exchange(order_, {});
    sort_ = {};
    constexpr std::uint32_t kUnseen = 0xFFFFFFFF;
    std::vector<std::uint32_t> numbers(forms.size(), kUnseen);
    ranks_.resize(forms.size());
    std::uint32_t next = 0;
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
      const FormTable::Form& form = forms[order[rank]];
      std::uint32_t& number = numbers[classes_[order[rank]]];
      if (number == kUnseen) number = next++;
      ranks_[order[rank]] = rank;
      lists_.forms.push_back({form.text, number, false, function_words_[order[rank]], {}, {}});
    }
    members_.resize(next);
    for (const TermForm& form : lists_.forms) ++members_[form.class_number];
    pace.spend(order.size());
    return true;
  }

  // Sorts the postings by class; within a class they stay in the order of their articles.
  bool group_postings(Pace& pace) {
    groups_.assign(members_.size() + 1, 0);
    const auto class_of = [this](const FormTable::Posting& posting) {
      return lists_.forms[ranks_[posting.form]].class_number;
    };
    for (const auto& posting : table_.postings()) ++groups_[class_of(posting) + 1];
    std::partial_sum(groups_.begin(), groups_.end(), groups_.begin());
    sorted_.resize(table_.postings().size());
    std::vector<std::uint32_t> next(groups_.begin(), groups_.end() - 1);
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) sorted_[next[class_of(table_.postings()[i])]++] = i;
    pace.spend(sorted_.size() / 4);
    return true;
  }

  bool add_classes(Pace& pace) {
    for (; next_ + 1 < groups_.size(); ++next_) {
      if (pace.is_over()) return false;
      add_class(next_);
      pace.spend(2 + 2 * (groups_[next_ + 1] - groups_[next_]));
    }
    next_ = 0;
    return true;
  }

  void add_class(std::uint32_t number) {
    ClassPostings& out = lists_.postings;
    const auto begin = static_cast<std::uint32_t>(out.articles.size());
    out.begins.push_back(begin);
    for (std::uint32_t i = groups_[number]; i < groups_[number + 1];) {
      const std::uint32_t article = table_.postings()[sorted_[i]].article;
      Strength strength;
      for (; i < groups_[number + 1] && table_.postings()[sorted_[i]].article == article; ++i) {
        const FormTable::Posting& posting = table_.postings()[sorted_[i]];
        strength.add(posting.frequencies, weights_[article]);
        TermForm& form = lists_.forms[ranks_[posting.form]];
        form.positions.push_back(posting.positions);
        if (members_[number] > 1)
          form.places.push_back(static_cast<std::uint32_t>(out.articles.size()) - begin);
      }
      out.articles.push_back(article);
      out.marks.push_back(strength.mark());
    }
  }

  bool end_words(Pace& pace) {
    words_end_ = static_cast<std::uint32_t>(lists_.postings.articles.size());
    find_usual_levels();
    lists_.word_classes = static_cast<std::uint32_t>(lists_.postings.begins.size());
    words_ = lists_.forms.size();
    find_beginnings();
    pace.spend(words_end_ / 4 + words_);
    return true;
  }

  void find_usual_levels() {
    const ClassPostings& all = lists_.postings;
    std::vector<std::array<std::uint32_t, kLevels>> counts(weights_.size());
    for (std::size_t i = 0; i < all.articles.size(); ++i)
      ++counts[all.articles[i]][all.marks[i] & kLevelMask];
    for (const auto& row : counts) {
      const auto commonest = std::max_element(row.begin(), row.end());
      lists_.usual_levels.push_back(static_cast<std::uint8_t>(commonest - row.begin()));
    }
  }

  // The places of a form's postings among all postings.
  template <class Visit>
  void each_posting(const TermForm& form, Visit visit) const {
    const ClassPostings& all = lists_.postings;
    const std::uint32_t begin = all.begins[form.class_number];
    if (members_[form.class_number] > 1) {
      for (const std::uint32_t place : form.places) visit(begin + place);
    } else {
      // The classes of words come one after the other; the list that follows the last one has begun already.
      const std::uint32_t end =
          form.class_number + 1 < all.begins.size() ? all.begins[form.class_number + 1] : words_end_;
      for (std::uint32_t i = begin; i < end; ++i) visit(i);
    }
  }

  // Requires: there are no made entries yet.
  void find_beginnings() {
    const std::size_t least = std::max<std::size_t>(2, lists_.forms.size() / kWordsToBeginning);
    std::string& out = lists_.beginnings;
    std::string_view two;
    std::string_view three;
    std::size_t times = 0;
    for (const TermForm& form : lists_.forms) {
      if (!may_be_misspelt(form.text) || static_cast<std::uint8_t>(form.text[0]) > kMaxBeginningsLead)
        continue;
      const std::string_view begin = first_letters(form.text, kRotatedLetters + 1);
      times = begin == three ? times + 1 : 1;
      three = begin;
      if (times != least) continue;
      const std::string_view head = first_letters(begin, kRotatedLetters);
      if (head != two) {
        out.push_back(' ');
        out.append(head);
        two = head;
      }
      out.append(begin.substr(head.size()));
    }
    if (out.size() > kMaxBeginningsBytes) out.clear();
  }

  void add_made(std::string text, std::uint32_t class_number, bool only_leads) {
    made_.push_back({std::move(text), class_number, only_leads});
  }

  bool add_beginnings(Pace& pace) {
    for (; letters_ <= kMaxBeginsLetters; ++letters_) {
      if (pace.is_over()) return false;
      add_beginnings(words_, letters_);
      pace.spend(words_end_ + words_);
    }
    return true;
  }

  // Prefixes of so many letters that begin more forms than a query looks at.
  void add_beginnings(std::size_t words, std::size_t letters) {
    for (std::size_t first = 0; first < words;) {
      const std::string_view prefix = first_letters(lists_.forms[first].text, letters);
      std::size_t end = first + 1;
      while (!prefix.empty() && end < words && lists_.forms[end].text.starts_with(prefix)) ++end;
      if (end - first > kMaxExpansions) add_beginning(prefix, first, end);
      first = end;
    }
  }

  void add_beginning(std::string_view prefix, std::size_t first, std::size_t end) {
    ClassPostings& all = lists_.postings;
    std::map<std::uint32_t, Mark> best;  // of each article
    for (std::size_t i = first; i < end; ++i) {
      each_posting(lists_.forms[i], [&](std::uint32_t at) {
        if (!(all.marks[at] & kInTitle)) return;
        Mark& mark = best[all.articles[at]];
        mark = std::max(mark, static_cast<Mark>(all.marks[at] & (kLevelMask | kInTitle)));
      });
    }
    if (best.empty()) return;
    const auto number = static_cast<std::uint32_t>(all.begins.size());
    all.begins.push_back(static_cast<std::uint32_t>(all.articles.size()));
    for (const auto& [article, mark] : best) {
      all.articles.push_back(article);
      all.marks.push_back(mark);
    }
    add_made(std::string(prefix) + kBeginsSign, number, false);
  }

  bool add_rotated(Pace& pace) {
    for (; next_ < words_; ++next_) {
      if (pace.is_over()) return false;
      add_rotated(next_);
      pace.spend(3 + lists_.forms[next_].positions.size() / 16);
    }
    lists_.postings.begins.push_back(static_cast<std::uint32_t>(lists_.postings.articles.size()));
    order_.resize(made_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    return true;
  }

  // Words that are worth correcting to are found by their ends too.
  void add_rotated(std::size_t i) {
    const TermForm& form = lists_.forms[i];
    if (!may_be_misspelt(form.text)) return;
    std::size_t articles = 0;
    bool named = false;
    each_posting(form, [&](std::uint32_t at) {
      ++articles;
      named |= (lists_.postings.marks[at] & (kInTitle | kInOtherName)) != 0;
    });
    if (!named && articles < kMinRotatedArticles) return;
    const std::string_view head = first_letters(form.text, kRotatedLetters);
    std::string text(1, kRotatedSign);
    text.append(form.text.substr(head.size())).push_back(kRotatedSign);
    add_made(text.append(head), form.class_number, true);
  }

  bool order_made(Pace& pace) {
    return sort_.run(order_, pace,
                     [this](std::uint32_t a, std::uint32_t b) { return made_[a].text < made_[b].text; });
  }

  // Puts made entries among the words, where their texts belong.
  bool merge_forms(Pace& pace) {
    std::vector<TermForm> merged;
    merged.reserve(words_ + made_.size());
    std::size_t word = 0;
    for (const std::uint32_t number : order_) {
      Made& made = made_[number];
      for (; word < words_ && lists_.forms[word].text < made.text; ++word)
        merged.push_back(std::move(lists_.forms[word]));
      lists_.made.push_back(std::move(made.text));
      merged.push_back({lists_.made.back(), made.class_number, made.only_leads, false, {}, {}});
    }
    for (; word < words_; ++word) merged.push_back(std::move(lists_.forms[word]));
    lists_.forms = std::move(merged);
    pace.spend(lists_.forms.size());
    return true;
  }

  struct Made {
    std::string text;
    std::uint32_t class_number;
    bool only_leads;
  };
  std::vector<Made> made_;
  std::uint32_t words_end_ = 0;  // of the postings of words
  std::size_t words_ = 0;        // forms that are no made entries
  std::size_t stage_ = 0;
  std::size_t letters_ = 1;           // of the beginnings that come next
  std::uint32_t next_ = 0;            // class or form
  std::vector<std::uint32_t> order_;  // of forms, then of made entries
  SlicedSort sort_;

  const FormTable& table_;
  const std::vector<std::uint32_t>& classes_;
  const std::vector<bool>& function_words_;
  std::vector<Weights> weights_;        // of each article
  std::vector<std::uint32_t> ranks_;    // of each form of the table
  std::vector<std::uint32_t> members_;  // how many forms a class has
  std::vector<std::uint32_t> groups_;   // where each class begins in sorted_
  std::vector<std::uint32_t> sorted_;   // numbers of postings
  TermLists lists_;
};

TermListMaker::TermListMaker(const FormTable& table, const std::vector<std::uint32_t>& classes,
                             const std::vector<bool>& function_words, const std::vector<Lengths>& lengths)
    : work_(std::make_unique<Work>(table, classes, function_words, lengths)) {}

TermListMaker::~TermListMaker() = default;

bool TermListMaker::step(Pace& pace) { return work_->step(pace); }

TermLists TermListMaker::take() { return work_->take(); }

}  // namespace carrel
