#include "abi/render_request.h"

#include <string>

namespace carrel::abi {
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

}  // namespace

std::optional<markdown::Stream> rendered(std::string_view request) {
  const std::size_t line_end = request.find('\n');
  if (line_end == std::string_view::npos) return std::nullopt;
  const std::string line = "&" + std::string(request.substr(0, line_end));
  return markdown::render(request.substr(line_end + 1), read_options(line));
}

}  // namespace carrel::abi
