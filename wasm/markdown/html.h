// A stream as HTML, for publishers. web/stream.js looks at every value once more before it makes nodes; this
// does not.
#pragma once

#include "base/text_buffer.h"
#include "markdown/stream.h"

namespace carrel::markdown {

// Appends the stream as HTML. Requires: a StreamWriter finished it.
void write_html(TextBuffer& out, const Stream& stream);

}  // namespace carrel::markdown
