// heap_sort: sorting for code that is shipped to every reader.
//
// std::sort costs about 6 kB of WebAssembly for each kind of element; the lists sorted here are short. Not
// stable: the order given must be total where it matters.
#pragma once

#include <algorithm>

namespace carrel {

template <class Range, class Less>
void heap_sort(Range& range, Less less) {
  std::make_heap(range.begin(), range.end(), less);
  std::sort_heap(range.begin(), range.end(), less);
}

}  // namespace carrel
