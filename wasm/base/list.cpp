#include "base/list.h"

#include <algorithm>

namespace carrel {

void ListStorage::reserve(std::size_t size, std::size_t element) {
  if (size <= capacity_) return;
  // Whoever grows step by step must not copy everything at each step.
  const std::size_t capacity = std::max(size, std::size_t{capacity_} * 2);
  void* const data = operator new(capacity* element);
  if (size_ > 0) std::memcpy(data, data_, size_ * element);
  operator delete(data_);
  data_ = data;
  capacity_ = static_cast<std::uint32_t>(capacity);
}

void* ListStorage::add(std::size_t element) {
  if (capacity_ == 0) reserve(4, element);
  reserve(size_ + std::size_t{1}, element);
  return static_cast<char*>(data_) + element * size_++;
}

void ListStorage::set_size(std::size_t size, std::size_t element) {
  reserve(size, element);
  if (size > size_) std::memset(static_cast<char*>(data_) + element * size_, 0, (size - size_) * element);
  size_ = static_cast<std::uint32_t>(size);
}

void ListStorage::copy(const void* data, std::size_t size, std::size_t element) {
  set_size(size, element);
  if (size > 0) std::memcpy(data_, data, size * element);
}

}  // namespace carrel
