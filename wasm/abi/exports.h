// The boundary between a wasm instance and its caller: bytes in, one Reply out.
//
// 1. One instance holds one bundle. To close it, drop the instance.
// 2. The module owns all memory. carrel_request(n) gives room for a request of n bytes, valid until the next
//    call; a verb reads it and returns a Reply, valid until the next call.
// 3. Status 0: data is the answer. Otherwise it is an Error's number (base/result.h) and data a message.
// 4. Nothing throws. A trap leaves the instance dead; start another.
//
// Each module compiles this header in exactly one file, which defines its verbs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"

#if defined(__wasm__)
#define CARREL_EXPORT(name) __attribute__((export_name(#name), used)) extern "C"
#else
#define CARREL_EXPORT(name) extern "C"
#endif

namespace carrel::abi {

struct Reply {
  std::uint32_t status;
  const std::uint8_t* data;
  std::uint32_t size;
};

// The state of the instance: the only global variables of Carrel.
inline Bytes g_request;
inline Bytes g_answer;
inline Reply g_reply;

inline const Reply* reply(Error status, Bytes answer) {
  g_answer = std::move(answer);
  g_reply = {static_cast<std::uint32_t>(status), g_answer.data(),
             static_cast<std::uint32_t>(g_answer.size())};
  return &g_reply;
}
inline const Reply* reply(Error status, std::string_view answer) {
  const ByteSpan bytes = bytes_of(answer);
  return reply(status, Bytes(bytes.begin(), bytes.end()));
}
inline const Reply* reply(const Failure& failure) { return reply(failure.error, failure.message); }
inline const Reply* reply(const Result<std::string>& result) {
  return result ? reply(Error::kNone, std::string_view(*result)) : reply(result.failure());
}

inline std::string_view request_text() { return text_of(g_request); }

}  // namespace carrel::abi

CARREL_EXPORT(carrel_request) inline std::uint8_t* carrel_request(std::uint32_t size) {
  carrel::abi::g_request.assign(size, 0);
  return carrel::abi::g_request.data();
}
