#include "index/term_part.h"

#include <algorithm>
#include <bit>

#include "base/lasting.h"
#include "base/utf8.h"
#include "index/ascending.h"
#include "index/format.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

// What a hostile packer may make us allocate for each byte that it sends; lists that hold every article take
// no bits.
constexpr std::size_t kMaxPostingsPerByte = 64;
constexpr std::size_t kFreePostings = 1 << 16;
// The part of what is no form.
constexpr std::uint32_t kOfNoClass = 0xFFFFFFFF;

}  // namespace

void TermPart::load(std::uint32_t number, std::uint32_t forms, ByteSpan dictionary, ByteSpan lists,
                    ByteSpan synonyms) {
  number_ = number;
  size_ = forms;
  dictionary_ = dictionary;
  lists_ = lists;
  synonyms_ = synonyms;
  state_ = State::kLoaded;
}

void TermPart::read() {
  if (state_ != State::kLoaded) return;
  const Lasting lasting;
  if (read_dictionary()) {
    state_ = State::kRead;
    return;
  }
  size_ = class_count_ = 0;
  synonyms_ = {};
  state_ = State::kDamaged;
}

bool TermPart::read_dictionary() {
  Reader reader(dictionary_);
  const std::uint32_t all = size_ + reader.varint();
  const std::uint32_t letters = reader.varint();
  postings_ = reader.varint();
  place_count_ = reader.varint();
  // Each form takes at least three bytes, so what is allocated is bounded by the file.
  if (size_ > kMaxFormsInPart || all < size_ || all > dictionary_.size() / 3 ||
      letters > all * (4 * kMaxWordBytes) ||
      std::uint64_t{postings_} + place_count_ >
          std::clamp<std::size_t>(lists_.size() * kMaxPostingsPerByte, kFreePostings, kMaxPostingsInPart))
    return false;
  text_.resize(letters);
  begins_.resize(all + 1);
  classes_.resize(all);
  function_words_.resize(size_);
  if (!read_forms(reader)) return false;
  group_classes();
  return true;
}

bool TermPart::read_forms(Reader& reader) {
  std::uint32_t at = 0;
  std::string_view previous;
  for (std::uint32_t i = 0; i < classes_.size(); ++i) {
    const bool own = i < size_;
    // Repeated forms stand alone.
    const std::uint32_t shared = own ? reader.varint() : 0;
    const std::string_view suffix = reader.text(reader.varint());
    const std::size_t size = shared + suffix.size();
    if (shared > previous.size() || size > text_.size() - at) return false;
    char* const begin = text_.data() + at;
    std::copy_n(previous.data(), shared, begin);
    std::copy_n(suffix.data(), suffix.size(), begin + shared);
    const std::string_view text(begin, size);
    // Ascending, so that a word and a prefix are found by bisection.
    if ((own && i > 0 && !(previous < text)) || !is_valid_utf8(text)) return false;
    previous = text;
    at += static_cast<std::uint32_t>(size);
    begins_[i + 1] = at;

    TermRef& home = classes_[i];
    home.part = number_;
    if (own && text.starts_with(kRotatedSign)) {
      home.part = kOfNoClass;
      continue;
    }
    std::uint32_t reference = reader.varint();
    if (own) {
      function_words_[i] = reference & 1;
      reference >>= 1;
    }
    if (!own) {
      home.index = reference;
    } else if (reference == 1) {
      // Whether it is there is seen when that part is loaded.
      home.part = reader.varint();
      home.index = reader.varint();
      if (home.part == number_) return false;
    } else if (reference == 0) {
      home.index = class_count_++;
    } else {
      // Counts back: too far is past the end.
      home.index = class_count_ - (reference - 1);
    }
    if (home.part == number_ && home.index >= class_count_) return false;
  }
  return at == text_.size() && !reader.failed() && reader.left() == 0;
}

void TermPart::group_classes() {
  class_begins_.resize(class_count_ + 1);
  const auto is_member = [this](std::size_t form) { return classes_[form].part == number_; };
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    if (is_member(i)) ++class_begins_[classes_[i].index];
  }
  for (std::uint32_t i = 0; i < class_count_; ++i) class_begins_[i + 1] += class_begins_[i];
  // Where a class ends moves down to where it begins.
  class_forms_.resize(class_begins_[class_count_]);
  for (std::size_t i = classes_.size(); i-- > 0;) {
    if (is_member(i)) class_forms_[--class_begins_[classes_[i].index]] = static_cast<std::uint32_t>(i);
  }
}

std::uint32_t TermPart::lower_bound(std::string_view word, std::uint32_t low) const {
  std::uint32_t high = size_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (form(middle) < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void TermPart::unpack(std::span<const PrefixCode> codes, std::span<const std::uint8_t> usual) {
  if (!list_begins_.empty()) return;
  {
    const Lasting lasting;
    list_begins_.resize(class_count_ + 1);
    articles_.resize(postings_);
    marks_.resize(postings_);
    place_begins_.resize(classes_.size());
    places_.resize(1 + place_count_);
  }
  const auto articles = static_cast<std::uint32_t>(usual.size());
  BitReader reader(lists_);
  std::uint32_t at = 0;
  std::uint32_t place = 1;  // a form without any has the 0 at the beginning
  for (std::uint32_t class_index = 0; class_index < class_count_; ++class_index) {
    const std::uint32_t count = std::min({reader.gamma() + 1, articles, postings_ - at});
    const auto forms = forms_of(class_index);
    const auto list = articles_.span().subspan(at, count);
    read_ascending(reader, list, articles);
    for (const std::uint32_t article : list)
      marks_[at++] = decoded_mark(codes[code_of(count, usual[article])].read(reader), usual[article]);
    list_begins_[class_index + 1] = at;
    // The only form of a class is everywhere.
    if (forms.size() < 2 || count == 0) continue;
    for (const std::uint32_t form : forms) {
      const std::uint32_t held = reader.below(count) + 1;
      if (held >= places_.size() - place) break;
      place_begins_[form] = place;
      places_[place++] = held;
      read_ascending(reader, places_.span().subspan(place, held), count);
      place += held;
    }
  }
}

}  // namespace carrel
