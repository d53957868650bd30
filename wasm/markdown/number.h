// append_number: a number in decimal. std::to_string brings tables of digits along, which every reader would
// load.
#pragma once

#include <string>

namespace carrel::markdown {

inline void append_number(std::string& out, unsigned value) {
  const std::size_t begin = out.size();
  do {
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(begin), static_cast<char>('0' + value % 10));
    value /= 10;
  } while (value > 0);
}

}  // namespace carrel::markdown
