#include "markdown/renderer.h"

#include <algorithm>
#include <array>

#include "markdown/number.h"
#include "markdown/parser_text.h"

namespace carrel::markdown {
namespace {

StreamWriter::Kind kind_of(MD_BLOCKTYPE type) { return static_cast<StreamWriter::Kind>(type); }
StreamWriter::Kind kind_of(MD_SPANTYPE type) {
  return static_cast<StreamWriter::Kind>(StreamWriter::kFirstSpan + type);
}
static_assert(MD_BLOCK_ADMONITION < static_cast<int>(StreamWriter::kFirstSpan));
static_assert(StreamWriter::kFirstSpan + MD_SPAN_MARK < static_cast<int>(StreamWriter::kKinds));

// Requires: `detail` is what md4c hands out for this kind of block or span.
template <class T>
const T& as(const void* detail) {
  return *static_cast<const T*>(detail);
}

// The element of each kind that needs no more than its element; kP stands for those with a function of their
// own.
constexpr Tag block_tag(MD_BLOCKTYPE type) {
  constexpr std::array<Tag, MD_BLOCK_ADMONITION + 1> kTags = {
      Tag::kP,   Tag::kBlockquote, Tag::kUl,      Tag::kOl,    Tag::kLi,    Tag::kHr,    Tag::kP,
      Tag::kPre, Tag::kP,          Tag::kP,       Tag::kTable, Tag::kThead, Tag::kTbody, Tag::kTr,
      Tag::kTh,  Tag::kTd,         Tag::kSection, Tag::kLi,    Tag::kDiv,
  };
  return kTags[type];
}
static_assert(block_tag(MD_BLOCK_QUOTE) == Tag::kBlockquote && block_tag(MD_BLOCK_HR) == Tag::kHr);
static_assert(block_tag(MD_BLOCK_P) == Tag::kP && block_tag(MD_BLOCK_TD) == Tag::kTd);
static_assert(block_tag(MD_BLOCK_ADMONITION) == Tag::kDiv);

constexpr std::array<std::string_view, 5> kAdmonitions = {"note", "tip", "important", "warning", "caution"};

}  // namespace

void Renderer::enter_block(MD_BLOCKTYPE type, const void* detail) {
  end_image();
  writer_.enter(kind_of(type));
  if (type == MD_BLOCK_DOC || type == MD_BLOCK_HTML) return;
  if (type == MD_BLOCK_H) {
    enter_heading(as<MD_BLOCK_H_DETAIL>(detail).level);
    return;
  }
  const bool opened = writer_.open(block_tag(type));
  switch (type) {
    case MD_BLOCK_OL:
      if (const unsigned start = as<MD_BLOCK_OL_DETAIL>(detail).start; start != 1) {
        std::string value;
        append_number(value, start);
        writer_.attribute(Attribute::kStart, value);
      }
      break;
    case MD_BLOCK_LI:
      enter_item(as<MD_BLOCK_LI_DETAIL>(detail));
      break;
    case MD_BLOCK_CODE:
      enter_code(as<MD_BLOCK_CODE_DETAIL>(detail));
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      enter_cell(type, as<MD_BLOCK_TD_DETAIL>(detail).align);
      break;
    case MD_BLOCK_FOOTNOTE_DEF_SECTION:
      writer_.attribute(Attribute::kClass, "carrel-footnotes");
      writer_.attribute(Attribute::kRole, "doc-endnotes");
      writer_.open(Tag::kOl);
      break;
    case MD_BLOCK_FOOTNOTE_DEF: {
      const std::string address = anchors_.footnote(as<MD_BLOCK_FOOTNOTE_DEF_DETAIL>(detail).id);
      writer_.attribute(Attribute::kId, std::string_view(address).substr(1));
      writer_.open(Tag::kP);  // a definition is one paragraph; md4c has no event for it
      break;
    }
    case MD_BLOCK_ADMONITION:
      if (opened) enter_admonition(as<MD_BLOCK_ADMONITION_DETAIL>(detail));
      break;
    default:
      break;
  }
}

void Renderer::leave_block(MD_BLOCKTYPE type, const void* detail) {
  end_image();
  if (!writer_.unwind(kind_of(type))) return;
  if (type == MD_BLOCK_FOOTNOTE_DEF) footnote_back_links(as<MD_BLOCK_FOOTNOTE_DEF_DETAIL>(detail));
  if (type == MD_BLOCK_H && heading_level_ > 0) {
    anchors_.end_heading(writer_, heading_place_, heading_level_);
    heading_level_ = 0;
  }
  writer_.leave();
}

void Renderer::enter_heading(unsigned level) {
  const int shifted = std::min(6, heading_ + static_cast<int>(level) - 1);
  writer_.open(static_cast<Tag>(static_cast<int>(Tag::kH1) + shifted - 1));
  heading_place_ = writer_.placed_attribute(Attribute::kId, {});
  heading_level_ = heading_place_.length > 0 ? shifted : 0;
}

void Renderer::enter_item(const MD_BLOCK_LI_DETAIL& item) {
  if (item.is_task == 0) return;
  const bool done = item.task_mark != ' ';
  writer_.attribute(Attribute::kClass, "carrel-task");
  if (!writer_.open(Tag::kInput)) return;
  writer_.attribute(Attribute::kType, "checkbox");
  writer_.attribute(Attribute::kDisabled, {});
  if (done) writer_.attribute(Attribute::kChecked, {});
  writer_.attribute(Attribute::kAriaLabel, done ? "Completed task" : "Incomplete task");
  writer_.close();
}

void Renderer::enter_cell(MD_BLOCKTYPE type, MD_ALIGN align) {
  if (type == MD_BLOCK_TH) writer_.attribute(Attribute::kScope, "col");
  if (align == MD_ALIGN_LEFT) writer_.attribute(Attribute::kClass, "carrel-align-left");
  if (align == MD_ALIGN_CENTER) writer_.attribute(Attribute::kClass, "carrel-align-center");
  if (align == MD_ALIGN_RIGHT) writer_.attribute(Attribute::kClass, "carrel-align-right");
}

void Renderer::enter_code(const MD_BLOCK_CODE_DETAIL& code) {
  writer_.open(Tag::kCode);
  if (const std::string name = language_class(code.lang); !name.empty()) {
    writer_.attribute(Attribute::kClass, name);
  }
}

void Renderer::enter_admonition(const MD_BLOCK_ADMONITION_DETAIL& admonition) {
  std::string type = decoded(admonition.type);
  if (std::find(kAdmonitions.begin(), kAdmonitions.end(), type) == kAdmonitions.end()) type = kAdmonitions[0];
  writer_.attribute(Attribute::kClass, "carrel-admonition carrel-" + type);
  writer_.attribute(Attribute::kRole, "note");
  if (!writer_.open(Tag::kP)) return;
  writer_.attribute(Attribute::kClass, kAdmonitionTitleClass);
  type[0] = static_cast<char>(type[0] + ('A' - 'a'));
  writer_.text(type);
  writer_.close();
}

void Renderer::enter_span(MD_SPANTYPE type, const void* detail) {
  // Kinds whose flags are off show their text alone.
  constexpr Tag kPlain = Tag::kP;
  constexpr std::array<Tag, MD_SPAN_MARK + 1> kTags = {
      Tag::kEm, Tag::kStrong, Tag::kA, Tag::kImg, Tag::kCode, Tag::kDel, kPlain,     kPlain,
      kPlain,   kPlain,       kPlain,  Tag::kSup, Tag::kSub,  Tag::kSup, Tag::kMark,
  };
  if (type == MD_SPAN_IMG) {
    enter_image(as<MD_SPAN_IMG_DETAIL>(detail));
  } else if (image_.depth > 0) {
    return;
  } else if (type == MD_SPAN_FOOTNOTE_REF) {
    footnote_ref(as<MD_SPAN_FOOTNOTE_REF_DETAIL>(detail));
  } else {
    writer_.enter(kind_of(type));
    if (type == MD_SPAN_A) {
      enter_link(as<MD_SPAN_A_DETAIL>(detail));
    } else if (kTags[type] != kPlain) {
      writer_.open(kTags[type]);
    }
  }
}

void Renderer::leave_span(MD_SPANTYPE type) {
  if (type == MD_SPAN_IMG) {
    if (image_.depth == 1) {
      end_image();
    } else if (image_.depth > 1) {
      --image_.depth;
    }
    return;
  }
  if (image_.depth == 0 && writer_.unwind(kind_of(type))) writer_.leave();
}

void Renderer::enter_link(const MD_SPAN_A_DETAIL& link) {
  if (writer_.inside(Tag::kA)) return;
  const Address address = judge_address(decoded(link.href), AddressUse::kLink);
  if (!address.allowed) return;
  writer_.open(Tag::kA);
  const Place place = writer_.placed_attribute(Attribute::kHref, address.text);
  if (place.length > 0 && address.text[0] == '#') anchors_.add_fragment(place);
  if (const std::string title = decoded(link.title); !title.empty())
    writer_.attribute(Attribute::kTitle, title);
  if (address.external) writer_.attribute(Attribute::kRel, "noopener noreferrer");
}

void Renderer::enter_image(const MD_SPAN_IMG_DETAIL& image) {
  if (image_.depth++ > 0) return;
  image_.address = judge_address(decoded(image.src), AddressUse::kImage);
  image_.title = decoded(image.title);
  image_.alt.clear();
}

void Renderer::end_image() {
  if (image_.depth == 0) return;
  image_.depth = 0;
  if (!image_.address.allowed || image_.address.text.empty() || !writer_.open(Tag::kImg)) {
    writer_.text(image_.alt);
    return;
  }
  writer_.attribute(Attribute::kSrc, image_.address.text);
  writer_.attribute(Attribute::kAlt, image_.alt);
  if (!image_.title.empty()) writer_.attribute(Attribute::kTitle, image_.title);
  writer_.attribute(Attribute::kLoading, "lazy");
  writer_.attribute(Attribute::kReferrerPolicy, "no-referrer");
  writer_.close();
}

void Renderer::footnote_ref(const MD_SPAN_FOOTNOTE_REF_DETAIL& ref) {
  const bool linked = !writer_.inside(Tag::kA);
  writer_.enter(kind_of(MD_SPAN_FOOTNOTE_REF));
  // Without the element that says what it is, the number would be a word of the text.
  if (writer_.open(Tag::kSup)) {
    writer_.attribute(Attribute::kClass, kFootnoteRefClass);
    if (linked && writer_.open(Tag::kA)) {
      writer_.attribute(Attribute::kHref, anchors_.footnote(ref.id));
      const std::string own = anchors_.reference(ref.id, ref.ref_id);
      writer_.attribute(Attribute::kId, std::string_view(own).substr(1));
      writer_.attribute(Attribute::kRole, "doc-noteref");
    }
    std::string number;
    append_number(number, ref.id);
    writer_.text(number);
  }
  writer_.leave();
}

void Renderer::footnote_back_links(const MD_BLOCK_FOOTNOTE_DEF_DETAIL& footnote) {
  for (unsigned ref = 1; ref <= footnote.ref_count && writer_.open(Tag::kA); ++ref) {
    writer_.attribute(Attribute::kHref, anchors_.reference(footnote.id, ref));
    writer_.attribute(Attribute::kClass, kFootnoteBackClass);
    writer_.attribute(Attribute::kRole, "doc-backlink");
    writer_.attribute(Attribute::kAriaLabel, "Back to text");
    // The blank does not let the arrow stand on a line alone; the variation selector keeps it from becoming
    // an emoji.
    std::string arrow = "\u00A0\u21A9\uFE0E";
    if (ref > 1) append_number(arrow, ref);
    writer_.text(arrow);
    writer_.close();
  }
}

void Renderer::line_break() {
  if (writer_.open(Tag::kBr)) {
    writer_.close();
  } else {
    writer_.text("\n");
  }
}

void Renderer::text(MD_TEXTTYPE type, std::string_view run) {
  if (image_.depth > 0) {
    append_typed(image_.alt, type, run);
  } else if (type == MD_TEXT_BR) {
    line_break();
  } else if (type == MD_TEXT_ENTITY || type == MD_TEXT_NULLCHAR) {
    std::string character;
    append_typed(character, type, run);
    writer_.text(character);
  } else {
    writer_.text(run);
  }
}

Stream Renderer::finish() {
  end_image();
  Stream stream = writer_.finish();
  anchors_.resolve(stream);
  return stream;
}

}  // namespace carrel::markdown
