#include "abi/heap.h"

// Natively the system has an allocator.
#if defined(__wasm__)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// The end of the stack and of the data, put there by the linker.
extern "C" char __heap_base;

namespace {

constexpr std::size_t kPage = 65536;
// Before each allocation stands its size; the header keeps what follows aligned.
constexpr std::size_t kHeader = 8;

char* g_end = nullptr;  // of all that is allocated

char* first() {
  return reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(&__heap_base) + kHeader - 1) &
                                 ~(kHeader - 1));
}

std::size_t& size_of(void* data) {
  return *reinterpret_cast<std::size_t*>(static_cast<char*>(data) - kHeader);
}

bool is_last(void* data) { return static_cast<char*>(data) + size_of(data) == g_end; }

// Makes the last allocation `data` as large as that, or traps.
void* resize(void* data, std::size_t size) {
  // What is added to it must not wrap.
  if (size > SIZE_MAX / 4) __builtin_trap();
  size = (size + kHeader - 1) & ~(kHeader - 1);
  size_of(data) = size;
  g_end = static_cast<char*>(data) + size;
  // The next header is written before anything is asked for again.
  const std::size_t needed = reinterpret_cast<std::uintptr_t>(g_end) + kHeader;
  const std::size_t pages = __builtin_wasm_memory_size(0);
  if (needed <= pages * kPage) return data;
  // An eighth more, so that a large article does not grow the memory page by page.
  const std::size_t missing = needed / kPage + 1 - pages;
  if (__builtin_wasm_memory_grow(0, missing + pages / 8) == SIZE_MAX &&
      __builtin_wasm_memory_grow(0, missing) == SIZE_MAX) {
    __builtin_trap();
  }
  return data;
}

}  // namespace

namespace carrel::abi {

void start_request() { g_end = first(); }

}  // namespace carrel::abi

extern "C" {

void* malloc(std::size_t size) {
  if (!g_end) g_end = first();
  return resize(g_end + kHeader, size);
}

void free(void* data) {
  if (data && is_last(data)) g_end = static_cast<char*>(data) - kHeader;
}

void* realloc(void* data, std::size_t size) {
  if (!data) return malloc(size);
  const std::size_t had = size_of(data);
  if (is_last(data)) return resize(data, size);
  return size <= had ? data : std::memcpy(malloc(size), data, had);
}

// The compiler makes it of a malloc and a memset.
void* calloc(std::size_t count, std::size_t size) {
  if (size > 0 && count > SIZE_MAX / size) __builtin_trap();
  return std::memset(malloc(count * size), 0, count * size);
}
}

void* operator new(std::size_t size) { return malloc(size); }
void* operator new[](std::size_t size) { return malloc(size); }
void operator delete(void* data) noexcept { free(data); }
void operator delete[](void* data) noexcept { free(data); }
void operator delete(void* data, std::size_t) noexcept { free(data); }

#endif
