// FormTable: the words met so far, each with its surface form and its class, and where each form stands how
// often.
//
// Words are looked up as they stand in the text (three million times for a large site), so the table keeps
// every spelling and folds and stems each only once.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "index/format.h"

namespace carrel {

class Stemmer;

using Frequencies = std::array<std::uint8_t, kFieldCount>;

class FormTable {
 public:
  // Counts one occurrence of `word` in `field` of the article that is being read.
  void count(std::string_view word, Field field, Stemmer& stemmer);

  // Notes a posting for every form counted since the last call. Articles ascend.
  void flush(std::uint32_t article);

  struct Form {
    std::string text;
    std::uint32_t class_key = 0;  // number of the class, in order of appearance
    Frequencies counts = {};      // in the article that is being read
    bool counted = false;
  };
  const std::vector<Form>& forms() const { return forms_; }
  std::uint32_t classes() const { return static_cast<std::uint32_t>(class_numbers_.size()); }

  struct Posting {
    std::uint32_t form, article;
    Frequencies frequencies;
  };
  const std::vector<Posting>& postings() const { return postings_; }

 private:
  // Open addressing over spellings: 0 is empty, otherwise an entry's number + 1.
  struct Spelling {
    std::uint64_t hash;
    std::uint32_t offset, size;  // in spelling_bytes_
    std::uint32_t form;
  };
  std::uint32_t form_of(std::string_view word, Stemmer& stemmer);
  std::uint32_t add_form(std::string_view word, Stemmer& stemmer);
  void grow();

  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1024);
  std::vector<Spelling> spellings_;
  std::string spelling_bytes_;
  std::unordered_map<std::string, std::uint32_t> form_numbers_;
  std::unordered_map<std::string, std::uint32_t> class_numbers_;
  std::vector<Form> forms_;
  std::vector<std::uint32_t> counted_;
  std::vector<Posting> postings_;
};

}  // namespace carrel
