// read_varints: how the numbers of a generated table (text/fold_table.h) come out of its bytes.
#pragma once

#include <cstdint>
#include <span>

namespace carrel {

// Fills `out` and moves `at` behind what was read. The compiler must not read these ahead and ship what they
// come to, hence volatile.
inline void read_varints(const volatile std::uint8_t*& at, std::span<std::uint16_t> out) {
  for (std::uint16_t& value : out) {
    std::uint32_t read = 0;
    std::uint32_t shift = 0;
    std::uint8_t byte = 128;
    for (; byte >= 128; shift += 7) {
      byte = *at++;
      read |= (byte & 127U) << shift;
    }
    value = static_cast<std::uint16_t>(read);
  }
}

}  // namespace carrel
