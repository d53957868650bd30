// XXH64 (seed 0): the checksum of every Carrel file, and the name under which it is published.
//
// Written after the algorithm's specification, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
// It finds accidents (cut, flipped, swapped files); it is no defence against a forger.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace carrel {

std::uint64_t xxh64(ByteSpan bytes);

// Sixteen lower-case hexadecimal digits, most significant first.
std::string hex64(std::uint64_t value);

}  // namespace carrel
