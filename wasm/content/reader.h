// Reads a content bundle: content.json → Content.
//
// nlohmann/json's SAX parser drives it; one article at a time stands in memory as a tree. Whatever is wrong
// with a value is reported in Content::faults with its place, and nothing else is lost.
#pragma once

#include <string_view>

#include "base/result.h"
#include "content/content.h"

namespace carrel {

// Deeper values are left out and reported.
constexpr std::size_t kMaxJsonDepth = 32;
// JSON values of one article, topic, synonym or notice, or of another member of the bundle: each takes some
// sixty bytes of memory where it may take two of the file.
constexpr std::size_t kMaxValues = 100'000;

// Fails only where there is nothing to read: kJsonSyntax (naming line and column), or kContent when the JSON
// is no object, has no `articles` list or states another version.
Result<Content> read_content(std::string_view json);

// The same without check_references (content/elements.h), which is a step of its own where a page waits.
Result<Content> parse_content(std::string_view json);

}  // namespace carrel
