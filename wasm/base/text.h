// Small work on text, each in one function instead of a copy at every place that would be shipped.
#pragma once

#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace carrel {

// text.substr(begin, end - begin), but inlined: that one checks its bounds, which takes a call and a way
// through memory. Requires: begin <= end <= the text's size.
inline std::string_view between(std::string_view text, std::size_t begin, std::size_t end) {
  assert(begin <= end && end <= text.size());
  return {text.data() + begin, end - begin};
}
inline std::string_view behind(std::string_view text, std::size_t begin) {
  return between(text, begin, text.size());
}

// Several pieces in one string.
std::string concat(std::initializer_list<std::string_view> pieces);

// Takes the first item of a list off it.
std::string_view take_item(std::string_view& list, char separator);

// Which of `words`, with a blank between them, `word` is: 0 for the first; their number if it is none.
std::uint32_t place_among(std::string_view words, std::string_view word);

// Instead of std::to_string, which has a table of all numbers of two digits.
std::string decimal(std::uint32_t value);

}  // namespace carrel
