// Function words: the articles, pronouns, prepositions, conjunctions, auxiliaries and question words of a
// language, which say little of what a text is about. Never nouns.
//
// Linked into stem.<language>.wasm, each with the list of its language (wasm/text/function_words/), which the
// build makes a string of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace carrel {

// What stands before the folded stem of a function word in a stemmer's answer. No stem begins with it.
constexpr char kFunctionWordSign = '\x01';

// The build defines these: the two letters of the language, and its function words, a blank behind each.
extern const std::string_view kStemLanguage, kFunctionWords;

class FunctionWords {
 public:
  FunctionWords();

  // `word`: folded (text/fold.h), as an index knows it.
  bool has(std::string_view word) const;

 private:
  // Open addressing: 0 is empty, otherwise the word's place in text_ + 1.
  static constexpr std::size_t kSlots = 1024;
  std::string text_;  // folded, a blank behind each word
  std::array<std::uint16_t, kSlots> slots_ = {};
};

}  // namespace carrel
