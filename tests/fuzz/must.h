// must: what holds for every input of a fuzz target. Where it does not, the process ends and libFuzzer keeps
// the input.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"

namespace carrel::fuzz {

// `about`: what a person needs to see to understand, printed as it is.
inline void must(bool holds, const char* sentence, std::string_view about = {}) {
  if (holds) return;
  std::fprintf(stderr, "BROKEN: %s\n%.*s\n", sentence, static_cast<int>(about.size()), about.data());
  std::abort();
}

// A target's input, byte by byte; zeroes behind its end.
class Feed {
 public:
  Feed(const std::uint8_t* data, std::size_t size) : left_(reinterpret_cast<const char*>(data), size) {}

  bool is_empty() const { return left_.empty(); }
  std::uint32_t number(std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes && !left_.empty(); ++i) {
      value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(left_[0])) << (8 * i);
      left_.remove_prefix(1);
    }
    return value;
  }
  std::string_view text(std::size_t size) {
    const std::string_view run = left_.substr(0, size);
    left_.remove_prefix(run.size());
    return run;
  }
  std::string_view rest() { return text(left_.size()); }

 private:
  std::string_view left_;
};

}  // namespace carrel::fuzz
