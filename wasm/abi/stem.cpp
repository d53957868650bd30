// stem.<language>.wasm: the stems of words, for the packer, and for a query whose word the dictionary lacks.
#include "text/stem.h"

#include "abi/exports.h"
#include "text/fold.h"

namespace {

template <class Finish>
const carrel::abi::Reply* answer(Finish finish) {
  carrel::Stemmer stemmer;
  std::string stems;
  std::string_view words = carrel::abi::request_text();
  while (!words.empty()) {
    const std::size_t end = words.find('\n');
    stems += finish(stemmer.stem(words.substr(0, end)));
    stems += '\n';
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return carrel::abi::reply(carrel::Error::kNone, std::string_view(stems));
}

}  // namespace

// Words, one a line → their folded stems, one a line: equal for the words of one class.
CARREL_EXPORT(carrel_stem) const carrel::abi::Reply* carrel_stem() { return answer(carrel::fold); }

// The same with all marks, as Snowball's own vocabularies have them.
CARREL_EXPORT(carrel_stem_unfolded) const carrel::abi::Reply* carrel_stem_unfolded() {
  return answer([](std::string stem) { return stem; });
}
