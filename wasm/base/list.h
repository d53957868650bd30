// List: a vector for plain data in code that is shipped to every reader.
//
// std::vector writes its growth anew for each kind of element, some two hundred bytes of WebAssembly each;
// here growth is one function that moves bytes. Indices, not pointers, outlive a push_back.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace carrel {

// What lists of all kinds share.
class ListStorage {
 public:
  ListStorage() = default;
  ListStorage(ListStorage&& other) noexcept { swap(other); }
  ListStorage& operator=(ListStorage&& other) noexcept {
    swap(other);
    return *this;
  }
  ListStorage(const ListStorage&) = delete;
  ListStorage& operator=(const ListStorage&) = delete;
  ~ListStorage() { operator delete(data_); }

 protected:
  void swap(ListStorage& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  // Room for one more element of so many bytes; returns its place and counts it.
  void* add(std::size_t element);
  void add_copy(const void* value, std::size_t element);
  // New elements are zero.
  void set_size(std::size_t size, std::size_t element);
  // `data` may be of this list.
  void append(const void* data, std::size_t size, std::size_t element);

  void* data_ = nullptr;
  std::uint32_t size_ = 0, capacity_ = 0;

 private:
  // Makes room for so many elements. Returns the room that they had before, which the caller frees, or null.
  void* reserve(std::size_t size, std::size_t element);
};

template <class T>
class List : public ListStorage {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  // T may be a pointer. NOLINTBEGIN(bugprone-sizeof-expression)
  static constexpr bool kSmall = sizeof(T) <= 8;

 public:
  List() = default;
  List(List&&) noexcept = default;
  List& operator=(List&&) noexcept = default;
  List(const List& other) : ListStorage() { append(other.span()); }
  List& operator=(const List& other) {
    if (this == &other) return *this;
    clear();
    append(other.span());
    return *this;
  }
  List(std::initializer_list<T> values) { append({values.begin(), values.size()}); }
  explicit List(std::size_t size) { resize(size); }

  T* data() { return static_cast<T*>(data_); }
  const T* data() const { return static_cast<const T*>(data_); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::span<T> span() { return {data(), size_}; }
  std::span<const T> span() const { return {data(), size_}; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](std::size_t i) {
    assert(i < size_);
    return data()[i];
  }
  const T& operator[](std::size_t i) const {
    assert(i < size_);
    return data()[i];
  }
  const T& front() const { return (*this)[0]; }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }

  // Larger elements are copied by one function for all. `value` may be of this list.
  void push_back(std::conditional_t<kSmall, T, const T&> value) {
    if constexpr (kSmall) {
#if defined(CARREL_FASTEST)
      // Most have room.
      if (size_ < capacity_) {
        std::memcpy(static_cast<void*>(data() + size_++), &value, sizeof(T));
        return;
      }
#endif
      std::memcpy(add(sizeof(T)), &value, sizeof(T));
    } else {
      add_copy(&value, sizeof(T));
    }
  }
  void pop_back() { set_size(size_ - 1, sizeof(T)); }
  // New elements are zero.
  void resize(std::size_t size) { set_size(size, sizeof(T)); }
  // NOLINTEND(bugprone-sizeof-expression)
  void clear() { size_ = 0; }
  void append(std::span<const T> values) { ListStorage::append(values.data(), values.size(), sizeof(T)); }
  // Puts `value` before the element `at`.
  void insert(std::size_t at, T value) {
    push_back(value);
    std::memmove(static_cast<void*>(data() + at + 1), data() + at, (size_ - 1 - at) * sizeof(T));
    std::memcpy(static_cast<void*>(data() + at), &value, sizeof(T));
  }

  friend bool operator==(const List& a, const List& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }
};

}  // namespace carrel
