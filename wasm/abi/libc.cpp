// What the packer calls of the C library in places that are not ours (nlohmann/json), in as little as it
// needs. The linker puts these in the place of the library's own (--wrap in CMakeLists.txt).
#if defined(__wasm__)

#include <cassert>
#include <cstdarg>
#include <cstddef>
#include <cstring>

#include "base/number.h"

// Numbers that the parser has found well-formed; it never looks at errno.
extern "C" double __wrap_strtod(const char* text, char** end) {
  const std::size_t size = std::strlen(text);
  *end = const_cast<char*>(text) + size;
  return carrel::decimal_value({text, size});
}

// A control character in the message of a syntax error; no other text is formatted.
extern "C" int __wrap_snprintf(char* out, [[maybe_unused]] std::size_t size, const char* format, ...) {
  assert(size >= 9 && std::strcmp(format, "<U+%.4X>") == 0);
  std::va_list arguments;
  va_start(arguments, format);
  const unsigned character = va_arg(arguments, unsigned);
  va_end(arguments);
  constexpr char kDigits[] = "0123456789ABCDEF";
  const char text[] = {'<', 'U', '+', '0', '0', kDigits[character >> 4 & 15], kDigits[character & 15],
                       '>', '\0'};
  std::memcpy(out, text, sizeof text);
  return sizeof text - 1;
}

extern "C" int __real_emscripten_resize_heap(std::size_t bytes);

// The allocator asks for what one allocation needs, and every growth of the memory is a new buffer to the
// page: a large bundle would grow thousands of times. An eighth more each time, and it grows some twenty
// times.
extern "C" int __wrap_emscripten_resize_heap(std::size_t bytes) {
  return __real_emscripten_resize_heap(bytes + bytes / 8) != 0 || __real_emscripten_resize_heap(bytes) != 0;
}

#endif
