// From counted words to lists: forms in their order, classes with their articles and marks.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "base/pace.h"
#include "index/form_table.h"
#include "index/term_writer.h"

namespace carrel {

using Lengths = std::array<std::uint32_t, kFieldCount>;  // words in each field of an article

struct TermLists {
  std::vector<TermForm> forms;  // their texts are the table's, or in `made`
  ClassPostings postings;
  std::vector<std::uint8_t> usual_levels;  // of each article: the commonest among its words
  std::uint32_t word_classes = 0;          // they come first; those of made entries follow
  std::deque<std::string> made;
  // How the words begin that may be misspelt in Latin, Greek or Cyrillic letters, as far as several begin so:
  // a blank, two letters, and what follows them as a third, " heaot inf". Empty where that takes more than it
  // saves.
  std::string beginnings;
};

// Makes them, in slices.
class TermListMaker {
 public:
  // `classes`: for each form one that stands for its class (index/classes.h). `function_words`: for each form
  // whether it is one. `lengths` of all articles. All outlive this.
  TermListMaker(const FormTable& table, const std::vector<std::uint32_t>& classes,
                const std::vector<bool>& function_words, const std::vector<Lengths>& lengths);
  ~TermListMaker();

  // True when it is done; until then it is called again.
  bool step(Pace& pace);
  // May be called once. Requires: step returned true.
  TermLists take();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace carrel
