// Excerpts and marks: which parts of a text show why an article matched.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/list.h"
#include "search/words.h"
#include "text/tokenizer.h"

namespace carrel {

// A run of marked characters in UTF-16 units: [from, to).
struct Range {
  std::uint32_t from = 0, to = 0;
};

struct Excerpt {
  std::string text;
  List<Range> ranges;
  std::uint32_t words = 0;  // how many different words of the query it shows
};

// Finds the words of a query in running text. Borrows the index's forms.
class Marker {
 public:
  Marker(const Index& index, const std::vector<Word>& words);

  // All of `text`, marked.
  Excerpt mark(std::string_view text);

  // The best passage of at most about kPassageBytes, cut at sentence borders where there are any.
  Excerpt passage(std::string_view text);

 private:
  struct Found {
    std::uint32_t offset, size, word;
  };
  const List<Found>& find(std::string_view text);

  struct Target {
    std::string_view form;
    std::uint32_t word;
  };
  List<Target> targets_;  // ascending by form
  List<Token> tokens_;
  List<Found> found_;
};

constexpr std::size_t kPassageBytes = 240;

}  // namespace carrel
