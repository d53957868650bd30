// The vocabulary of the node stream: which elements and attributes an article may hold, and their numbers.
//
// Content never names an element: it can only lead to a number of these tables. The numbers are stored in
// published bundles and mirrored in web/stream.js (a test compares them), so entries are appended,
// never moved.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace carrel::markdown {

// The low two bits of an operation; the other thirty carry n. See docs/stream.md.
enum class Op : std::uint32_t { kText = 0, kOpen = 1, kClose = 2, kAttribute = 3 };

constexpr std::uint32_t make_op(Op op, std::uint32_t n) { return n << 2 | static_cast<std::uint32_t>(op); }

enum class Tag : std::uint8_t {
  kP,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kBlockquote,
  kUl,
  kOl,
  kLi,
  kHr,
  kPre,
  kCode,
  kTable,
  kThead,
  kTbody,
  kTr,
  kTh,
  kTd,
  kEm,
  kStrong,
  kDel,
  kMark,
  kSup,
  kSub,
  kA,
  kImg,
  kBr,
  kInput,
  kSection,
  kDiv,
  kSpan,
  kDl,
  kDt,
  kDd,
  kB,
  kI,
  kU,
  kS,
  kStrike,
  kIns,
  kSmall,
  kQ,
  kCite,
  kDfn,
  kAbbr,
  kKbd,
  kSamp,
  kVar,
  kTt,
  kTime,
  kBdi,
  kBdo,
  kRuby,
  kRt,
  kRp,
  kWbr,
  kPicture,
  kSource,
  kDetails,
  kSummary,
  kFigure,
  kFigcaption,
  kCaption,
  kTfoot,
};

constexpr std::array<std::string_view, 66> kTagNames = {
    "p",          "h1",      "h2",    "h3",      "h4",      "h5",     "h6",      "blockquote", "ul",
    "ol",         "li",      "hr",    "pre",     "code",    "table",  "thead",   "tbody",      "tr",
    "th",         "td",      "em",    "strong",  "del",     "mark",   "sup",     "sub",        "a",
    "img",        "br",      "input", "section", "div",     "span",   "dl",      "dt",         "dd",
    "b",          "i",       "u",     "s",       "strike",  "ins",    "small",   "q",          "cite",
    "dfn",        "abbr",    "kbd",   "samp",    "var",     "tt",     "time",    "bdi",        "bdo",
    "ruby",       "rt",      "rp",    "wbr",     "picture", "source", "details", "summary",    "figure",
    "figcaption", "caption", "tfoot"};
static_assert(kTagNames[static_cast<std::size_t>(Tag::kTfoot)] == "tfoot");

enum class Attribute : std::uint8_t {
  kHref,
  kTitle,
  kSrc,
  kAlt,
  kStart,
  kClass,
  kId,
  kLoading,
  kReferrerPolicy,
  kRel,
  kType,
  kChecked,
  kDisabled,
  kColspan,
  kScope,
  kRole,
  kAriaLabel,
  kWidth,
  kHeight,
  kRowspan,
  kReversed,
  kValue,
  kOpen,
  kDatetime,
  kCite,
  kSrcset,
  kMedia,
  kLang,
  kDir,
  kDataLanguage,
  kDataRegion,
};

constexpr std::array<std::string_view, 31> kAttributeNames = {
    "href",           "title",  "src",    "alt",     "start",    "class",         "id",         "loading",
    "referrerpolicy", "rel",    "type",   "checked", "disabled", "colspan",       "scope",      "role",
    "aria-label",     "width",  "height", "rowspan", "reversed", "value",         "open",       "datetime",
    "cite",           "srcset", "media",  "lang",    "dir",      "data-language", "data-region"};
static_assert(kAttributeNames[static_cast<std::size_t>(Attribute::kDataRegion)] == "data-region");

// All names in one string, each between two blanks: an array of views would be larger by two words a name.
template <std::size_t N, const std::array<std::string_view, N>& kNames>
constexpr auto joined_names() {
  constexpr std::size_t kSize = [] {
    std::size_t sum = 1;
    for (const std::string_view name : kNames) sum += name.size() + 1;
    return sum;
  }();
  std::array<char, kSize> joined{' '};
  std::size_t at = 1;
  for (const std::string_view name : kNames) {
    for (const char c : name) joined[at++] = c;
    joined[at++] = ' ';
  }
  return joined;
}

// Where `name` stands in a list of names, each between two blanks; past its end: nowhere.
// Requires: `list` begins with a blank.
std::size_t index_in(std::string_view list, std::string_view name);

// Classes that mark what Carrel adds of its own; the shell and plain_text know them by these names.
constexpr std::string_view kFootnoteRefClass = "carrel-footnote-ref";
constexpr std::string_view kFootnoteBackClass = "carrel-footnote-back";
constexpr std::string_view kAdmonitionTitleClass = "carrel-admonition-title";
constexpr std::string_view kPrefixClass = "carrel-prefix";
// An author's title.
constexpr std::string_view kBlockTitleClass = "carrel-block-title";

// Elements that hold no content: opened and closed at once.
constexpr bool is_void(Tag tag) {
  return tag == Tag::kHr || tag == Tag::kImg || tag == Tag::kBr || tag == Tag::kInput || tag == Tag::kWbr ||
         tag == Tag::kSource;
}

// Elements that run inside a line of text; every other one starts and ends a block.
constexpr bool is_inline(Tag tag) {
  return tag == Tag::kCode || (tag >= Tag::kEm && tag <= Tag::kInput) || tag == Tag::kSpan ||
         (tag >= Tag::kB && tag <= Tag::kSource);
}

// Elements without text that stand between two words.
constexpr bool is_gap(Tag tag) { return tag == Tag::kBr || tag == Tag::kImg; }

// Whether a parser of HTML leaves a part of a table in that element.
constexpr bool is_in_place(Tag tag, Tag parent) {
  switch (tag) {
    case Tag::kTd:
    case Tag::kTh:
      return parent == Tag::kTr;
    case Tag::kTr:
      return parent == Tag::kThead || parent == Tag::kTbody || parent == Tag::kTfoot;
    case Tag::kThead:
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kCaption:
      return parent == Tag::kTable;
    default:
      return true;
  }
}

// 1 to 6 for a heading, otherwise 0.
constexpr int heading_level(Tag tag) {
  return tag >= Tag::kH1 && tag <= Tag::kH6 ? static_cast<int>(tag) - static_cast<int>(Tag::kH1) + 1 : 0;
}

// Requires: level in 1…6.
constexpr Tag heading_tag(int level) { return static_cast<Tag>(static_cast<int>(Tag::kH1) + level - 1); }

}  // namespace carrel::markdown
