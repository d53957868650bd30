#include "search/dictionary.h"

#include <algorithm>
#include <string>

#include "base/sort.h"
#include "base/text.h"
#include "base/utf8.h"

namespace carrel {
namespace {

// Shorter halves are found in any word.
constexpr std::size_t kMinHalfLetters = 3;
// Of a word that is wrong further on so many letters are right, if not more than half of it.
constexpr std::size_t kTrustedLetters = 4;
// More neighbours than this only blur the answer.
constexpr std::size_t kMaxMisspellings = 16;

// 0xFF stands in no UTF-8, so this comes after every word that begins with `prefix`.
std::string after_prefix(std::string_view prefix) { return concat({prefix, "\xFF"}); }

std::string_view text_of(const Index& index, TermRef form) {
  return index.loaded_terms(form.part).form(form.index);
}

// The forms that start with `prefix`, ascending, whether their classes are at hand or not.
List<TermRef> forms_with(const Index& index, std::string_view prefix, Missing& missing) {
  List<TermRef> forms;
  const std::string end = after_prefix(prefix);
  for (std::uint32_t number = index.part_of(prefix); number <= index.part_of(end); ++number) {
    const TermPart* part = index.terms(number, missing);
    if (!part) continue;
    const std::uint32_t last = part->lower_bound(end);
    for (std::uint32_t i = part->lower_bound(prefix); i < last; ++i) forms.push_back({number, i});
  }
  return forms;
}

// `form` is one of its class's home.
Entry entry_at_home(const Index& index, TermRef form, TermRef class_ref) {
  Entry entry{form, class_ref, text_of(index, form)};
  entry.documents = static_cast<std::uint32_t>(postings_of(index, entry).size());
  return entry;
}

// A form of a loaded part, if its class is at hand too.
Entry entry_of(const Index& index, TermRef form, Missing& missing) {
  const std::string_view text = text_of(index, form);
  const TermRef class_ref = index.loaded_terms(form.part).class_of(form.index);
  const TermPart* home = index.terms(class_ref.part, missing);
  if (!home || class_ref.index >= home->classes()) return {};
  // Its home repeats it if need be, and knows where it stands.
  for (const std::uint32_t own : home->forms_of(class_ref.index)) {
    if (home->form(own) == text) return entry_at_home(index, {class_ref.part, own}, class_ref);
  }
  return {};
}

}  // namespace

FormPostings postings_of(const Index& index, const Entry& entry, bool whole_class) {
  FormPostings postings{index.postings(entry.class_ref), {}};
  const TermPart& part = index.loaded_terms(entry.class_ref.part);
  if (!whole_class && part.forms_of(entry.class_ref.index).size() > 1)
    postings.places = part.places(entry.form.index);
  return postings;
}

List<Entry> find_class(const Index& index, TermRef class_ref) {
  List<Entry> entries;
  for (const std::uint32_t form : index.loaded_terms(class_ref.part).forms_of(class_ref.index))
    entries.push_back(entry_at_home(index, {class_ref.part, form}, class_ref));
  return entries;
}

Entry find_form(const Index& index, std::string_view word, Missing& missing) {
  const std::uint32_t number = index.part_of(word);
  const TermPart* part = index.terms(number, missing);
  if (!part) return {};
  const std::uint32_t at = part->lower_bound(word);
  if (at == part->size() || part->form(at) != word) return {};
  Entry entry = entry_of(index, {number, at}, missing);
  entry.is_function_word = part->is_function_word(at);
  return entry;
}

Entry find_beginning(const Index& index, std::string_view prefix, Missing& missing) {
  return find_form(index, concat({prefix, {&kBeginsSign, 1}}), missing);
}

List<std::string_view> texts_with(const Index& index, std::string_view prefix, Missing& missing) {
  List<std::string_view> texts;
  for (const TermRef form : forms_with(index, prefix, missing)) texts.push_back(text_of(index, form));
  return texts;
}

List<Entry> find_prefix(const Index& index, std::string_view prefix, Missing& missing) {
  List<Entry> entries;
  for (const TermRef form : forms_with(index, prefix, missing)) {
    if (const Entry entry = entry_of(index, form, missing)) entries.push_back(entry);
  }
  return entries;
}

std::uint32_t last_part_of(const Index& index, std::string_view prefix) {
  return index.part_of(after_prefix(prefix));
}

void sort_entries(List<Entry>& entries) {
  heap_sort(entries, [](const Entry& a, const Entry& b) {
    if (a.cost != b.cost) return a.cost < b.cost;
    return a.documents != b.documents ? a.documents > b.documents : a.text < b.text;
  });
}

bool may_vary(std::string_view word) {
  for (const char c : word) {
    if (c >= '0' && c <= '9') return false;
  }
  return letters_in(word) >= 4;
}

namespace {

// Collects what is near to one word.
//
// Distances are optimal string alignments. Row i of the usual matrix belongs to the first i letters of a
// form. Forms come sorted, so each shares its first rows with the one before; and where a whole row is past
// the limit, so is every form that begins with those letters. Cells further from the diagonal than the limit
// are past it, and stay as they are.
class Corrector {
 public:
  Corrector(const Index& index, std::string_view word, Missing& missing)
      : index_(index), word_(word), missing_(missing) {
    for (std::size_t at = 0; at < word.size();) {
      const Decoded letter = decode_utf8(word, at);
      wanted_.push_back(letter.code_point);
      at += letter.size;
    }
    width_ = wanted_.size() + 1;
    limit_ = width_ > 8 ? 2 : 1;
    // A form that has so many letters more is past the limit with the last of them.
    rows_.resize((width_ + limit_ + 1) * width_);
    for (std::uint32_t& cell : rows_) cell = limit_ + 1;
    for (std::uint32_t i = 0; i <= limit_; ++i) rows_[i] = i;
  }

  List<Entry> find() {
    const std::size_t lacked_before = missing_.size();
    const std::size_t half = wanted_.size() / 2;
    look_up_beginning(std::min(kTrustedLetters, half));
    if (missing_.size() > lacked_before) return {};
    if (half > kRotatedLetters && !has_one_edit()) look_up_beginning(kRotatedLetters);
    if (found_.empty()) {
      // The second letter swapped with the third is the one edit that changes what comes before and after.
      const std::size_t second = bytes(kRotatedLetters - 1);
      const std::size_t third = bytes(kRotatedLetters);
      const std::size_t fourth = bytes(kRotatedLetters + 1);
      const std::string swapped = concat({between(word_, 0, second), between(word_, third, fourth),
                                          between(word_, second, third), behind(word_, fourth)});
      add(find_form(index_, swapped, missing_), 2);
      // A letter more, as many, or a letter fewer stand before the same end.
      for (const std::size_t begin : {second, third, fourth}) look_up_end(behind(word_, begin));
    }
    sort_entries(found_);
    // Two edits are believed only where one does not do.
    while (!found_.empty() &&
           (found_.back().cost / 2 > found_.front().cost / 2 || found_.size() > kMaxMisspellings))
      found_.pop_back();
    return std::move(found_);
  }

 private:
  // Of the first letters of the word.
  std::size_t bytes(std::size_t letters) const { return bytes_of_letters(word_, letters); }

  void add(Entry entry, std::uint32_t cost) {
    entry.cost = static_cast<std::uint8_t>(cost);
    if (entry) found_.push_back(entry);
  }

  bool has_one_edit() const {
    for (const Entry& entry : found_) {
      if (entry.cost == 2) return true;
    }
    return false;
  }

  // Finds all that begins with so many letters of the word, instead of what was found before.
  void look_up_beginning(std::size_t letters) {
    found_.clear();
    std::string_view past = "\xFF";  // the beginning of forms that are past the limit
    for (const TermRef form : forms_with(index_, between(word_, 0, bytes(letters)), missing_)) {
      const std::string_view text = text_of(index_, form);
      if (text.starts_with(past)) continue;
      const std::uint32_t edits = distance(text);
      if (edits <= limit_ && text.back() != kBeginsSign) add(entry_of(index_, form, missing_), 2 * edits);
      if (past_bytes_ > 0) past = between(text, 0, past_bytes_);
    }
  }

  void look_up_end(std::string_view end) {
    const std::string key = concat({{&kRotatedSign, 1}, end, {&kRotatedSign, 1}});
    for (const TermRef rotated : forms_with(index_, key, missing_)) {
      const std::string text = concat({behind(text_of(index_, rotated), key.size()), end});
      if (distance(text) < 2) add(find_form(index_, text, missing_), 2 + (form_[0] != wanted_[0]));
    }
  }

  // May be any number past the limit where it is past it.
  std::uint32_t distance(std::string_view text) {
    past_bytes_ = 0;
    std::uint32_t letters = 0;
    bool same = true;
    for (std::size_t at = 0; at < text.size();) {
      const Decoded letter = decode_utf8(text, at);
      at += letter.size;
      same = same && letters < form_.size() && form_[letters] == letter.code_point;
      if (!same) {
        form_.resize(letters);
        form_.push_back(letter.code_point);
        if (fill_row() > limit_) {
          past_bytes_ = at;
          // There is no row behind one that is past the limit.
          form_.pop_back();
          return limit_ + 1;
        }
      }
      ++letters;
    }
    form_.resize(letters);
    return rows_[letters * width_ + width_ - 1];
  }

  // Fills the row of the last letter of form_. Returns the least distance in it.
  std::uint32_t fill_row() {
    const std::size_t i = form_.size();
    std::uint32_t* const row = rows_.data() + i * width_;
    const std::uint32_t* const above = row - width_;
    std::uint32_t least = row[0] = static_cast<std::uint32_t>(i);
    const std::size_t last = std::min(width_ - 1, i + limit_);
    for (std::size_t j = i > limit_ ? i - limit_ : 1; j <= last; ++j) {
      row[j] = std::min(std::min(above[j], row[j - 1]) + 1, above[j - 1] + (form_[i - 1] != wanted_[j - 1]));
      if (i > 1 && j > 1 && form_[i - 1] == wanted_[j - 2] && form_[i - 2] == wanted_[j - 1])
        row[j] = std::min(row[j], *(above - width_ + j - 2) + 1);
      least = std::min(least, row[j]);
    }
    return least;
  }

  const Index& index_;
  std::string_view word_;
  Missing& missing_;
  List<char32_t> wanted_;
  std::size_t width_;  // of the matrix
  std::uint32_t limit_;
  List<std::uint32_t> rows_;
  List<char32_t> form_;  // whose rows are filled
  // Of the latest text: so many bytes are past the limit, whatever follows; 0: none are.
  std::size_t past_bytes_ = 0;
  List<Entry> found_;
};

}  // namespace

List<Entry> find_misspellings(const Index& index, std::string_view word, Missing& missing) {
  if (!may_vary(word)) return {};
  return Corrector(index, word, missing).find();
}

std::size_t find_cut(const Index& index, std::string_view word, Missing& missing) {
  const std::size_t letters = letters_in(word);
  std::size_t best = 0;
  std::uint32_t most = 0;
  for (std::size_t i = kMinHalfLetters; i + kMinHalfLetters <= letters; ++i) {
    const std::size_t cut = bytes_of_letters(word, i);
    // First halves mostly lie where the word itself was looked for; a second one costs a file only behind a
    // known first.
    const std::uint32_t left = find_form(index, between(word, 0, cut), missing).documents;
    if (left <= most) continue;
    const std::uint32_t right = find_form(index, behind(word, cut), missing).documents;
    if (right <= most) continue;
    most = std::min(left, right);
    best = cut;
  }
  return best;
}

}  // namespace carrel
