// qsort for md4c, which sorts definitions with it; the library's is three times as large.
#if defined(__wasm__)

#include <cstddef>

#include "base/sort.h"

extern "C" void qsort(void* data, std::size_t count, std::size_t size,
                      int (*compare)(const void*, const void*)) {
  carrel::sort_bytes(
      data, count, count, size,
      [](const void* context, const void* a, const void* b) {
        return (*static_cast<int (*const*)(const void*, const void*)>(context))(a, b) < 0;
      },
      &compare);
}

#endif
