#include "base/text_buffer.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace carrel {

TextBuffer::~TextBuffer() { std::free(data_); }

void TextBuffer::grow(std::size_t size) {
  constexpr std::size_t kSmallest = 256;
  // What is added to it must not wrap.
  if (size > SIZE_MAX / 4) __builtin_trap();
  capacity_ = std::max({size_ + size, capacity_ * 2, kSmallest});
  data_ = static_cast<char*>(std::realloc(data_, capacity_));
  if (data_ == nullptr) __builtin_trap();
}

void TextBuffer::insert(std::size_t at, std::string_view run) {
  assert(at <= size_);
  if (run.empty()) return;
  room(run.size());
  std::memmove(data_ + at + run.size(), data_ + at, size_ - at);
  std::memcpy(data_ + at, run.data(), run.size());
  size_ += run.size();
}

}  // namespace carrel
