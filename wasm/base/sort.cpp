#include "base/sort.h"

#include <cassert>
#include <cstring>

namespace carrel {
namespace {

// Larger elements are not sorted anywhere.
constexpr std::size_t kMaxElement = 128;

class Heap {
 public:
  Heap(void* data, std::size_t size, bool (*comes_before)(const void*, const void*, const void*),
       const void* context)
      : data_(static_cast<char*>(data)), size_(size), before_(comes_before), context_(context) {
    assert(size <= kMaxElement);
  }

  char* at(std::size_t i) const { return data_ + i * size_; }
  bool before(const char* a, const char* b) const { return before_(context_, a, b); }

  void swap(char* a, char* b) const {
    char kept[kMaxElement];
    std::memcpy(kept, a, size_);
    std::memcpy(a, b, size_);
    std::memcpy(b, kept, size_);
  }

  // Lets the element at `i` sink until none below it comes later.
  void sink(std::size_t i, std::size_t count) const {
    for (std::size_t child = 2 * i + 1; child < count; child = 2 * i + 1) {
      if (child + 1 < count && before(at(child), at(child + 1))) ++child;
      if (!before(at(i), at(child))) return;
      swap(at(i), at(child));
      i = child;
    }
  }

 private:
  char* data_;
  std::size_t size_;
  bool (*before_)(const void*, const void*, const void*);
  const void* context_;
};

}  // namespace

void sort_bytes(void* data, std::size_t count, std::size_t first, std::size_t size,
                bool (*before)(const void* context, const void* a, const void* b), const void* context) {
  const Heap heap(data, size, before, context);
  if (first > count) first = count;
  if (first == 0) return;
  // The latest of the first ones is on top of the heap.
  for (std::size_t i = first / 2; i-- > 0;) heap.sink(i, first);
  for (std::size_t i = first; i < count; ++i) {
    if (!heap.before(heap.at(i), heap.at(0))) continue;
    heap.swap(heap.at(i), heap.at(0));
    heap.sink(0, first);
  }
  for (std::size_t end = first; end-- > 1;) {
    heap.swap(heap.at(0), heap.at(end));
    heap.sink(0, end);
  }
}

}  // namespace carrel
