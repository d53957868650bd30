// What markdown.wasm and html.wasm share: both are sent a line of options, then Markdown (docs/stream.md,
// "Bytes of render"), and answer with the stream in a form of their own.
#pragma once

#include "abi/exports.h"
#include "base/text_buffer.h"
#include "markdown/stream.h"

namespace carrel::abi {

// What the verb answers to the request; `encode` appends the answer.
const Reply* answer(void (*encode)(TextBuffer& out, const markdown::Stream& stream));

}  // namespace carrel::abi
