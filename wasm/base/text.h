// concat: several pieces in one string. One function instead of a chain of operator+, each of which would be
// shipped; decimal instead of std::to_string, which has a table of all numbers of two digits.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace carrel {

std::string concat(std::initializer_list<std::string_view> pieces);

std::string decimal(std::uint32_t value);

}  // namespace carrel
