// markdown.wasm: the verb `render`. What goes in and comes out is docs/stream.md, "Bytes of render".
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "abi/exports.h"
#include "abi/heap.h"
#include "markdown/render.h"

namespace carrel {
namespace {

// The value of an option in the first line ("&a=1&b=2"). Options that this build does not know are left to a
// later one.
std::string_view option_in(std::string_view line, std::string_view name) {
  const std::size_t at = line.find(name);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + name.size());
  return line.substr(0, line.find('&'));
}

markdown::RenderOptions read_options(std::string_view line) {
  markdown::RenderOptions options;
  // Anchors keeps only characters that percent-encoding leaves alone, so nothing here needs decoding.
  if (line.find("&prefix=") != std::string_view::npos) options.prefix = option_in(line, "&prefix=");
  options.id = option_in(line, "&id=");
  if (const std::string_view heading = option_in(line, "&heading="); heading.size() == 1) {
    options.heading = heading[0] - '0';
  }
  const std::string_view profile = option_in(line, "&profile=");
  if (profile == "gfm") options.profile = markdown::Profile::kGfm;
  if (profile == "commonmark") options.profile = markdown::Profile::kCommonMark;
  options.subscript = option_in(line, "&subscript=") == "1";
  options.math = option_in(line, "&math=") == "1";
  return options;
}

Bytes encode(const markdown::Stream& stream) {
  const std::string outline = markdown::outline_json(stream);
  // Words are little-endian, as WebAssembly is.
  const std::array<std::uint32_t, 4> header = {
      static_cast<std::uint32_t>(stream.ops.size()), static_cast<std::uint32_t>(stream.text.size()),
      static_cast<std::uint32_t>(outline.size()), stream.truncated ? 1U : 0U};
  Bytes answer((header.size() + stream.ops.size()) * 4 + stream.text.size() + outline.size());
  std::uint8_t* at = answer.data();
  // libc++ copies byte by byte between types that differ.
  const auto put = [&at](const void* bytes, std::size_t size) {
    std::memcpy(at, bytes, size);
    at += size;
  };
  put(header.data(), sizeof header);
  put(stream.ops.data(), stream.ops.size() * 4);
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
  const std::string_view request = abi::request_text();
  const std::size_t line_end = request.find('\n');
  if (line_end == std::string_view::npos) {
    return abi::reply(Error::kBadRequest,
                      "no line feed: send a line of options, which may be empty, before the Markdown");
  }
  const std::string line = "&" + std::string(request.substr(0, line_end));
  return abi::reply(encode(markdown::render(request.substr(line_end + 1), read_options(line))));
}
