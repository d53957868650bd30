// html.wasm: the verb `html`. What goes in and comes out is docs/stream.md, "Bytes of html".
#include "markdown/html.h"

#include <array>
#include <cstdlib>
#include <string>

#include "abi/exports.h"
#include "abi/heap.h"
#include "abi/render_request.h"
#include "base/text_buffer.h"
#include "base/utf16.h"
#include "base/utf8.h"

namespace carrel {
namespace {

struct {
  char* data;
  std::size_t size;
} g_request;
TextBuffer g_answer;

void encode(TextBuffer& out, const markdown::Stream& stream) {
  std::string outline = markdown::outline_json(stream);
  // Blanks mean nothing in JSON, and what lies behind it is copied faster where words do.
  outline.resize((outline.size() + 3) & ~std::size_t{3}, ' ');
  // The two forms in which engines of JavaScript keep text: there it is only copied.
  const bool ascii = is_ascii(stream.text);
  const std::uint32_t flags = (stream.truncated ? 1U : 0U) | (ascii ? 2U : 0U);
  // Words are little-endian, as WebAssembly is.
  const std::array<std::uint32_t, 2> header = {static_cast<std::uint32_t>(outline.size()), flags};
  out.append({reinterpret_cast<const char*>(header.data()), sizeof header});
  out.append(outline);
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

// Asked again, for less, it is the same room with what has been written there: how many bytes a text takes is
// known when they are written.
CARREL_EXPORT(carrel_request) char* carrel_request(std::uint32_t size) {
  // What they hold is given back while it is still theirs.
  carrel::abi::g_text = {};
  carrel::g_answer = {};
  carrel::abi::start_request();
  carrel::g_request = {static_cast<char*>(std::malloc(size)), size};
  return carrel::g_request.data;
}

CARREL_EXPORT(carrel_html) const carrel::abi::Reply* carrel_html() {
  using namespace carrel;
  const auto stream = abi::rendered({g_request.data, g_request.size});
  if (!stream) return abi::reply(Error::kBadRequest, std::string(abi::kNoLineFeed));
  encode(g_answer, *stream);
  return abi::reply(Error::kNone, g_answer.data(), g_answer.size());
}
