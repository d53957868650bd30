// Versions that two layers must agree on without knowing each other. Both stand in every index; an engine
// with another version refuses it.
#pragma once

#include <cstdint>

namespace carrel {

// What text/ takes for a word, folds and stems. Raise it with any change of the terms that come out.
constexpr std::uint32_t kAnalyserVersion = 1;

// What markdown/plain_text.h makes of an article. Raise it with any change of a byte that comes out.
constexpr std::uint32_t kPlainTextVersion = 3;

}  // namespace carrel
