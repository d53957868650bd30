// The boundary between a wasm instance and its caller: bytes in, one Reply out.
//
// 1. One instance holds one bundle. To close it, drop the instance.
// 2. The module owns all memory. carrel_request(n) gives room for a request of n bytes, valid until the next
//    call (but see abi/rendering.cpp); a verb reads it and returns a Reply, valid until the next call.
// 3. Status 0: data is the answer. Otherwise it is an Error's number (base/result.h) and data a message.
// 4. Nothing throws. A trap leaves the instance dead; start another.
//
// One file of each module defines carrel_request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/list.h"
#include "base/result.h"

#if defined(__wasm__)
#define CARREL_EXPORT(name) __attribute__((export_name(#name), used)) extern "C"
#else
#define CARREL_EXPORT(name) extern "C"
#endif

namespace carrel::abi {

struct Reply {
  std::uint32_t status;
  const void* data;
  std::uint32_t size;
};

// What every module keeps between calls; what it keeps besides stands in its own file in abi/.
inline List<std::uint8_t> g_request;
inline Bytes g_bytes;
inline std::string g_text;
inline Reply g_reply;

// What carrel_request does. Nothing of an earlier request is looked at: its memory may be gone (abi/arena.h).
inline std::uint8_t* request(std::uint32_t size) {
  g_request = List<std::uint8_t>(size);
  return g_request.data();
}
inline std::string_view request_text() { return text_of(g_request.span()); }

inline const Reply* reply(Error status, const void* data, std::size_t size) {
  g_reply = {static_cast<std::uint32_t>(status), data, static_cast<std::uint32_t>(size)};
  return &g_reply;
}
inline const Reply* reply(Bytes answer) {
  g_bytes = std::move(answer);
  return reply(Error::kNone, g_bytes.data(), g_bytes.size());
}
inline const Reply* reply(Error status, std::string answer) {
  g_text = std::move(answer);
  return reply(status, g_text.data(), g_text.size());
}
inline const Reply* reply(Result<std::string> result) {
  return result ? reply(Error::kNone, std::move(*result))
                : reply(result.failure().error, result.failure().message);
}

}  // namespace carrel::abi
