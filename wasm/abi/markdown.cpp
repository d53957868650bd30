// markdown.wasm: the verb `render`. What goes in and comes out is docs/stream.md, "Bytes of render".
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "abi/exports.h"
#include "abi/heap.h"
#include "abi/render_request.h"

namespace carrel {
namespace {

Bytes encode(const markdown::Stream& stream) {
  const std::string outline = markdown::outline_json(stream);
  const List<std::uint32_t> ops = markdown::utf16_ops(stream);
  // Words are little-endian, as WebAssembly is.
  const std::array<std::uint32_t, 4> header = {
      static_cast<std::uint32_t>(ops.size()), static_cast<std::uint32_t>(stream.text.size()),
      static_cast<std::uint32_t>(outline.size()), stream.truncated ? 1U : 0U};
  Bytes answer((header.size() + ops.size()) * 4 + stream.text.size() + outline.size());
  std::uint8_t* at = answer.data();
  // libc++ copies byte by byte between types that differ.
  const auto put = [&at](const void* bytes, std::size_t size) {
    std::memcpy(at, bytes, size);
    at += size;
  };
  put(header.data(), sizeof header);
  put(ops.data(), ops.size() * 4);
  put(stream.text.data(), stream.text.size());
  put(outline.data(), outline.size());
  return answer;
}

}  // namespace
}  // namespace carrel

CARREL_EXPORT(carrel_request) std::uint8_t* carrel_request(std::uint32_t size) {
  // What they hold is given back while it is still theirs.
  carrel::abi::g_request = {};
  carrel::abi::g_bytes = {};
  carrel::abi::g_text = {};
  carrel::abi::start_request();
  return carrel::abi::request(size);
}

CARREL_EXPORT(carrel_render) const carrel::abi::Reply* carrel_render() {
  using namespace carrel;
  const auto stream = abi::rendered(abi::request_text());
  return stream ? abi::reply(encode(*stream)) : abi::reply(Error::kBadRequest, std::string(abi::kNoLineFeed));
}
