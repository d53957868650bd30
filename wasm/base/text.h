// concat: several pieces in one string. One function instead of a chain of operator+, each of which would be
// shipped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace carrel {

std::string concat(std::initializer_list<std::string_view> pieces);

}  // namespace carrel
