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
// More neighbours than this only blur the answer.
constexpr std::size_t kMaxMisspellings = 16;

// 0xFF stands in no UTF-8, so this comes after every word that begins with `prefix`.
std::string after_prefix(std::string_view prefix) { return std::string(prefix) + '\xFF'; }

void decode_into(std::u32string& out, std::string_view text) {
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    out.push_back(decoded.code_point);
    i += decoded.size;
  }
}

// Optimal string alignment distances from one word to forms of the dictionary, taken in order.
//
// Row i of the usual matrix belongs to the first i letters of a form. Forms are sorted, so each shares its
// first rows with the one before; and where a whole row is past the limit, so is every form that begins with
// those letters.
class Walk {
 public:
  Walk(std::u32string_view word, std::uint32_t limit) : word_(word), limit_(limit), rows_(word.size() + 1) {
    for (std::uint32_t j = 0; j <= word.size(); ++j) rows_[j] = j;
  }

  // Takes up the next form: 0, or how many of its first letters are past the limit already.
  // Requires: the form does not begin with the letters that the last call said were past it.
  std::size_t enter(const std::u32string& form) {
    std::size_t shared = 0;
    while (shared < form.size() && shared < form_.size() && form[shared] == form_[shared]) ++shared;
    form_ = form;
    const std::size_t width = word_.size() + 1;
    if (rows_.size() < (form.size() + 1) * width) rows_.resize((form.size() + 1) * width);
    for (std::size_t i = shared + 1; i <= form.size(); ++i) {
      if (fill_row(i, rows_.data() + i * width) > limit_) return i;
    }
    return 0;
  }

  // Requires: enter returned 0. May be past the limit.
  std::uint32_t distance() const { return rows_[form_.size() * (word_.size() + 1) + word_.size()]; }

 private:
  // Returns the least distance of the row.
  std::uint32_t fill_row(std::size_t i, std::uint32_t* row) const {
    const std::size_t width = word_.size() + 1;
    const std::uint32_t* const above = row - width;
    row[0] = static_cast<std::uint32_t>(i);
    std::uint32_t least = row[0];
    for (std::size_t j = 1; j < width; ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (form_[i - 1] != word_[j - 1])});
      if (i > 1 && j > 1 && form_[i - 1] == word_[j - 2] && form_[i - 2] == word_[j - 1]) {
        row[j] = std::min(row[j], *(above - width + j - 2) + 1);
      }
      least = std::min(least, row[j]);
    }
    return least;
  }

  std::u32string_view word_;
  std::uint32_t limit_;
  List<std::uint32_t> rows_;  // of form_, as far as they are filled
  std::u32string form_;
};

// A form of a loaded part, if its class is at hand too.
std::optional<Entry> entry_of(const Index& index, TermRef form, Missing& missing) {
  const TermPart& part = *index.terms(form.part, missing);
  Entry entry{form, part.class_of(form.index), part.form(form.index), 0};
  if (entry.text.starts_with(kRotatedSign)) return entry;
  const TermPart* home = index.terms(entry.class_ref.part, missing);
  if (!home || entry.class_ref.index >= home->classes()) return std::nullopt;
  if (entry.class_ref.part != form.part) {
    // Its home repeats it, and knows where it stands.
    for (const Entry& repeated : find_class(index, entry.class_ref)) {
      if (repeated.text == entry.text) return repeated;
    }
    return std::nullopt;
  }
  const Postings postings = index.postings(entry.class_ref);
  entry.documents = static_cast<std::uint32_t>(home->forms_of(entry.class_ref.index).size() > 1
                                                   ? home->places(form.index).size()
                                                   : postings.articles.size());
  return entry;
}

}  // namespace

std::optional<Entry> find_form(const Index& index, std::string_view word, Missing& missing) {
  const std::uint32_t number = index.part_of(word);
  const TermPart* part = index.terms(number, missing);
  if (!part) return std::nullopt;
  const std::uint32_t at = part->lower_bound(word);
  if (at == part->size() || part->form(at) != word || word.starts_with(kRotatedSign)) return std::nullopt;
  auto entry = entry_of(index, {number, at}, missing);
  if (entry) entry->is_function_word = part->is_function_word(at);
  return entry;
}

std::uint32_t documents_of(const Index& index, std::string_view word, Missing& missing) {
  const auto entry = find_form(index, word, missing);
  return entry ? entry->documents : 0;
}

List<Entry> find_class(const Index& index, TermRef class_ref) {
  Missing none;
  const TermPart& part = *index.terms(class_ref.part, none);
  const Postings postings = index.postings(class_ref);
  const auto forms = part.forms_of(class_ref.index);
  List<Entry> entries;
  for (const std::uint32_t form : forms) {
    const std::size_t documents = forms.size() > 1 ? part.places(form).size() : postings.articles.size();
    entries.push_back(
        {{class_ref.part, form}, class_ref, part.form(form), static_cast<std::uint32_t>(documents)});
  }
  return entries;
}

List<Entry> find_prefix(const Index& index, std::string_view prefix, Missing& missing) {
  List<Entry> entries;
  const std::string end = after_prefix(prefix);
  for (std::uint32_t number = index.part_of(prefix); number <= index.part_of(end); ++number) {
    const TermPart* part = index.terms(number, missing);
    if (!part) continue;
    const std::uint32_t last = part->lower_bound(end);
    for (std::uint32_t i = part->lower_bound(prefix); i < last; ++i) {
      if (const auto entry = entry_of(index, {number, i}, missing)) entries.push_back(*entry);
    }
  }
  return entries;
}

namespace {

// Collects what is near to one word.
class Corrector {
 public:
  Corrector(const Index& index, std::string_view word, Missing& missing)
      : index_(index), word_(word), missing_(missing) {
    decode_into(wanted_, word);
    limit_ = wanted_.size() >= 8 ? 2 : 1;
  }

  List<Misspelling> find() {
    if (wanted_.size() < 4 || word_.find_first_of("0123456789") != std::string_view::npos) return {};
    walk(word_.substr(0, bytes_of_letters(word_, kRotatedLetters)));
    if (found_.empty()) {
      // The second letter swapped with the third is the one edit that changes what comes before and after.
      std::u32string swapped = wanted_;
      std::swap(swapped[kRotatedLetters - 1], swapped[kRotatedLetters]);
      std::string text;
      for (const char32_t letter : swapped) append_utf8(text, letter);
      if (const auto entry = find_form(index_, text, missing_)) found_.push_back({*entry, 1, false});
      // A letter more, as many, or a letter fewer stand before the same end.
      for (std::size_t letters = kRotatedLetters - 1; letters <= kRotatedLetters + 1; ++letters)
        look_up_end(letters);
    }
    return std::move(found_);
  }

 private:
  void walk(std::string_view prefix) {
    Walk matrix(wanted_, limit_);
    const std::string end = after_prefix(prefix);
    std::string from(prefix);  // what lies before it is out of reach
    for (std::uint32_t number = index_.part_of(prefix); number <= index_.part_of(end); ++number) {
      const TermPart* part = index_.terms(number, missing_);
      if (!part) continue;
      const std::uint32_t last = part->lower_bound(end);
      for (std::uint32_t i = part->lower_bound(from); i < last;) {
        const std::string_view text = part->form(i);
        decode_into(form_, text);
        if (const std::size_t letters = matrix.enter(form_); letters > 0) {
          from = after_prefix(text.substr(0, bytes_of_letters(text, letters)));
          i = part->lower_bound(from, i + 1);
          continue;
        }
        if (matrix.distance() <= limit_ && text.back() != kBeginsSign) add({number, i}, matrix.distance());
        ++i;
      }
    }
  }

  void look_up_end(std::size_t letters) {
    std::string key(1, kRotatedSign);
    key.append(word_.substr(bytes_of_letters(word_, letters))).push_back(kRotatedSign);
    for (const Entry& rotated : find_prefix(index_, key, missing_)) {
      const std::string text =
          concat({rotated.text.substr(key.size()), std::string_view(key).substr(1, key.size() - 2)});
      decode_into(form_, text);
      Walk matrix(wanted_, 1);
      if (matrix.enter(form_) > 0 || matrix.distance() > 1) continue;
      if (const auto entry = find_form(index_, text, missing_))
        found_.push_back({*entry, 1, form_[0] != wanted_[0]});
    }
  }

  void add(TermRef form, std::uint32_t distance) {
    if (form_.size() < 3) return;
    if (const auto entry = entry_of(index_, form, missing_)) found_.push_back({*entry, distance, false});
  }

  const Index& index_;
  std::string_view word_;
  Missing& missing_;
  std::u32string wanted_, form_;
  std::uint32_t limit_ = 1;
  List<Misspelling> found_;
};

}  // namespace

List<Misspelling> find_misspellings(const Index& index, std::string_view word, Missing& missing) {
  List<Misspelling> found = Corrector(index, word, missing).find();
  const auto cost = [](const Misspelling& m) { return 2 * m.distance + m.first_letter_differs; };
  heap_sort(found, [&](const Misspelling& a, const Misspelling& b) {
    if (cost(a) != cost(b)) return cost(a) < cost(b);
    if (a.entry.documents != b.entry.documents) return a.entry.documents > b.entry.documents;
    return a.entry.text < b.entry.text;
  });
  // Two edits are believed only where one does not do.
  while (!found.empty() && found.back().distance > found.front().distance) found.pop_back();
  if (found.size() > kMaxMisspellings) found.resize(kMaxMisspellings);
  return found;
}

std::size_t find_cut(const Index& index, std::string_view word, Missing& missing) {
  std::u32string letters;
  decode_into(letters, word);
  std::size_t best = 0;
  std::uint32_t most = 0;
  for (std::size_t i = kMinHalfLetters; i + kMinHalfLetters <= letters.size(); ++i) {
    const std::size_t cut = bytes_of_letters(word, i);
    // First halves mostly lie where the word itself was looked for; a second one costs a file only behind a
    // known first.
    const std::uint32_t left = documents_of(index, word.substr(0, cut), missing);
    if (left <= most) continue;
    const std::uint32_t right = documents_of(index, word.substr(cut), missing);
    if (right <= most) continue;
    most = std::min(left, right);
    best = cut;
  }
  return best;
}

}  // namespace carrel
