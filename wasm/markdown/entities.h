// Entities: character references, `&amp;`, `&#228;`, `&#xE4;`, with all 2,125 names that Markdown knows and
// the 106 that HTML also takes without a semicolon.
//
// Whatever is appended is well-formed UTF-8. One per article: names are unpacked when the first is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/list.h"

namespace carrel::markdown {

class Entities {
 public:
  // Appends what `reference` (from '&' to ';') stands for, as CommonMark 6.2 says. False: it stands for
  // nothing, `out` is untouched.
  bool append(std::string& out, std::string_view reference);

  // Appends text of an HTML document with its references decoded, as the HTML standard says (13.2.5.72).
  // Requires: well-formed UTF-8.
  void append_html(std::string& out, std::string_view text, bool in_attribute);

 private:
  struct Entry {
    std::string_view name;
    char32_t first;
    char32_t second;  // 0: there is none
    bool legacy;      // needs no semicolon in HTML
  };

  const Entry* find(std::string_view name);
  void unpack();
  std::size_t append_html_reference(std::string& out, std::string_view text, bool in_attribute);

  List<Entry> entries_;
  List<std::uint16_t> slots_;  // by hash of the name: 1 + index of the entry
};

}  // namespace carrel::markdown
