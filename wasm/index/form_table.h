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

#include "base/bytes.h"
#include "index/classes.h"
#include "index/format.h"

namespace carrel {

using Frequencies = std::array<std::uint8_t, kFieldCount>;

class FormTable {
 public:
  // Counts one occurrence of `word` in `field` of the article that is being read, at `position` among its
  // words. Positions ascend.
  // Requires: all words of one article have the same language.
  void count(std::string_view word, Field field, LanguageId language, std::uint32_t position);

  // The number of the form of a word that no article need hold.
  std::uint32_t note(std::string_view word, LanguageId language) {
    return uses_[use_of(word, language)].form;
  }

  // Notes a posting for every form counted since the last call. Articles ascend.
  void flush(std::uint32_t article);

  struct Form {
    std::string text;
    std::uint32_t last_use = kNoUse;
    // In the article that is being read:
    Frequencies counts = {};
    std::uint32_t first_place = 0, last_place = 0;  // in places_
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
    std::uint32_t positions;  // positions_of says where it stands
  };
  const std::vector<Posting>& postings() const { return postings_; }

  // Where the form of a posting stands in its article, ascending.
  void positions_of(std::uint32_t positions, std::vector<std::uint32_t>& out) const;

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
  // Returns what a posting keeps of them.
  std::uint32_t write_positions(const Form& form);

  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1024);
  std::vector<Spelling> spellings_;
  std::string spelling_bytes_;
  std::unordered_map<std::string, std::uint32_t> form_numbers_;
  std::vector<Form> forms_;
  std::vector<FormUse> uses_;
  std::vector<std::uint32_t> counted_;  // uses
  std::vector<Posting> postings_;
  struct Place {
    std::uint32_t position, next;  // next: of the same form, in places_
  };
  std::vector<Place> places_;  // of the article that is being read
  // Most forms stand once in an article: their postings hold the position itself, and this bit. The others
  // hold where their number of positions, then the distances begin. Memory ends before either has 31 bits.
  static constexpr std::uint32_t kOnlyPosition = 1U << 31;
  Writer positions_;
};

}  // namespace carrel
