// Numbers as JSON writes them, without the C library's strtod: that one also knows hexadecimal, infinities
// and the exact rounding of thousands of digits, and takes a tenth of the packer's code for it.
#pragma once

#include <string_view>

namespace carrel {

// True if `token` rounds to a number that a double can hold. What is no number is.
bool fits_double(std::string_view token);

// The value of a JSON number, the largest double where it would be more. Exact up to 15 digits and 10^±22,
// otherwise within a few units of the last place. What follows the number is ignored; what is none gives 0.
double decimal_value(std::string_view token);

}  // namespace carrel
