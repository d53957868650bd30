// stem.<language>.wasm: the stems of words, for a query whose word the dictionary lacks.
#include "text/stem.h"

#include "abi/exports.h"
#include "text/fold.h"

// Words, one a line → their folded stems, one a line.
CARREL_EXPORT(carrel_stem) const carrel::abi::Reply* carrel_stem() {
  carrel::Stemmer stemmer(CARREL_STEM_LANGUAGE);
  std::string stems;
  std::string_view words = carrel::abi::request_text();
  while (!words.empty()) {
    const std::size_t end = words.find('\n');
    stems += carrel::fold(stemmer.stem(carrel::lower(words.substr(0, end))));
    stems += '\n';
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return carrel::abi::reply(carrel::Error::kNone, std::string_view(stems));
}
