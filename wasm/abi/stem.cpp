// stem.<language>.wasm: the stems of words, for the packer, and for a query whose word the dictionary lacks.
#include "text/stem.h"

#include <algorithm>
#include <memory>

#include "abi/exports.h"
#include "text/fold.h"
#include "text/function_words.h"
#include "text/umlauts.h"

namespace {

// Made by the first call: folding them takes longer than a few words do.
std::unique_ptr<const carrel::FunctionWords> g_function_words;

// Turkish parts names from their endings by an apostrophe: "Ankara'da" is of the class of "Ankara".
std::string_view without_ending(std::string_view word) {
  return word.substr(0, std::min(word.find('\''), word.find("\u2019")));
}

// `finish`: what is answered for a word and its stem.
template <class Finish>
const carrel::abi::Reply* answer(bool endings_go, Finish finish) {
  carrel::Stemmer stemmer;
  std::string stems;
  std::string_view words = carrel::abi::request_text();
  while (!words.empty()) {
    const std::size_t end = words.find('\n');
    const std::string_view word = words.substr(0, end);
    stems += finish(word, stemmer.stem(endings_go ? without_ending(word) : word));
    stems += '\n';
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return carrel::abi::reply(carrel::Error::kNone, std::move(stems));
}

}  // namespace

CARREL_EXPORT(carrel_request) std::uint8_t* carrel_request(std::uint32_t size) {
  return carrel::abi::request(size);
}

// Words, one a line → their folded stems, one a line: equal for the words of one class. The stems of function
// words have kFunctionWordSign before them.
CARREL_EXPORT(carrel_stem) const carrel::abi::Reply* carrel_stem() {
  if (!g_function_words) g_function_words = std::make_unique<const carrel::FunctionWords>();
  const bool german = carrel::kStemLanguage == "de";
  return answer(carrel::kStemLanguage == "tr", [&](std::string_view word, const std::string& stem) {
    std::string folded = carrel::fold(stem);
    if (german) folded = carrel::without_umlauts(folded);
    return g_function_words->has(carrel::fold(word)) ? carrel::kFunctionWordSign + folded : folded;
  });
}

// The same with all marks, as Snowball's own vocabularies have them, and no signs.
CARREL_EXPORT(carrel_stem_unfolded) const carrel::abi::Reply* carrel_stem_unfolded() {
  return answer(false, [](std::string_view, std::string stem) { return stem; });
}
