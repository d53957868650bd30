// markdown.wasm: the verb `render`. What goes in and comes out is docs/stream.md, "Bytes of render".
#include <array>
#include <string>

#include "abi/rendering.h"

namespace carrel {
namespace {

void encode(TextBuffer& out, const markdown::Stream& stream) {
  const std::string outline = markdown::outline_json(stream);
  const List<std::uint32_t> ops = markdown::utf16_ops(stream);
  // Words are little-endian, as WebAssembly is.
  const std::array<std::uint32_t, 4> header = {
      static_cast<std::uint32_t>(ops.size()), static_cast<std::uint32_t>(stream.text.size()),
      static_cast<std::uint32_t>(outline.size()), stream.truncated ? 1U : 0U};
  const auto put = [&out](const std::uint32_t* words, std::size_t count) {
    out.append({reinterpret_cast<const char*>(words), count * sizeof *words});
  };
  put(header.data(), header.size());
  put(ops.data(), ops.size());
  out.append(stream.text);
  out.append(outline);
}

}  // namespace
}  // namespace carrel

CARREL_EXPORT(carrel_render) const carrel::abi::Reply* carrel_render() {
  return carrel::abi::answer(carrel::encode);
}
