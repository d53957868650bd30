// Stemming by Snowball's libstemmer: which words belong to one class.
//
// Linked into stem.<language>.wasm, each with the algorithm of its language, and nowhere else: packer and
// search name the words that they want stemmed, and their caller brings the stems (docs/analysis.md).
#pragma once

#include <string>
#include <string_view>

struct SN_env;

namespace carrel {

class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // The stem of a word in whatever case, well-formed UTF-8.
  std::string stem(std::string_view word);

 private:
  SN_env* environment_;
};

}  // namespace carrel
