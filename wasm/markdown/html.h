// A stream as HTML, for publishers: the same nodes that the shell makes of it in a page (web/stream.js).
#pragma once

#include "base/text_buffer.h"
#include "markdown/stream.h"

namespace carrel::markdown {

// Appends the stream as HTML. Requires: a StreamWriter finished it.
void write_html(TextBuffer& out, const Stream& stream);

}  // namespace carrel::markdown
