// render: Markdown in, a safe node stream and its outline out.
//
// What is read is CommonMark 0.31 and what the profile adds (docs/markdown.md); raw HTML gets in through the
// allow-list of raw_html.h. Whatever comes in, what comes out holds only elements and attributes of
// vocabulary.h and only addresses that links.h allows.
#pragma once

#include <cstdint>
#include <string_view>

#include "markdown/stream.h"

namespace carrel::markdown {

enum class Profile : std::uint8_t {
  kEverything,
  kGfm,         // GitHub's: tables, strikethrough, task lists, autolinks, footnotes, admonitions
  kCommonMark,  // the specification and nothing else
};

struct RenderOptions {
  std::string_view prefix = "carrel-";  // put before every generated id
  int heading = 2;                      // the level that `#` becomes, 1 to 6; deeper ones follow, down to 6
  std::string_view id;  // between prefix and slug, so that two articles on a page do not clash
  Profile profile = Profile::kEverything;
  // These change what ordinary text means, so a bundle asks for them.
  bool subscript = false;  // ~one~, otherwise struck through
  bool math = false;       // $…$ and $$…$$
};

// Longer input is cut at a line; what is that long is a data file, not an article.
constexpr std::size_t kMaxMarkdown = std::size_t{4} << 20;
// Footnotes and link definitions can repeat a little input many times over.
constexpr std::size_t kOutputFactor = 16;
constexpr std::size_t kOutputFloor = std::size_t{64} << 10;

// Never fails: any bytes give a stream (malformed UTF-8 and NUL become U+FFFD), and limits truncate.
Stream render(std::string_view markdown, const RenderOptions& options);

}  // namespace carrel::markdown
