// UTF-8 as UTF-16, in which JavaScript keeps text that is not Latin-1.
#pragma once

#include <string_view>

#include "base/text_buffer.h"

namespace carrel {

// Appends `text` in little-endian UTF-16. Requires: well-formed UTF-8.
void append_utf16(TextBuffer& out, std::string_view text);

}  // namespace carrel
