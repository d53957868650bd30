// malloc for md4c, on the arena: what one article needs is given back at once when the next is asked for.
#if defined(__wasm__)

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "abi/arena.h"

namespace {

// Stands before what malloc hands out; as large as the arena's alignment.
struct alignas(8) Header {
  std::size_t size;
};

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  if (size > SIZE_MAX / 2) return nullptr;
  auto* const header = static_cast<Header*>(operator new(sizeof(Header) + size));
  header->size = size;
  return header + 1;
}

// The compiler makes it of a malloc and a memset.
void* calloc(std::size_t count, std::size_t size) {
  void* const data = count > 0 && size > SIZE_MAX / count ? nullptr : malloc(count * size);
  return data == nullptr ? nullptr : std::memset(data, 0, count * size);
}

void free(void*) {}

void* realloc(void* data, std::size_t size) {
  if (data == nullptr) return malloc(size);
  auto* const header = static_cast<Header*>(data) - 1;
  if (size <= header->size) return data;
  if (size <= SIZE_MAX / 2 && carrel::abi::extend(data, header->size, size)) {
    header->size = size;
    return data;
  }
  void* const moved = malloc(size);
  return moved == nullptr ? nullptr : std::memcpy(moved, data, header->size);
}
}

#endif
