// markdown.wasm: the verb `render`. What goes in and comes out is docs/stream.md, "Bytes of render".
#include <algorithm>
#include <string>
#include <string_view>

#include "abi/arena.h"
#include "abi/exports.h"
#include "markdown/render.h"

namespace carrel {
namespace {

// One option of the first line. Names that this build does not know are left to a later one.
void read_option(std::string_view option, markdown::RenderOptions& options) {
  const std::size_t equals = std::min(option.find('='), option.size() - 1);
  const std::string_view name = option.substr(0, equals);
  const std::string_view value = option.substr(equals + 1);
  // Anchors keeps only characters that percent-encoding leaves alone, so nothing here needs decoding.
  if (name == "prefix") options.prefix = value;
  if (name == "id") options.id = value;
  if (name == "heading" && value.size() == 1) options.heading = value[0] - '0';
  if (name == "profile" && value == "gfm") options.profile = markdown::Profile::kGfm;
  if (name == "profile" && value == "commonmark") options.profile = markdown::Profile::kCommonMark;
  if (name == "subscript") options.subscript = value == "1";
  if (name == "math") options.math = value == "1";
}

Bytes encode(const markdown::Stream& stream) {
  const std::string outline = markdown::outline_json(stream);
  constexpr std::size_t kHeader = 4;
  Bytes answer((kHeader + stream.ops.size()) * 4 + stream.text.size() + outline.size());
  std::uint8_t* at = answer.data();
  const auto put = [&at](std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8) *at++ = static_cast<std::uint8_t>(value >> shift);
  };
  put(stream.ops.size());
  put(stream.text.size());
  put(outline.size());
  put(stream.truncated ? 1 : 0);
  for (const std::uint32_t op : stream.ops) put(op);
  at = std::copy(stream.text.begin(), stream.text.end(), at);
  std::copy(outline.begin(), outline.end(), at);
  return answer;
}

}  // namespace
}  // namespace carrel

CARREL_EXPORT(carrel_request) std::uint8_t* carrel_request(std::uint32_t size) {
  carrel::abi::start_request();
  return carrel::abi::request(size);
}

CARREL_EXPORT(carrel_render) const carrel::abi::Reply* carrel_render() {
  using namespace carrel;
  const std::string_view request = abi::request_text();
  const std::size_t line_end = request.find('\n');
  if (line_end == std::string_view::npos) {
    return abi::reply(
        Error::kBadRequest,
        "the request has no line feed: send one line of options, which may be empty, then the Markdown");
  }
  markdown::RenderOptions options;
  std::string_view line = request.substr(0, line_end);
  while (!line.empty()) {
    const std::size_t end = std::min(line.find('&'), line.size());
    if (end > 0) read_option(line.substr(0, end), options);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return abi::reply(encode(markdown::render(request.substr(line_end + 1), options)));
}
