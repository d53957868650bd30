// What the parts of Renderer share: the kinds of its writer's frames, and how details of events are read.
#pragma once

#include <md4c.h>

#include <cstdint>

#include "markdown/raw_html.h"
#include "markdown/stream.h"

namespace carrel::markdown {

inline StreamWriter::Kind kind_of(MD_BLOCKTYPE type) { return static_cast<StreamWriter::Kind>(type); }
inline StreamWriter::Kind kind_of(MD_SPANTYPE type) {
  return static_cast<StreamWriter::Kind>(StreamWriter::kFirstSpan + type);
}
// Frames that md4c knows nothing of.
constexpr StreamWriter::Kind kTermList = RawHtml::kBlock - 1;
constexpr StreamWriter::Kind kComponent = RawHtml::kBlock - 2;  // `data`: how many colons opened it
constexpr StreamWriter::Kind kComponentTitle = RawHtml::kBlock - 3;
static_assert(MD_BLOCK_ADMONITION_TITLE < static_cast<int>(kComponentTitle));
static_assert(StreamWriter::kFirstSpan + MD_SPAN_MARK < static_cast<int>(RawHtml::kSpan));

// `data` of the frame of a list whose items are definitions.
constexpr std::uint8_t kDefinitions = 1;

// Requires: `detail` is what md4c hands out for this kind of block or span.
template <class T>
const T& as(const void* detail) {
  return *static_cast<const T*>(detail);
}

}  // namespace carrel::markdown
