// SynonymWriter: the names of a bundle that have others, and which, kept with the words that they begin with.
//
// A name is kept as the words that a query has in its place, each as the first form of its class, so that a
// query in other inflections finds it; where no article has a word as it is written, so too. Other names that
// stand in no article are left out: they would find nothing.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "index/form_table.h"

namespace carrel {

class SynonymWriter {
 public:
  // Whoever asks for `from` finds `to` too. Its words become forms of `forms` that no article has.
  // Requires: all articles are in, and no word has been stemmed yet.
  void add(FormTable& forms, LanguageId language, std::string_view from, std::string_view to);

  // `classes`: for each form one that stands for its class (index/classes.h). Requires: all names are in.
  void close(const FormTable& forms, const std::vector<std::uint32_t>& classes);

  // Section SYNO of each part. `keys`: what its words begin with, ascending, at least one.
  // Requires: close was called.
  std::vector<Bytes> encode(const std::vector<std::string_view>& keys) const;

 private:
  using Words = std::vector<std::uint32_t>;  // forms
  struct Name {
    std::string label;
    Words words;
  };
  struct Rule {
    Words from;
    Name to;
  };
  struct Other {
    std::string label, key;
  };
  static Words words_of(FormTable& forms, LanguageId language, std::string_view name);

  std::vector<Rule> rules_;
  std::map<std::string, std::vector<Other>> others_;  // by key
};

}  // namespace carrel
