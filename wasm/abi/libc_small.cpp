// What search.wasm calls of the C library, in as little as it takes: runs of bytes are moved by single
// instructions of WebAssembly, and what is searched is short. The library's own are made for speed on engines
// without these.
#if defined(__wasm__)

#include <cstddef>

extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t size) {
  return __builtin_memcpy(to, from, size);
}

void* memmove(void* to, const void* from, std::size_t size) { return __builtin_memmove(to, from, size); }

void* memset(void* to, int byte, std::size_t size) { return __builtin_memset(to, byte, size); }

void* memchr(const void* in, int byte, std::size_t size) {
  const auto* at = static_cast<const unsigned char*>(in);
  for (; size > 0; --size, ++at) {
    if (*at == static_cast<unsigned char>(byte)) return const_cast<unsigned char*>(at);
  }
  return nullptr;
}

std::size_t strlen(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') ++size;
  return size;
}
}

#endif
