// SynonymWriter: the names of a bundle that have others, and which, kept with the words that they begin with.
//
// A name is kept as the words that a query has in its place, each as the first form of its class, so that a
// query in other inflections finds it; where no article has a word as it is written, so too. Other names that
// stand in no article are left out: they would find nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/bytes.h"
#include "base/pace.h"
#include "index/form_table.h"

namespace carrel {

class SynonymWriter {
 public:
  // The number of a name, for add. Its words become forms of `forms` that no article has. One text has one
  // number, whatever language it is said to be of later.
  // Requires: all articles are in, and no word has been stemmed yet.
  std::uint32_t name(FormTable& forms, LanguageId language, std::string_view text);

  // Whoever asks for the one name finds the other too.
  void add(std::uint32_t from, std::uint32_t to);

  // `classes`: for each form one that stands for its class (index/classes.h). True when it is done; until
  // then it is called again. Requires: all names are in.
  bool close(const FormTable& forms, const std::vector<std::uint32_t>& classes, Pace& pace);

  // Section SYNO of each part. `keys`: what its words begin with, ascending, at least one.
  // Requires: close was called.
  std::vector<Bytes> encode(const std::vector<std::string_view>& keys) const;

 private:
  using Words = std::vector<std::uint32_t>;  // forms
  using Keys = std::unordered_map<std::string, std::uint32_t>;
  using Key = const Keys::value_type*;  // stays where it is while others are added
  struct Name {
    std::string label;
    Words words;
    bool found = false;  // its words stand in articles
    Key key = nullptr, written_key = nullptr;
  };
  struct Rule {
    std::uint32_t from, to;  // names
  };

  std::vector<Name> names_;
  std::unordered_map<std::string, std::uint32_t> known_;  // the names by their texts
  std::vector<Rule> rules_;
  void find_keys(const FormTable& forms, const std::vector<std::uint32_t>& classes);

  std::size_t next_rule_ = 0;                       // that close has not looked at
  std::unordered_set<std::uint64_t> pairs_;         // of keys that are linked already
  Keys keys_;                                       // what names are kept as, numbered
  std::vector<std::vector<std::uint32_t>> others_;  // names, by the number of the key that leads to them
};

}  // namespace carrel
