// FormTable: the words met so far, each with its surface form, and where each form stands how often.
//
// Words are looked up as they stand in the text (three million times for a large site), so the table keeps
// every spelling and folds each only once. Which forms make a class is settled at the end, from the stems
// that the caller brings (index/classes.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/classes.h"
#include "index/format.h"

namespace carrel {

using Frequencies = std::array<std::uint8_t, kFieldCount>;

class FormTable {
 public:
  // Counts one occurrence of `word` in `field` of the article that is being read.
  // Requires: all words of one article have the same language.
  void count(std::string_view word, Field field, LanguageId language);

  // The number of the form of a word that no article need hold.
  std::uint32_t note(std::string_view word, LanguageId language) {
    return uses_[use_of(word, language)].form;
  }

  // Notes a posting for every form counted since the last call. Articles ascend.
  void flush(std::uint32_t article);

  struct Form {
    std::string text;
    std::uint32_t last_use = kNoUse;
    Frequencies counts = {};  // in the article that is being read
    bool counted = false;
  };
  const std::vector<Form>& forms() const { return forms_; }

  // Each form in each language that it stands in, in the order in which they were met.
  const std::vector<FormUse>& uses() const { return uses_; }
  // How the form was first written in that language, which is what a stemmer wants to see.
  std::string_view spelling(const FormUse& use) const {
    const Spelling& spelling = spellings_[use.spelling];
    return std::string_view(spelling_bytes_).substr(spelling.offset, spelling.size);
  }

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
    std::uint32_t use;
  };
  std::uint32_t use_of(std::string_view word, LanguageId language);
  std::uint32_t add_use(std::string_view word, LanguageId language);
  void grow();

  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1024);
  std::vector<Spelling> spellings_;
  std::string spelling_bytes_;
  std::unordered_map<std::string, std::uint32_t> form_numbers_;
  std::vector<Form> forms_;
  std::vector<FormUse> uses_;
  std::vector<std::uint32_t> counted_;  // uses
  std::vector<Posting> postings_;
};

}  // namespace carrel
