#include "base/list.h"

#include <algorithm>

namespace carrel {

void ListStorage::grow(std::size_t capacity, std::size_t element) {
  void* const data = std::malloc(capacity * element);
  // Without memory there is no answer; the shell starts a new engine.
  if (!data) std::abort();
  if (size_ > 0) std::memcpy(data, data_, size_ * element);
  std::free(data_);
  data_ = data;
  capacity_ = static_cast<std::uint32_t>(capacity);
}

void* ListStorage::add(std::size_t element) {
  if (size_ == capacity_) grow(std::max<std::size_t>(4, std::size_t{capacity_} * 2), element);
  return static_cast<char*>(data_) + element * size_++;
}

void ListStorage::add_copy(const void* value, std::size_t element) {
  ListStorage other;  // what `value` may lie in stays until it is copied
  if (size_ == capacity_) {
    other.grow(std::max<std::size_t>(4, std::size_t{capacity_} * 2), element);
    if (size_ > 0) std::memcpy(other.data_, data_, size_ * element);
    other.size_ = size_;
    swap(other);
  }
  std::memcpy(static_cast<char*>(data_) + element * size_++, value, element);
}

void ListStorage::set_size(std::size_t size, std::size_t element) {
  if (size > capacity_) grow(size, element);
  if (size > size_) std::memset(static_cast<char*>(data_) + element * size_, 0, (size - size_) * element);
  size_ = static_cast<std::uint32_t>(size);
}

void ListStorage::copy(const void* data, std::size_t size, std::size_t element) {
  set_size(size, element);
  if (size > 0) std::memcpy(data_, data, size * element);
}

}  // namespace carrel
