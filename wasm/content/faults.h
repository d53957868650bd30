// What was wrong with a bundle, as a list that stays readable and small whatever the bundle holds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace carrel {

// What was wrong with the bundle, where, and what to do about it. Nothing but the named value is lost.
struct Fault {
  std::string at;      // "articles[3].date"
  std::string slug;    // of the article concerned, "" otherwise
  std::string fact;    // "is a number"
  std::string remedy;  // "write it as \"2025-11-16\""
};

// Nobody mends more in one sitting, and a page that packs its bundle has no use for more.
constexpr std::size_t kMaxFaults = 1000;
// A key, a slug or a label is quoted up to so many letters: one of megabytes would stand in the report as
// often as there are faults below it.
constexpr std::size_t kMaxQuotedLetters = 100;

// The beginning of a text that is quoted in a report.
inline std::string quoted_text(std::string_view text) {
  const std::size_t end = bytes_of_letters(text, kMaxQuotedLetters);
  return end == text.size() ? std::string(text) : std::string(text.substr(0, end)) + "\xE2\x80\xA6";
}

// The first kMaxFaults faults; the others are counted.
class FaultList {
 public:
  void push_back(Fault fault) {
    if (faults_.size() < kMaxFaults) {
      faults_.push_back(std::move(fault));
    } else {
      ++unlisted_;
    }
  }

  // A fault that need not be put into words, since no more are listed: says so, and counts it.
  bool counts_only() {
    if (faults_.size() < kMaxFaults) return false;
    ++unlisted_;
    return true;
  }

  std::size_t size() const { return faults_.size(); }
  bool empty() const { return faults_.empty(); }
  auto begin() const { return faults_.begin(); }
  auto end() const { return faults_.end(); }
  const Fault& operator[](std::size_t i) const { return faults_[i]; }

  // How many there were beside those in the list.
  std::size_t unlisted() const { return unlisted_; }

  // Takes out the faults of a value that is left out as a whole, by the path of that value.
  void forget(std::string_view path) {
    std::erase_if(faults_, [path](const Fault& fault) {
      const std::string_view at(fault.at);
      return at.starts_with(path) &&
             (at.size() == path.size() || at[path.size()] == '[' || at[path.size()] == '.');
    });
  }

 private:
  std::vector<Fault> faults_;
  std::size_t unlisted_ = 0;
};

}  // namespace carrel
