// html.wasm: the verb `html`. What goes in and comes out is docs/stream.md, "Bytes of html".
#include "markdown/html.h"

#include <array>
#include <string>

#include "abi/rendering.h"
#include "base/utf16.h"
#include "base/utf8.h"

namespace carrel {
namespace {

void encode(TextBuffer& out, const markdown::Stream& stream) {
  std::string outline = markdown::outline_json(stream);
  // Blanks mean nothing in JSON, and what lies behind it is copied faster where words do.
  outline.resize((outline.size() + 3) & ~std::size_t{3}, ' ');
  const bool ascii = is_ascii(stream.text);
  const std::uint32_t flags = (stream.truncated ? 1U : 0U) | (ascii ? 2U : 0U);
  // Words are little-endian, as WebAssembly is.
  const std::array<std::uint32_t, 2> header = {static_cast<std::uint32_t>(outline.size()), flags};
  out.append({reinterpret_cast<const char*>(header.data()), sizeof header});
  out.append(outline);
  // The two forms in which engines of JavaScript keep text: there it is only copied.
  if (ascii) {
    markdown::write_html(out, stream);
  } else {
    TextBuffer html;
    markdown::write_html(html, stream);
    append_utf16(out, html);
  }
}

}  // namespace
}  // namespace carrel

CARREL_EXPORT(carrel_html) const carrel::abi::Reply* carrel_html() {
  return carrel::abi::answer(carrel::encode);
}
