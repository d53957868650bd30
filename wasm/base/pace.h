// Pace and SlicedSort: long work in slices, between which a page paints and answers.
//
// Whoever works spends units as it goes and returns when the pace is over; it is called again with a new one.
// How much a slice does depends on the data alone, never on a clock, so the same content is cut alike
// everywhere.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace carrel {

class Pace {
 public:
  // A unit is what taking up a byte of Markdown costs, or comparing two words: about a tenth of a microsecond
  // on a desktop. A slice is some 15 ms there, 50 on a slow phone.
  static constexpr std::size_t kSlice = 128 * 1024;

  explicit Pace(std::size_t units = kSlice) : units_(units) {}

  void spend(std::size_t units) { spent_ += units; }
  bool is_over() const { return spent_ >= units_; }
  std::size_t spent() const { return spent_; }

 private:
  std::size_t units_, spent_ = 0;
};

// Carries out the stages of a work one after the other, from `stage` on: members of `owner` that take a pace
// and say whether they are done. True when all are.
template <class Owner, std::size_t kCount>
bool run_stages(Owner& owner, bool (Owner::*const (&stages)[kCount])(Pace&), std::size_t& stage, Pace& pace) {
  for (; stage < kCount; ++stage) {
    if (pace.is_over() || !(owner.*stages[stage])(pace)) return false;
  }
  return true;
}

// A merge sort that can be left at any comparison. Stable.
class SlicedSort {
 public:
  // Goes on sorting `order`. True when it is sorted; until then it is called again with the same arguments,
  // and `order` holds nothing to rely on.
  template <class Less>
  bool run(std::vector<std::uint32_t>& order, Pace& pace, const Less& less) {
    const std::size_t size = order.size();
    merged_.resize(size);
    for (; width_ < size; width_ *= 2, begin_ = 0) {
      for (; begin_ < size; begin_ += 2 * width_, left_ = right_ = 0) {
        const std::size_t middle = std::min(begin_ + width_, size);
        const std::size_t end = std::min(middle + width_, size);
        for (; left_ + right_ < end - begin_; pace.spend(1)) {
          if (pace.is_over()) return false;
          const std::size_t a = begin_ + left_;
          const std::size_t b = middle + right_;
          const bool second = a == middle || (b < end && less(order[b], order[a]));
          merged_[begin_ + left_ + right_] = order[second ? b : a];
          ++(second ? right_ : left_);
        }
      }
      order.swap(merged_);
    }
    return true;
  }

 private:
  std::vector<std::uint32_t> merged_;
  std::size_t width_ = 1;             // of the runs that are sorted
  std::size_t begin_ = 0;             // of the two runs that are being merged
  std::size_t left_ = 0, right_ = 0;  // how many of each were taken
};

}  // namespace carrel
