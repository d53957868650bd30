#include "index/form_table.h"

#include <bit>
#include <cstring>

#include "base/bytes.h"
#include "text/fold.h"

namespace carrel {
namespace {

// Of words, which are short: xxh64 takes three times as long for them.
std::uint64_t hash_of(std::string_view word) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / the golden ratio
  const auto* at = reinterpret_cast<const std::uint8_t*>(word.data());
  std::size_t left = word.size();
  std::uint64_t hash = left;
  for (; left > 8; left -= 8, at += 8) hash = (std::rotl(hash, 29) ^ load_u64(at)) * kOdd;
  std::uint64_t last = 0;
  if (left >= 4) {
    last = std::uint64_t{load_u32(at)} << 32 | load_u32(at + left - 4);
  } else {
    for (std::size_t i = 0; i < left; ++i) last = last << 8 | at[i];
  }
  hash = (std::rotl(hash, 29) ^ last) * kOdd;
  return hash ^ hash >> 32;
}

}  // namespace

void FormTable::count(std::string_view word, Field field, LanguageId language, std::uint32_t position) {
  const std::uint32_t use = use_of(word, language);
  Form& form = forms_[uses_[use].form];
  const auto place = static_cast<std::uint32_t>(places_.size());
  places_.push_back({position, 0});
  if (form.counted) {
    places_[form.last_place].next = place;
  } else {
    form.counted = true;
    form.first_place = place;
    counted_.push_back(use);
  }
  form.last_place = place;
  if (form.counts[field] < kMaxFrequency) ++form.counts[field];
}

void FormTable::flush(std::uint32_t article) {
  for (const std::uint32_t number : counted_) {
    FormUse& use = uses_[number];
    Form& form = forms_[use.form];
    postings_.push_back({use.form, article, form.counts, write_positions(form)});
    form.counts = {};
    form.counted = false;
    ++use.documents;
  }
  counted_.clear();
  places_.clear();
}

std::uint32_t FormTable::write_positions(const Form& form) {
  if (form.first_place == form.last_place) return places_[form.first_place].position | kOnlyPosition;
  const auto begin = static_cast<std::uint32_t>(positions_.size());
  std::uint32_t count = 1;
  for (std::uint32_t i = form.first_place; i != form.last_place; i = places_[i].next) ++count;
  positions_.varint(count);
  std::uint32_t before = 0;
  for (std::uint32_t i = form.first_place; count > 0; i = places_[i].next, --count) {
    positions_.varint(places_[i].position - before);
    before = places_[i].position;
  }
  return begin;
}

void FormTable::positions_of(std::uint32_t positions, std::vector<std::uint32_t>& out) const {
  if (positions & kOnlyPosition) {
    out.assign(1, positions ^ kOnlyPosition);
    return;
  }
  Reader reader(ByteSpan(positions_.data()).subspan(positions));
  out.resize(reader.varint());
  std::uint32_t position = 0;
  for (std::uint32_t& value : out) value = position += reader.varint();
}

std::uint32_t FormTable::use_of(std::string_view word, LanguageId language) {
  // The same spelling in another language is another entry, so a look-up costs the same in a bundle of many.
  const std::uint64_t hash = hash_of(word) + language;
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Spelling& spelling = spellings_[slots_[slot] - 1];
    if (spelling.hash == hash && spelling.size == word.size() && uses_[spelling.use].language == language &&
        std::memcmp(spelling_bytes_.data() + spelling.offset, word.data(), word.size()) == 0) {
      return spelling.use;
    }
  }
  const std::uint32_t use = add_use(word, language);
  spellings_.push_back({hash, static_cast<std::uint32_t>(spelling_bytes_.size()),
                        static_cast<std::uint32_t>(word.size()), use});
  spelling_bytes_.append(word);
  slots_[slot] = static_cast<std::uint32_t>(spellings_.size());
  // Half full is where probing begins to cost.
  if (spellings_.size() * 2 > slots_.size()) grow();
  return use;
}

std::uint32_t FormTable::add_use(std::string_view word, LanguageId language) {
  std::string text = fold(word);
  // Decorations alone (a lone accent) fold to nothing; they stand for themselves.
  if (text.empty()) text = word;
  const auto [entry, is_new] = form_numbers_.try_emplace(text, static_cast<std::uint32_t>(forms_.size()));
  if (is_new) {
    forms_.emplace_back();
    forms_.back().text = std::move(text);
  }
  Form& form = forms_[entry->second];
  for (std::uint32_t use = form.last_use; use != kNoUse; use = uses_[use].previous) {
    if (uses_[use].language == language) return use;
  }
  const auto use = static_cast<std::uint32_t>(uses_.size());
  uses_.push_back({entry->second, language, static_cast<std::uint32_t>(spellings_.size()), form.last_use, 0});
  form.last_use = use;
  return use;
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
