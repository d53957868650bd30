#include "index/form_table.h"

#include "base/hash.h"
#include "text/fold.h"
#include "text/stem.h"

namespace carrel {

void FormTable::count(std::string_view word, Field field, Stemmer& stemmer) {
  Form& form = forms_[form_of(word, stemmer)];
  if (!form.counted) {
    form.counted = true;
    counted_.push_back(static_cast<std::uint32_t>(&form - forms_.data()));
  }
  if (form.counts[field] < kMaxFrequency) ++form.counts[field];
}

void FormTable::flush(std::uint32_t article) {
  for (const std::uint32_t number : counted_) {
    Form& form = forms_[number];
    postings_.push_back({number, article, form.counts});
    form.counts = {};
    form.counted = false;
  }
  counted_.clear();
}

std::uint32_t FormTable::form_of(std::string_view word, Stemmer& stemmer) {
  // A class depends on the language of the text that brought the word first; other languages reuse it, so
  // that one form has one class. Spellings are shared for the same reason.
  const std::uint64_t hash = xxh64(bytes_of(word));
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Spelling& spelling = spellings_[slots_[slot] - 1];
    if (spelling.hash == hash &&
        std::string_view(spelling_bytes_).substr(spelling.offset, spelling.size) == word) {
      return spelling.form;
    }
  }
  const std::uint32_t form = add_form(word, stemmer);
  spellings_.push_back({hash, static_cast<std::uint32_t>(spelling_bytes_.size()),
                        static_cast<std::uint32_t>(word.size()), form});
  spelling_bytes_.append(word);
  slots_[slot] = static_cast<std::uint32_t>(spellings_.size());
  // Half full is where probing begins to cost.
  if (spellings_.size() * 2 > slots_.size()) grow();
  return form;
}

std::uint32_t FormTable::add_form(std::string_view word, Stemmer& stemmer) {
  std::string text = fold(word);
  // Decorations alone (a lone accent) fold to nothing; they stand for themselves.
  if (text.empty()) text = word;
  const auto [entry, is_new] = form_numbers_.try_emplace(text, static_cast<std::uint32_t>(forms_.size()));
  if (is_new) {
    std::string key = fold(stemmer.stem(lower(word)));
    if (key.empty()) key = text;
    const auto class_number = static_cast<std::uint32_t>(class_numbers_.size());
    Form form;
    form.text = std::move(text);
    form.class_key = class_numbers_.try_emplace(std::move(key), class_number).first->second;
    forms_.push_back(std::move(form));
  }
  return entry->second;
}

void FormTable::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < spellings_.size(); ++i) {
    std::size_t slot = spellings_[i].hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace carrel
