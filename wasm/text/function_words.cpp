#include "text/function_words.h"

#include "text/fold.h"

namespace carrel {
namespace {

// FNV-1a (Fowler, Noll, Vo), 32 bits: a few hundred short words are told apart by anything.
std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char c : word) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
  return hash;
}

}  // namespace

FunctionWords::FunctionWords() : text_(fold(kFunctionWords)) {
  for (std::size_t begin = 0; begin < text_.size();) {
    const std::size_t end = text_.find(' ', begin);
    std::size_t slot = hash_of(std::string_view(text_).substr(begin, end - begin)) % kSlots;
    while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
    slots_[slot] = static_cast<std::uint16_t>(begin + 1);
    begin = end + 1;
  }
}

bool FunctionWords::has(std::string_view word) const {
  const std::string_view text = text_;
  for (std::size_t slot = hash_of(word) % kSlots; slots_[slot] != 0; slot = (slot + 1) % kSlots) {
    const std::string_view found = text.substr(slots_[slot] - 1U);
    if (found.starts_with(word) && found[word.size()] == ' ') return true;
  }
  return false;
}

}  // namespace carrel
