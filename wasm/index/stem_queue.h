// StemQueue: the words of a bundle on their way to the stemmers of their languages, and their stems on the
// way back.
//
// Whoever packs asks for words until none are left, and brings the stems of each batch before it asks for the
// next.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "index/form_table.h"

namespace carrel {

// Words of one language, one a line. Without a language there are no more.
struct StemRequest {
  std::string_view language;
  std::string words;
};

class StemQueue {
 public:
  // The first words not yet asked for. `languages`: the codes of all stemmers, "" for none.
  // Requires: no more words are counted in `forms` from the first call on.
  StemRequest next(const FormTable& forms, const std::vector<std::string_view>& languages);

  // `stems`: folded, one a line, in the order of the words, with the sign of function words where they are
  // ones (text/function_words.h). A word whose stem is missing stands for itself.
  void add(const FormTable& forms, std::string_view stems);

  // For each use of `forms` its stem. Requires: next said that there are no more.
  const std::vector<std::string>& stems() const { return stems_; }
  // For each use of `forms` whether it is a function word of its language. Requires: as for stems.
  const std::vector<bool>& function_words() const { return function_words_; }

 private:
  std::vector<std::string> stems_;
  std::vector<bool> function_words_;
  std::vector<std::uint32_t> asked_;  // uses
  LanguageId language_ = 0;
  std::uint32_t next_use_ = 0;
};

}  // namespace carrel
