#include "markdown/render.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/utf8.h"
#include "markdown/renderer.h"

namespace carrel::markdown {
namespace {

constexpr unsigned kGfm = MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                          MD_FLAG_TASKLISTS | MD_FLAG_ADMONITIONS | MD_FLAG_FOOTNOTES;
constexpr unsigned kEverything = kGfm | MD_FLAG_HIGHLIGHT | MD_FLAG_SUPERSCRIPTS | MD_FLAG_DEFINITIONLISTS |
                                 MD_FLAG_DIRECTIVES | MD_FLAG_STRICTSINGLETILDES | MD_FLAG_UNSPACEDEMPHASIS |
                                 MD_FLAG_ADMONITIONTITLES;
constexpr unsigned kPossible = kEverything | MD_FLAG_SUBSCRIPTS | MD_FLAG_LATEXMATHSPANS;
// Another md4c with other numbers would change dialects without a word.
static_assert(kPossible == 0x7FE1F0C);
#ifdef MD4C_POSSIBLE_FLAGS
static_assert(kPossible == MD4C_POSSIBLE_FLAGS);  // md4c.c was compiled for these
#endif

unsigned flags_of(const RenderOptions& options) {
  unsigned flags = options.profile == Profile::kEverything ? kEverything
                   : options.profile == Profile::kGfm      ? kGfm
                                                           : 0;
  if (options.subscript) flags |= MD_FLAG_SUBSCRIPTS;
  if (options.math) flags |= MD_FLAG_LATEXMATHSPANS;
  return flags;
}

Renderer& renderer_of(void* userdata) { return *static_cast<Renderer*>(userdata); }

// A number other than zero ends the parse: there is no use in reading on when nothing more is taken.
int verdict(const Renderer& renderer) { return renderer.full() ? 1 : 0; }

int on_enter_block(MD_BLOCKTYPE type, void* detail, void* userdata) {
  renderer_of(userdata).enter_block(type, detail);
  return verdict(renderer_of(userdata));
}
int on_leave_block(MD_BLOCKTYPE type, void* detail, void* userdata) {
  renderer_of(userdata).leave_block(type, detail);
  return verdict(renderer_of(userdata));
}
int on_enter_span(MD_SPANTYPE type, void* detail, void* userdata) {
  renderer_of(userdata).enter_span(type, detail);
  return verdict(renderer_of(userdata));
}
int on_leave_span(MD_SPANTYPE type, void*, void* userdata) {
  renderer_of(userdata).leave_span(type);
  return verdict(renderer_of(userdata));
}
int on_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* userdata) {
  renderer_of(userdata).text(type, {text, size});
  return verdict(renderer_of(userdata));
}

// The part of the input that is rendered: without a byte order mark, cut at a line if it is too long.
std::string_view within_limit(std::string_view markdown) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (markdown.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    markdown.remove_prefix(kByteOrderMark.size());
  if (markdown.size() <= kMaxMarkdown) return markdown;
  const std::size_t line_end = markdown.rfind('\n', kMaxMarkdown - 1);
  return markdown.substr(0, line_end == std::string_view::npos ? kMaxMarkdown : line_end + 1);
}

// UTF-8 without a NUL.
bool is_clean(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kTops = kOnes << 7;
  for (std::size_t i = 0; i < text.size();) {
    if (std::uint64_t eight = 0; i + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      // Of ASCII only a NUL borrows from its top bit, or what stands behind it.
      const std::uint64_t others = (eight | (eight - kOnes)) & kTops;
      if (others == 0) {
        i += sizeof eight;
        continue;
      }
      i += static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
    const Decoded decoded = decode_utf8(text, i);
    if (!decoded.valid || decoded.code_point == 0) return false;
    i += decoded.size;
  }
  return true;
}

// `markdown` with U+FFFD for whatever is no text, made only if it is needed.
std::string_view repaired(std::string_view markdown, std::string& buffer) {
  if (is_clean(markdown)) return markdown;
  for (std::size_t i = 0; i < markdown.size();) {
    const Decoded decoded = decode_utf8(markdown, i);
    append_utf8(buffer, decoded.code_point == 0 ? kReplacement : decoded.code_point);
    i += decoded.size;
  }
  return buffer;
}

}  // namespace

Stream render(std::string_view markdown, const RenderOptions& options) {
  const std::string_view input = within_limit(markdown);
  const bool cut = input.data() + input.size() != markdown.data() + markdown.size();
  std::string buffer;
  const std::string_view text = repaired(input, buffer);

  RenderOptions usable = options;
  usable.heading = std::clamp(options.heading, 1, 6);
  Renderer renderer(kOutputFloor + kOutputFactor * text.size(), usable);
  MD_PARSER parser{};
  parser.flags = flags_of(options);
  parser.enter_block = on_enter_block;
  parser.leave_block = on_leave_block;
  parser.enter_span = on_enter_span;
  parser.leave_span = on_leave_span;
  parser.text = on_text;
  const int failed = md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &renderer);

  Stream stream = renderer.finish();
  stream.truncated = stream.truncated || cut || failed != 0;
  return stream;
}

}  // namespace carrel::markdown
