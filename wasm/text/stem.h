// Stemming by Snowball's libstemmer: which words belong to one class.
//
// Used by the packer and by stem.<language>.wasm; search never stems, its dictionary maps every form to its
// class.
#pragma once

#include <string>
#include <string_view>

struct SN_env;

namespace carrel {

class Stemmer {
 public:
  // `language`: a BCP 47 tag; languages without a stemmer leave words as they are.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // The primary subtag if words are stemmed ("en"), otherwise "".
  std::string_view language() const { return environment_ ? "en" : ""; }

  // Requires: `word` in lower case (text/fold.h).
  std::string stem(std::string_view word);

 private:
  SN_env* environment_ = nullptr;
};

}  // namespace carrel
