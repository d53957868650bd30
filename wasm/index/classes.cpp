#include "index/classes.h"

#include <numeric>
#include <unordered_map>

namespace carrel {
namespace {

// A form that is so many times rarer in one language than in another is no word of it. Frequent short words
// (German "die", "war") are some twenty times rarer as words of English; words that two languages really
// share differ by less than this.
constexpr std::uint64_t kGuestRatio = 10;

// Sets of forms, each named by one of its members (Tarjan's union-find with path halving).
class Sets {
 public:
  explicit Sets(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }

  std::uint32_t find(std::uint32_t member) {
    while (parents_[member] != member) member = parents_[member] = parents_[parents_[member]];
    return member;
  }
  void join(std::uint32_t a, std::uint32_t b) { parents_[find(a)] = find(b); }

 private:
  std::vector<std::uint32_t> parents_;
};

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

std::vector<std::uint32_t> join_classes(std::size_t forms, const std::vector<FormUse>& uses,
                                        const std::vector<std::string>& stems,
                                        const std::vector<std::uint32_t>& articles) {
  const Rarity rarity(articles);
  const std::vector<std::uint32_t> commonest = commonest_uses(forms, uses, articles);
  Sets sets(forms);
  std::unordered_map<std::string, std::uint32_t> first_of_class;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const FormUse& use = uses[i];
    if (stems[i].empty() || rarity.is_rarer(use, kGuestRatio, uses[commonest[use.form]])) continue;
    const auto [entry, is_new] =
        first_of_class.try_emplace(stems[i] + ' ' + std::to_string(use.language), use.form);
    if (!is_new) sets.join(use.form, entry->second);
  }
  std::vector<std::uint32_t> classes(forms);
  for (std::uint32_t form = 0; form < forms; ++form) classes[form] = sets.find(form);
  return classes;
}

}  // namespace carrel
