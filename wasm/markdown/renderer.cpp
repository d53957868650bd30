#include "markdown/renderer.h"

#include <algorithm>
#include <array>

#include "markdown/number.h"
#include "markdown/parser_text.h"
#include "markdown/renderer_kinds.h"

namespace carrel::markdown {
namespace {

// The element of each kind that needs no more than its element; kP stands for those with a function of their
// own.
constexpr Tag block_tag(MD_BLOCKTYPE type) {
  constexpr std::array<Tag, MD_BLOCK_ADMONITION_TITLE + 1> kTags = {
      Tag::kP,       Tag::kBlockquote, Tag::kUl,    Tag::kOl,    Tag::kLi,    Tag::kHr, Tag::kP,  Tag::kPre,
      Tag::kP,       Tag::kP,          Tag::kTable, Tag::kThead, Tag::kTbody, Tag::kTr, Tag::kTh, Tag::kTd,
      Tag::kSection, Tag::kLi,         Tag::kDiv,   Tag::kDt,    Tag::kP,     Tag::kP,
  };
  return kTags[type];
}
static_assert(block_tag(MD_BLOCK_QUOTE) == Tag::kBlockquote && block_tag(MD_BLOCK_HR) == Tag::kHr);
static_assert(block_tag(MD_BLOCK_P) == Tag::kP && block_tag(MD_BLOCK_TD) == Tag::kTd);
static_assert(block_tag(MD_BLOCK_ADMONITION) == Tag::kDiv);

}  // namespace

Renderer::Renderer(std::size_t max_text, const RenderOptions& options)
    : everything_(options.profile == Profile::kEverything),
      heading_(options.heading),
      writer_(max_text),
      anchors_(options.prefix, options.id),
      raw_(writer_, anchors_, kind_of(MD_BLOCK_P)) {}

void Renderer::settle_now() {
  unsettled_ = false;
  if (image_.pending) write_image(true);
  if (html_.empty()) return;
  end_term_list();
  raw_.take(html_, false);
  html_.clear();
}

void Renderer::enter_block(MD_BLOCKTYPE type, const void* detail) {
  settle();
  raw_.end_block();
  end_note_paragraph();
  plain_run_ = 0;
  if (type == MD_BLOCK_DT) {
    enter_terms();
    return;
  }
  if (type == MD_BLOCK_UL && as<MD_BLOCK_UL_DETAIL>(detail).mark == ':') {
    writer_.enter(kind_of(type), kDefinitions);
    return;
  }
  end_term_list();
  if (type == MD_BLOCK_HTML) return;
  if (type == MD_BLOCK_DIRECTIVE) {
    enter_directive(as<MD_BLOCK_DIRECTIVE_DETAIL>(detail));
    return;
  }
  if (type == MD_BLOCK_ADMONITION_TITLE) {
    enter_title(admonition_);
    return;
  }
  const bool defines = type == MD_BLOCK_LI && writer_.is_top(kind_of(MD_BLOCK_UL)) &&
                       writer_.frame(writer_.frame_count() - 1).data == kDefinitions;
  if (type == MD_BLOCK_H) {
    raw_.before_block(heading_tag(heading_));
    writer_.enter(kind_of(type));
    enter_heading(as<MD_BLOCK_H_DETAIL>(detail).level);
    return;
  }
  const Tag tag = defines ? Tag::kDd : block_tag(type);
  // What raw HTML left open in the text ends with it.
  if (type == MD_BLOCK_FOOTNOTE_DEF_SECTION) writer_.unwind_to(1);
  if (type != MD_BLOCK_DOC) raw_.before_block(tag);
  writer_.enter(kind_of(type));
  if (type == MD_BLOCK_DOC) return;
  const bool opened = writer_.open(tag);
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
      in_cell_ = true;
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
  if (type == MD_BLOCK_P && image_.pending) write_figure();
  if (type == MD_BLOCK_HTML) {
    unsettled_ = false;
    raw_.take(html_, true);
    html_.clear();
  }
  settle();
  raw_.end_block();
  if (type == MD_BLOCK_DIRECTIVE || type == MD_BLOCK_ADMONITION_TITLE) leave_directive();
  if (type == MD_BLOCK_FOOTNOTE_DEF) leave_footnote(as<MD_BLOCK_FOOTNOTE_DEF_DETAIL>(detail));
  if (!writer_.unwind(kind_of(type))) return;
  if (type == MD_BLOCK_H && heading_level_ > 0) {
    writer_.hear(nullptr);
    anchors_.end_heading(writer_, heading_place_, heading_level_, std::move(heading_text_),
                         everything_ ? plain_run_ : 0);
    heading_level_ = 0;
  }
  if (type == MD_BLOCK_P && writer_.current() == Tag::kP && writer_.frame_count() > 1 &&
      writer_.frame(writer_.frame_count() - 2).kind == kind_of(MD_BLOCK_FOOTNOTE_DEF)) {
    note_paragraph_ = true;
    return;
  }
  if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) in_cell_ = false;
  writer_.leave();
}

void Renderer::enter_heading(unsigned level) {
  const int shifted = std::min(6, heading_ + static_cast<int>(level) - 1);
  writer_.open(heading_tag(shifted));
  heading_place_ = writer_.placed_attribute(Attribute::kId, {});
  heading_level_ = heading_place_.length > 0 ? shifted : 0;
  heading_text_.clear();
  writer_.hear(&heading_text_);
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
  const std::string language = language_of(decoded(code.lang));
  if (!language.empty()) writer_.attribute(Attribute::kDataLanguage, language);
  writer_.open(Tag::kCode);
  if (!language.empty()) writer_.attribute(Attribute::kClass, "language-" + language);
}

void Renderer::enter_span(MD_SPANTYPE type, const void* detail) {
  // Kinds whose flags are off show their text alone.
  constexpr Tag kPlain = Tag::kP;
  constexpr std::array<Tag, MD_SPAN_MARK + 1> kTags = {
      Tag::kEm, Tag::kStrong, Tag::kA, Tag::kImg, Tag::kCode, Tag::kDel, Tag::kCode, Tag::kCode,
      kPlain,   kPlain,       kPlain,  Tag::kSup, Tag::kSub,  Tag::kSup, Tag::kMark,
  };
  plain_run_ = 0;
  if (image_.depth == 0) {
    settle();
    if (raw_.skipping()) return;
    end_term_list();
    raw_.before_inline("x");
  }
  if (type == MD_SPAN_IMG) {
    enter_image(as<MD_SPAN_IMG_DETAIL>(detail));
  } else if (image_.depth > 0) {
    return;
  } else if (type == MD_SPAN_FOOTNOTE_REF) {
    footnote_ref(as<MD_SPAN_FOOTNOTE_REF_DETAIL>(detail));
  } else {
    if (type == MD_SPAN_A) raw_.close_link();
    writer_.enter(kind_of(type));
    if (type == MD_SPAN_A) {
      enter_link(as<MD_SPAN_A_DETAIL>(detail));
    } else if (kTags[type] != kPlain) {
      writer_.open(kTags[type]);
      if (type == MD_SPAN_LATEXMATH) writer_.attribute(Attribute::kClass, "language-math");
      if (type == MD_SPAN_LATEXMATH_DISPLAY) {
        writer_.attribute(Attribute::kClass, "language-math carrel-display");
      }
    }
  }
}

void Renderer::leave_span(MD_SPANTYPE type) {
  plain_run_ = 0;
  if (type == MD_SPAN_IMG) {
    if (image_.depth > 0 && --image_.depth == 0) image_.pending = unsettled_ = true;
    return;
  }
  if (image_.depth > 0) return;
  settle();
  if (writer_.unwind(kind_of(type))) writer_.leave();
}

void Renderer::line_break() {
  if (writer_.open(Tag::kBr)) {
    writer_.close();
  } else {
    writer_.text("\n");
  }
}

void Renderer::text(MD_TEXTTYPE type, std::string_view run) {
  plain_run_ = type == MD_TEXT_NORMAL ? run.size() : 0;
  if (type == MD_TEXT_HTML) {
    if (image_.depth > 0) return;
    if (image_.pending) settle_now();
    html_.append(run);
    unsettled_ = true;
    return;
  }
  if (image_.depth > 0) {
    append_typed(image_.alt, type, run);
    return;
  }
  if (image_.pending && everything_ && type == MD_TEXT_NORMAL) run.remove_prefix(take_dimensions(run));
  settle();
  if (raw_.skipping()) return;
  end_term_list();
  // A break is no blank: in a table it needs a cell.
  raw_.before_inline(type == MD_TEXT_BR ? "x" : run);
  if (type == MD_TEXT_BR) {
    line_break();
  } else if (type == MD_TEXT_SOFTBR && writer_.has(kind_of(MD_BLOCK_DT))) {
    // Each line is a term of its own.
    writer_.unwind(kind_of(MD_BLOCK_DT));
    writer_.leave();
    enter_terms();
  } else if (type == MD_TEXT_ENTITY) {
    std::string character;
    append_typed(character, type, run);
    writer_.text(character);
  } else if (type == MD_TEXT_CODE && in_cell_) {
    // In a table a pipe is escaped even there (GFM example 200).
    for (std::size_t pipe = run.find("\\|"); pipe < run.size(); pipe = run.find("\\|")) {
      writer_.text(run.substr(0, pipe));
      run.remove_prefix(pipe + 1);
    }
    writer_.text(run);
  } else {
    writer_.text(run);
  }
}

Stream Renderer::finish() {
  settle();
  Stream stream = writer_.finish();
  anchors_.resolve(stream);
  return stream;
}

}  // namespace carrel::markdown
