// What stem.en.wasm answers, for tests: folded stems, one a line, in the order of the words.
#pragma once

#include <string>
#include <string_view>

#include "text/fold.h"
#include "text/stem.h"

namespace carrel::testing {

inline std::string english_stems(std::string_view words) {
  Stemmer stemmer;
  std::string stems;
  for (std::size_t end = 0; (end = words.find('\n')) != std::string_view::npos; words.remove_prefix(end + 1))
    stems += fold(stemmer.stem(words.substr(0, end))) + '\n';
  return stems;
}

}  // namespace carrel::testing
