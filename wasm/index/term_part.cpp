#include "index/term_part.h"

#include <algorithm>
#include <bit>

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

}  // namespace

bool TermPart::read(std::uint32_t number, std::uint32_t forms, ByteSpan dictionary, ByteSpan lists) {
  number_ = number;
  lists_ = lists;
  // Each form takes at least three bytes, so its number is bounded before anything is allocated.
  loaded_ = forms <= kMaxFormsInPart && std::uint64_t{forms} * 3 <= dictionary.size() &&
            read_forms(forms, dictionary);
  if (loaded_) group_classes();
  return loaded_;
}

bool TermPart::read_forms(std::uint32_t forms, ByteSpan dictionary) {
  Reader reader(dictionary);
  size_ = forms;
  first_class_ = reader.varint();
  begins_.push_back(0);
  while (begins_.size() <= forms || reader.left() > 0) {
    const bool own = begins_.size() <= forms;
    const std::size_t begin = text_.size();
    // Repeated forms stand alone.
    const std::size_t previous = begins_.size() > 1 && own ? begins_[begins_.size() - 2] : begin;
    const std::uint32_t shared = own ? reader.varint() : 0;
    const std::string_view suffix = reader.text(reader.varint());
    if (reader.failed() || shared > begin - previous || shared + suffix.size() > 4 * kMaxWordBytes)
      return false;
    text_.append(text_, previous, shared);
    text_.append(suffix);
    const std::string_view text = std::string_view(text_).substr(begin);
    // Ascending, so that a word and a prefix are found by bisection.
    if (own && begin > 0 && !(std::string_view(text_).substr(previous, begin - previous) < text))
      return false;
    if (!is_valid_utf8(text)) return false;
    begins_.push_back(static_cast<std::uint32_t>(text_.size()));

    const bool only_leads = own && text.starts_with(kRotatedSign);
    std::uint32_t reference = only_leads ? 0 : reader.varint();
    if (own) {
      function_words_.push_back(reference & 1);
      reference >>= 1;
    }
    if (only_leads) {
      classes_.push_back({});  // of no class, and never asked for it
    } else if (!own) {
      if (reference >= class_count_) return false;
      classes_.push_back({number_, reference});
    } else if (reference == 0) {
      classes_.push_back({number_, class_count_++});
    } else if (reference == 1) {
      // Whether it is there is seen when that part is loaded.
      const std::uint32_t part = reader.varint();
      classes_.push_back({part, reader.varint()});
      if (part == number_) return false;
    } else {
      if (reference - 1 > class_count_) return false;
      classes_.push_back({number_, class_count_ - (reference - 1)});
    }
    if (reader.failed()) return false;
  }
  return true;
}

void TermPart::group_classes() {
  class_begins_.resize(class_count_ + 1);
  const auto is_member = [this](std::uint32_t i) {
    return classes_[i].part == number_ && !form(i).starts_with(kRotatedSign);
  };
  for (std::uint32_t i = 0; i < classes_.size(); ++i) {
    if (is_member(i)) ++class_begins_[classes_[i].index + 1];
  }
  for (std::uint32_t i = 0; i < class_count_; ++i) class_begins_[i + 1] += class_begins_[i];
  class_forms_.resize(class_begins_[class_count_]);
  List<std::uint32_t> next = class_begins_;
  for (std::uint32_t i = 0; i < classes_.size(); ++i) {
    if (is_member(i)) class_forms_[next[classes_[i].index]++] = i;
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
  if (unpacked_) return;
  unpacked_ = true;
  const auto articles = static_cast<std::uint32_t>(usual.size());
  BitReader reader(lists_);
  std::size_t room = std::max(lists_.size() * kMaxPostingsPerByte, kFreePostings);
  place_begins_.resize(classes_.size());
  place_counts_.resize(classes_.size());
  for (std::uint32_t class_index = 0; class_index < class_count_; ++class_index) {
    list_begins_.push_back(static_cast<std::uint32_t>(articles_.size()));
    const auto forms = forms_of(class_index);
    const std::uint32_t count = reader.gamma() + 1;
    if (reader.failed() || count > articles || std::size_t{count} * (1 + forms.size()) > room) continue;
    room -= std::size_t{count} * (1 + forms.size());
    articles_.resize(articles_.size() + count);
    read_ascending(reader, std::span(articles_.end() - count, count), articles);
    for (std::size_t i = articles_.size() - count; i < articles_.size(); ++i)
      marks_.push_back(
          decoded_mark(codes[code_of(count, usual[articles_[i]])].read(reader), usual[articles_[i]]));
    // The only form of a class is everywhere.
    if (forms.size() < 2) continue;
    for (const std::uint32_t form : forms) {
      place_begins_[form] = static_cast<std::uint32_t>(places_.size());
      place_counts_[form] = reader.below(count) + 1;
      places_.resize(places_.size() + place_counts_[form]);
      read_ascending(reader, std::span(places_.end() - place_counts_[form], place_counts_[form]), count);
    }
  }
  list_begins_.push_back(static_cast<std::uint32_t>(articles_.size()));
}

}  // namespace carrel
