// What may stand in an article, said once more: written from docs/security.md's point of view, not from the
// renderer's tables, so that a hole in these is not a hole in the test.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "must.h"

namespace carrel::fuzz {

inline bool is_one_of(std::string_view word, std::string_view words) {
  const std::string padded = ' ' + std::string(words) + ' ';
  return !word.empty() && padded.find(' ' + std::string(word) + ' ') != std::string::npos;
}

inline bool is_harmless_element(std::string_view name) {
  return !is_one_of(name,
                    "script style link meta base iframe frame frameset object embed applet param svg math "
                    "template slot noscript form button select textarea option title html head body "
                    "xmp plaintext listing noembed noframes marquee portal dialog audio video canvas "
                    "image isindex keygen menuitem");
}

inline bool is_harmless_attribute(std::string_view name) {
  return name.substr(0, 2) != "on" && name.find(':') == std::string_view::npos &&
         !is_one_of(name,
                    "style srcdoc action formaction target ping name form http-equiv is slot nonce integrity "
                    "background poster data code codebase archive manifest profile contenteditable autofocus "
                    "tabindex accesskey popover popovertarget part exportparts");
}

// The scheme as a browser may read it, in small letters; "" for a relative address. Whatever is no printable
// ASCII is taken out first.
inline std::string scheme_of(std::string_view address) {
  std::string scheme;
  for (const char c : address) {
    if (c == ':') {
      const bool starts = !scheme.empty() && scheme[0] >= 'a' && scheme[0] <= 'z';
      return starts ? scheme : std::string();
    }
    if (c <= ' ' || c > '~') continue;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '+' ||
                      lower == '-' || lower == '.';
    if (!fits) return {};
    scheme.push_back(lower);
  }
  return {};
}

inline void check_address(std::string_view address, bool is_loaded) {
  const std::string scheme = scheme_of(address);
  must(scheme.empty() || is_one_of(scheme, is_loaded ? "http https" : "http https mailto tel"),
       "an address has a scheme of the list", address);
  for (const char c : address)
    must(c > ' ' && c <= '~' && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`',
         "an address is printable ASCII without quotes", address);
}

inline void check_attribute(std::string_view element, std::string_view name, std::string_view value) {
  must(is_harmless_element(element), "only harmless elements", element);
  if (name.empty()) return;
  must(is_harmless_attribute(name), "only harmless attributes", name);
  if (name == "href" || name == "cite" || name == "longdesc") {
    must(name != "href" || element == "a", "only links lead away", element);
    check_address(value, false);
  } else if (name == "src") {
    must(is_one_of(element, "img source"), "only images are loaded", element);
    check_address(value, true);
  } else if (name == "srcset") {
    // A comma may belong to an address; what stands in front of the next one is judged with it either way.
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find(',', at), value.size());
      std::string_view candidate = value.substr(at, end - at);
      while (!candidate.empty() && candidate[0] == ' ') candidate.remove_prefix(1);
      check_address(candidate.substr(0, candidate.find(' ')), true);
      at = end + 1;
    }
  } else if (name == "type") {
    must(element != "input" || value == "checkbox", "an input is a checkbox", value);
  }
}

}  // namespace carrel::fuzz
