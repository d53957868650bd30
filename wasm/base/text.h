// Small work on text, each in one function instead of a copy at every place that would be shipped.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace carrel {

// Several pieces in one string.
std::string concat(std::initializer_list<std::string_view> pieces);

// Takes the first item of a list off it.
std::string_view take_item(std::string_view& list, char separator);

// Which of `words`, with a blank between them, `word` is: 0 for the first; their number if it is none.
std::uint32_t place_among(std::string_view words, std::string_view word);

// Instead of std::to_string, which has a table of all numbers of two digits.
std::string decimal(std::uint32_t value);

}  // namespace carrel
