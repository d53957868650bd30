#include "abi/arena.h"

// Natively the system has an allocator.
#if defined(__wasm__)

#include <cstddef>
#include <cstdint>
#include <new>

#include "base/lasting.h"

// The end of the stack and of the data, put there by the linker.
extern "C" char __heap_base;

namespace carrel::abi {
namespace {

constexpr std::size_t kPage = 65536;
// Growth is rare, and at the end hardly anything stays unused.
constexpr std::size_t kPagesAtOnce = 4;
constexpr std::size_t kAlignment = 8;

// Stands at its own beginning.
struct Chunk {
  Chunk* next;
  char* end;
};

struct Region {
  Chunk* chunk = nullptr;
  char* at = nullptr;

  void enter(Chunk* entered) {
    chunk = entered;
    at = reinterpret_cast<char*>(entered + 1);
  }

  void* allocate(std::size_t size) {
    // What is added to it below must not wrap.
    if (size > SIZE_MAX - kPage) __builtin_trap();
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    while (!chunk || static_cast<std::size_t>(chunk->end - at) < size) {
      if (chunk && chunk->next) {
        enter(chunk->next);
        continue;
      }
      const std::size_t pages = (size + sizeof(Chunk)) / kPage + kPagesAtOnce;
      char* const grown = reinterpret_cast<char*>(__builtin_wasm_memory_grow(0, pages) * kPage);
      char* const end = grown + pages * kPage;
      if (chunk && chunk->end == grown) {
        chunk->end = end;
        break;
      }
      // Where memory could not grow, `grown` is past its end, and this traps.
      auto* const added = reinterpret_cast<Chunk*>(grown);
      *added = {nullptr, end};
      if (chunk) chunk->next = added;
      enter(added);
    }
    void* const data = at;
    at += size;
    return data;
  }
};

Region g_lasting, g_passing;
// Passing things begin in what the module is loaded with.
Chunk* g_first = nullptr;

}  // namespace

void start_request() {
  if (!g_first) {
    g_first = reinterpret_cast<Chunk*>(reinterpret_cast<std::uintptr_t>(&__heap_base + kAlignment - 1) &
                                       ~(kAlignment - 1));
    *g_first = {nullptr, reinterpret_cast<char*>(__builtin_wasm_memory_size(0) * kPage)};
  }
  g_passing.enter(g_first);
}

bool extend(void* data, std::size_t from, std::size_t to) {
  const auto rounded = [](std::size_t size) { return (size + kAlignment - 1) & ~(kAlignment - 1); };
  Region& region = g_passing;
  char* const begin = static_cast<char*>(data);
  if (begin + rounded(from) != region.at || static_cast<std::size_t>(region.chunk->end - begin) < rounded(to)) {
    return false;
  }
  region.at = begin + rounded(to);
  return true;
}

}  // namespace carrel::abi

void* operator new(std::size_t size) {
  using namespace carrel::abi;
  // What is allocated before the first request comes from the same chunk: nothing of it is handed out twice.
  if (!g_first) start_request();
  return (carrel::Lasting::wanted() ? g_lasting : g_passing).allocate(size);
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void*) noexcept {}
void operator delete[](void*) noexcept {}
void operator delete(void*, std::size_t) noexcept {}
void operator delete[](void*, std::size_t) noexcept {}

#endif
