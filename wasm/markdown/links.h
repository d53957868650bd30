// Which addresses an article may hold.
//
// An address is judged in its most dangerous reading: entities already decoded, and everything that a browser
// may skip (control characters and blanks, wherever they stand) taken out. What has a scheme must have a
// listed one; what has none is relative and stays on the site. web/stream.js judges once more with the
// browser's parser.
#pragma once

#include <string>
#include <string_view>

namespace carrel::markdown {

enum class AddressUse {
  kLink,   // http, https, mailto, tel, relative, #…
  kImage,  // http, https, relative
};

// Longer addresses are data, not places.
constexpr std::size_t kMaxAddress = 4096;

// Of links that name a host: where a reader of a health article comes from is nobody's business.
constexpr std::string_view kOutsideRel = "noopener noreferrer";

struct Address {
  bool allowed = false;
  bool external = false;  // names a host: http://…, https://…, //…
  std::string text;  // percent-encoded where CommonMark does so: ASCII without blanks, quotes and controls
};

// Requires: `url` is well-formed UTF-8 with its entities decoded.
Address judge_address(std::string_view url, AddressUse use);

// Appends `url` with every byte percent-encoded that may not stand in an address; '%' itself is left alone.
void append_percent_encoded(std::string& out, std::string_view url);

// `text` with %XX decoded; may hold any bytes.
std::string percent_decoded(std::string_view text);

}  // namespace carrel::markdown
