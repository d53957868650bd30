// The memory of search.wasm and markdown.wasm: allocated piece by piece, given back all at once.
//
// There are two regions. What lasts (base/lasting.h) stays as long as the instance; everything else stays
// until the next request begins. So requests without an end leave the memory as large as the largest of them
// made it, and neither a free list nor any code that frees is shipped.
#pragma once

#include <cstddef>

namespace carrel::abi {

// Forgets what did not last.
void start_request();

// Makes what was allocated longer where it lies. False: there is no room behind it.
bool extend(void* data, std::size_t from, std::size_t to);

}  // namespace carrel::abi
