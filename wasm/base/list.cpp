#include "base/list.h"

#include <algorithm>

namespace carrel {

void* ListStorage::reserve(std::size_t size, std::size_t element) {
  if (size <= capacity_) return nullptr;
  // Whoever grows step by step must not copy everything at each step.
  const std::size_t capacity = std::max({size, std::size_t{capacity_} * 2, std::size_t{4}});
  // A product that wraps would be room for less than is written; no instance has that much memory.
  std::uint32_t bytes = 0;
  if (__builtin_mul_overflow(capacity, element, &bytes)) __builtin_trap();
  void* const before = data_;
  data_ = operator new(bytes);
  capacity_ = static_cast<std::uint32_t>(capacity);
  if (size_ > 0) std::memcpy(data_, before, size_ * element);
  return before;
}

void* ListStorage::add(std::size_t element) {
  operator delete(reserve(size_ + std::size_t{1}, element));
  return static_cast<char*>(data_) + element * size_++;
}

void ListStorage::add_copy(const void* value, std::size_t element) {
  void* const before = reserve(size_ + std::size_t{1}, element);
  std::memcpy(static_cast<char*>(data_) + element * size_++, value, element);
  operator delete(before);
}

void ListStorage::set_size(std::size_t size, std::size_t element) {
  operator delete(reserve(size, element));
  if (size > size_) std::memset(static_cast<char*>(data_) + element * size_, 0, (size - size_) * element);
  size_ = static_cast<std::uint32_t>(size);
}

void ListStorage::append(const void* data, std::size_t size, std::size_t element) {
  void* const before = reserve(size_ + size, element);
  if (size > 0) std::memcpy(static_cast<char*>(data_) + element * size_, data, size * element);
  size_ += static_cast<std::uint32_t>(size);
  operator delete(before);
}

}  // namespace carrel
