// TermPart: the surface forms of one range of the dictionary, and for each class that begins in it the
// articles that hold it.
//
// A class is kept whole in the part of its first form. Forms of it that fall into other parts are repeated
// here for their text; there they only say where the class is.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/list.h"
#include "index/mark.h"
#include "index/prefix_code.h"

namespace carrel {

// A form or a class: the number of its part, and its own within that part.
struct TermRef {
  std::uint32_t part = 0, index = 0;
  friend bool operator==(const TermRef&, const TermRef&) = default;
};

// The articles of a class, ascending, and a mark for each.
struct Postings {
  std::span<const std::uint32_t> articles;
  std::span<const Mark> marks;
};

class TermPart {
 public:
  // Takes up a part's sections, which must outlive it. Nothing is decoded before a query looks at it: most
  // parts of a large index are never looked at.
  void load(std::uint32_t number, std::uint32_t forms, ByteSpan dictionary, ByteSpan lists,
            ByteSpan synonyms);
  bool loaded() const { return state_ != State::kAbsent; }
  // Decodes the dictionary, once. If no packer of ours wrote it, the part is_damaged(), and empty.
  // Everything below requires it.
  void read();
  bool is_damaged() const { return state_ == State::kDamaged; }

  // The forms of the range, ascending; those past size() are repeated from other parts.
  std::uint32_t size() const { return size_; }
  std::string_view form(std::uint32_t index) const {
    return {text_.data() + begins_[index], begins_[index + 1] - begins_[index]};
  }
  // The first form that is not before `word`, from `low` on.
  std::uint32_t lower_bound(std::string_view word, std::uint32_t low = 0) const;

  // Section SYNO of the part, empty where it has none; search/synonyms.h reads it.
  ByteSpan synonyms() const { return synonyms_; }

  TermRef class_of(std::uint32_t form) const { return classes_[form]; }
  // Requires: form < size().
  bool is_function_word(std::uint32_t form) const { return function_words_[form] != 0; }
  std::uint32_t classes() const { return class_count_; }
  // The forms of a class of this part. Requires: a class of this part.
  std::span<const std::uint32_t> forms_of(std::uint32_t class_index) const {
    return between(class_forms_, class_begins_, class_index);
  }

  // Decodes all lists of the part, once. Whatever the bits are, views stay in bounds. `usual`: the usual
  // level of each article.
  void unpack(std::span<const PrefixCode> codes, std::span<const std::uint8_t> usual);

  // Requires: unpack was called.
  Postings postings(std::uint32_t class_index) const {
    return {between(articles_, list_begins_, class_index), between(marks_, list_begins_, class_index)};
  }
  // Which of its class's postings hold this very form, ascending.
  // Requires: unpack was called, a class of this part that has several forms.
  std::span<const std::uint32_t> places(std::uint32_t form) const {
    return places_.span().subspan(place_begins_[form] + 1, places_[place_begins_[form]]);
  }

 private:
  template <class T>
  static std::span<const T> between(const List<T>& values, const List<std::uint32_t>& begins,
                                    std::uint32_t i) {
    return {values.data() + begins[i], begins[i + 1] - begins[i]};
  }
  enum class State : std::uint8_t { kAbsent, kLoaded, kRead, kDamaged };
  bool read_dictionary();
  bool read_forms(Reader& reader);
  void group_classes();

  std::uint32_t number_ = 0;
  std::uint32_t size_ = 0, postings_ = 0, place_count_ = 0;
  State state_ = State::kAbsent;
  ByteSpan dictionary_, lists_, synonyms_;
  List<char> text_;
  List<std::uint32_t> begins_;
  List<TermRef> classes_;  // of each form
  List<std::uint8_t> function_words_;
  std::uint32_t class_count_ = 0;
  List<std::uint32_t> class_begins_, class_forms_;
  List<std::uint32_t> list_begins_, articles_;
  List<Mark> marks_;
  List<std::uint32_t> place_begins_, places_;  // of a form: how many, then these
};

}  // namespace carrel
