// sort and sort_first: sorting for code that is shipped to every reader.
//
// std::sort costs about 6 kB of WebAssembly for each kind of element; here all kinds share one heap sort that
// moves bytes and asks which of two comes first. Not stable: the order given must be total where it matters.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <type_traits>

namespace carrel {

// Puts the `first` elements that come first into order at the front; the rest follow in any order.
// Requires: elements of `size` bytes that may be moved as bytes.
void sort_bytes(void* data, std::size_t count, std::size_t first, std::size_t size,
                bool (*before)(const void* context, const void* a, const void* b), const void* context);

template <class Range, class Less>
void sort_first(Range& range, std::size_t first, const Less& less) {
  using Element = std::remove_reference_t<decltype(*range.begin())>;
  // Elements may be pointers; it is they that are moved.
  // NOLINTNEXTLINE(bugprone-sizeof-expression)
  constexpr std::size_t kElementSize = sizeof(Element);
  sort_bytes(
      std::data(range), std::size(range), first, kElementSize,
      [](const void* context, const void* a, const void* b) {
        return (*static_cast<const Less*>(context))(*static_cast<const Element*>(a),
                                                    *static_cast<const Element*>(b));
      },
      &less);
}

template <class Range, class Less>
void heap_sort(Range& range, const Less& less) {
  sort_first(range, std::size(range), less);
}

}  // namespace carrel
