#include "index/classes.h"

#include <numeric>

namespace carrel {
namespace {

// A form that is so many times rarer in one language than in another is no word of it. Frequent short words
// (German "die", "war") are some twenty times rarer as words of English; words that two languages really
// share differ by less than this.
constexpr std::uint64_t kGuestRatio = 10;

// Both shares of articles are compared as products; an article count stays far below 2^32 / 10.
class Rarity {
 public:
  explicit Rarity(const std::vector<std::uint32_t>& articles) : articles_(articles) {}
  bool is_rarer(const FormUse& a, std::uint64_t times, const FormUse& b) const {
    return a.documents * times * articles_[b.language] < std::uint64_t{b.documents} * articles_[a.language];
  }

 private:
  const std::vector<std::uint32_t>& articles_;
};

}  // namespace

std::vector<std::uint32_t> commonest_uses(std::size_t forms, const std::vector<FormUse>& uses,
                                          const std::vector<std::uint32_t>& articles) {
  const Rarity rarity(articles);
  std::vector<std::uint32_t> commonest(forms, kNoUse);
  for (std::uint32_t i = 0; i < uses.size(); ++i) {
    std::uint32_t& best = commonest[uses[i].form];
    if (best == kNoUse || rarity.is_rarer(uses[best], 1, uses[i])) best = i;
  }
  return commonest;
}

bool ClassJoiner::step(std::size_t forms, const std::vector<FormUse>& uses,
                       const std::vector<std::string>& stems, const std::vector<std::uint32_t>& articles,
                       Pace& pace) {
  if (next_ == 0) {
    commonest_ = commonest_uses(forms, uses, articles);
    classes_.resize(forms);
    std::iota(classes_.begin(), classes_.end(), 0U);
    pace.spend(uses.size() / 4);
  }
  const Rarity rarity(articles);
  for (; next_ < uses.size(); ++next_) {
    if (pace.is_over() && next_ > 0) return false;
    pace.spend(4);
    const FormUse& use = uses[next_];
    if (stems[next_].empty() || rarity.is_rarer(use, kGuestRatio, uses[commonest_[use.form]])) continue;
    const auto [entry, is_new] =
        first_of_class_.try_emplace(stems[next_] + ' ' + std::to_string(use.language), use.form);
    if (!is_new) classes_[find(use.form)] = find(entry->second);
  }
  for (std::uint32_t form = 0; form < forms; ++form) classes_[form] = find(form);
  return true;
}

std::uint32_t ClassJoiner::find(std::uint32_t member) {
  while (classes_[member] != member) member = classes_[member] = classes_[classes_[member]];
  return member;
}

}  // namespace carrel
