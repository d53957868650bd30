// What is sent for rendering: a line of options, then Markdown (docs/stream.md, "Bytes of render").
#pragma once

#include <optional>
#include <string_view>

#include "markdown/render.h"

namespace carrel::abi {

constexpr std::string_view kNoLineFeed =
    "no line feed: send a line of options, which may be empty, before the Markdown";

// The stream of what was requested; nothing: there is no line feed (kNoLineFeed).
std::optional<markdown::Stream> rendered(std::string_view request);

}  // namespace carrel::abi
