#include "abi/rendering.h"

#include <cstdlib>
#include <string>
#include <string_view>

#include "abi/heap.h"
#include "markdown/render.h"

namespace carrel::abi {
namespace {

char* g_room = nullptr;
std::size_t g_size = 0;
TextBuffer g_answer;

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

}  // namespace

const Reply* answer(void (*encode)(TextBuffer& out, const markdown::Stream& stream)) {
  constexpr std::string_view kNoLineFeed =
      "no line feed: send a line of options, which may be empty, before the Markdown";
  const std::string_view request(g_room, g_size);
  const std::size_t line_end = request.find('\n');
  if (line_end == std::string_view::npos) {
    return reply(Error::kBadRequest, kNoLineFeed.data(), kNoLineFeed.size());
  }
  const std::string line = "&" + std::string(request.substr(0, line_end));
  g_answer.truncate(0);
  encode(g_answer, markdown::render(request.substr(line_end + 1), read_options(line)));
  return reply(Error::kNone, g_answer.data(), g_answer.size());
}

}  // namespace carrel::abi

// Asked again, for less, it gives the same room with what has been written there, since what is allocated
// first lies always in the same place (abi/heap.h): how many bytes a text takes is known when they are
// written.
CARREL_EXPORT(carrel_request) char* carrel_request(std::uint32_t size) {
  using namespace carrel::abi;
  // What it holds is given back while it is still its own.
  g_answer = {};
  start_request();
  g_size = size;
  g_room = static_cast<char*>(std::malloc(size));
  return g_room;
}
