// Arena: keeps copies of plain data for as long as it lives. Views of them stay when it moves.
#pragma once

#include <cstring>
#include <new>
#include <span>
#include <string_view>

#include "base/list.h"

namespace carrel {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;
  ~Arena() {
    for (void* const block : blocks_) operator delete(block);
  }

  std::string_view keep(std::string_view text) {
    return {static_cast<const char*>(copy(text.data(), text.size())), text.size()};
  }
  template <class T>
  std::span<const T> keep(const List<T>& list) {
    return {static_cast<const T*>(copy(list.data(), list.size() * sizeof(T))), list.size()};
  }

 private:
  const void* copy(const void* data, std::size_t size) {
    void* const block = operator new(size + 1);
    blocks_.push_back(block);
    return size > 0 ? std::memcpy(block, data, size) : block;
  }

  List<void*> blocks_;
};

}  // namespace carrel
