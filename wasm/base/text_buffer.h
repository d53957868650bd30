// TextBuffer: a string that is written in many small pieces.
//
// std::string asks at each of them whether it is short or long, and copies itself to grow; this grows where
// it lies if the allocator can.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace carrel {

class TextBuffer {
 public:
  TextBuffer() = default;
  TextBuffer(TextBuffer&& other) noexcept { swap(other); }
  TextBuffer& operator=(TextBuffer&& other) noexcept {
    swap(other);
    return *this;
  }
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;
  ~TextBuffer();
  void swap(TextBuffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  operator std::string_view() const { return {data_, size_}; }  // NOLINT(google-explicit-constructor)
  bool operator==(std::string_view other) const { return std::string_view(*this) == other; }
  bool operator==(const TextBuffer& other) const { return *this == std::string_view(other); }

  // Makes room for so many more bytes, and returns where they begin.
  char* room(std::size_t size) {
    if (capacity_ - size_ < size) grow(size);
    return data_ + size_;
  }
  // So many bytes have been written there. Requires: there was room.
  void advance(std::size_t size) {
    assert(size <= capacity_ - size_);
    size_ += size;
  }

  // Requires of the following two: `run` is not of this buffer.
  void append(std::string_view run) {
    if (run.empty()) return;
    std::memcpy(room(run.size()), run.data(), run.size());
    size_ += run.size();
  }
  void insert(std::size_t at, std::string_view run);
  // Requires: size <= size().
  void truncate(std::size_t size) {
    assert(size <= size_);
    size_ = size;
  }

 private:
  void grow(std::size_t size);

  char* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace carrel
