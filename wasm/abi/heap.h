// The memory of markdown.wasm and html.wasm: a stack of allocations.
//
// What is allocated last lies behind what was allocated before; it is given back where it was the last and
// grows where it lies, and everything is given back when the next request begins. So requests without an end
// leave the memory as large as the largest of them made it.
#pragma once

namespace carrel::abi {

// Forgets everything. Requires: nothing that was allocated is used again.
void start_request();

}  // namespace carrel::abi
