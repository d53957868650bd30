#include "markdown/renderer.h"

#include <algorithm>
#include <array>

#include "markdown/components.h"
#include "markdown/number.h"
#include "markdown/parser_text.h"

namespace carrel::markdown {
namespace {

StreamWriter::Kind kind_of(MD_BLOCKTYPE type) { return static_cast<StreamWriter::Kind>(type); }
StreamWriter::Kind kind_of(MD_SPANTYPE type) {
  return static_cast<StreamWriter::Kind>(StreamWriter::kFirstSpan + type);
}
// Frames that md4c knows nothing of.
constexpr StreamWriter::Kind kTermList = RawHtml::kBlock - 1;
constexpr StreamWriter::Kind kComponent = RawHtml::kBlock - 2;  // `data`: how many colons opened it
constexpr StreamWriter::Kind kComponentTitle = RawHtml::kBlock - 3;
static_assert(MD_BLOCK_DIRECTIVE < static_cast<int>(kComponentTitle));
static_assert(StreamWriter::kFirstSpan + MD_SPAN_MARK < static_cast<int>(RawHtml::kSpan));

// `data` of the frame of a list whose items are definitions.
constexpr std::uint8_t kDefinitions = 1;

// ISO 3166: the country that help is for.
bool is_region(std::string_view text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Requires: `detail` is what md4c hands out for this kind of block or span.
template <class T>
const T& as(const void* detail) {
  return *static_cast<const T*>(detail);
}

// The element of each kind that needs no more than its element; kP stands for those with a function of their
// own.
constexpr Tag block_tag(MD_BLOCKTYPE type) {
  constexpr std::array<Tag, MD_BLOCK_DIRECTIVE + 1> kTags = {
      Tag::kP,   Tag::kBlockquote, Tag::kUl,      Tag::kOl,    Tag::kLi,    Tag::kHr,    Tag::kP,
      Tag::kPre, Tag::kP,          Tag::kP,       Tag::kTable, Tag::kThead, Tag::kTbody, Tag::kTr,
      Tag::kTh,  Tag::kTd,         Tag::kSection, Tag::kLi,    Tag::kDiv,   Tag::kDt,    Tag::kP,
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
      raw_(writer_, anchors_, entities_, kind_of(MD_BLOCK_P)) {}

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
  const bool defines = type == MD_BLOCK_LI && writer_.is_top(kind_of(MD_BLOCK_UL)) &&
                       writer_.frame(writer_.frame_count() - 1).data == kDefinitions;
  if (type == MD_BLOCK_H) {
    raw_.before_block(heading_tag(heading_));
    writer_.enter(kind_of(type));
    enter_heading(as<MD_BLOCK_H_DETAIL>(detail).level);
    return;
  }
  const Tag tag = defines ? Tag::kDd : block_tag(type);
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
      writer_.open(Tag::kP);  // a definition is one paragraph; md4c has no event for it
      break;
    }
    case MD_BLOCK_ADMONITION:
      if (opened) enter_admonition(decoded(entities_, as<MD_BLOCK_ADMONITION_DETAIL>(detail).type));
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
  if (type == MD_BLOCK_DIRECTIVE) leave_directive();
  if (!writer_.unwind(kind_of(type))) return;
  if (type == MD_BLOCK_FOOTNOTE_DEF) footnote_back_links(as<MD_BLOCK_FOOTNOTE_DEF_DETAIL>(detail));
  if (type == MD_BLOCK_H && heading_level_ > 0) {
    anchors_.end_heading(writer_, heading_place_, heading_level_, everything_);
    heading_level_ = 0;
  }
  if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) in_cell_ = false;
  writer_.leave();
}

void Renderer::enter_heading(unsigned level) {
  const int shifted = std::min(6, heading_ + static_cast<int>(level) - 1);
  writer_.open(heading_tag(shifted));
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
  const std::string language = language_of(decoded(entities_, code.lang));
  if (!language.empty()) writer_.attribute(Attribute::kDataLanguage, language);
  writer_.open(Tag::kCode);
  if (!language.empty()) writer_.attribute(Attribute::kClass, "language-" + language);
}

void Renderer::enter_admonition(std::string_view type) {
  const Component* component = find_component({3, type, {}});
  if (component == nullptr) return;
  writer_.attribute(Attribute::kClass, component->css_class);
  writer_.attribute(Attribute::kRole, "note");
  write_title(Tag::kP, component->title);
}

// A title that no author wrote.
void Renderer::write_title(Tag tag, std::string_view title) {
  if (title.empty() || !writer_.open(tag)) return;
  writer_.attribute(Attribute::kClass, kAdmonitionTitleClass);
  writer_.text(title);
  writer_.close();
}

void Renderer::enter_terms() {
  if (!writer_.is_top(kTermList)) {
    raw_.before_block(Tag::kDl);
    writer_.enter(kTermList);
    writer_.open(Tag::kDl);
  }
  writer_.enter(kind_of(MD_BLOCK_DT));
  writer_.open(Tag::kDt);
}

// What is neither a term nor a definition ends their list.
void Renderer::end_term_list() {
  if (writer_.is_top(kTermList)) writer_.leave();
}

void Renderer::show_line(std::string_view line) {
  raw_.before_block(Tag::kP);
  writer_.enter(kind_of(MD_BLOCK_P));
  writer_.open(Tag::kP);
  writer_.text(line);
  writer_.leave();
}

void Renderer::enter_directive(const MD_BLOCK_DIRECTIVE_DETAIL& detail) {
  const std::string_view line(detail.line, detail.size);
  const Directive directive = read_directive(line);
  if (directive.name.empty()) {
    if (!close_component(directive.colons)) show_line(line);
    return;
  }
  const Component* component = find_component(directive);
  if (component == nullptr) {
    show_line(line);
  } else {
    raw_.before_block(component->tag);
  }
  // One that we do not know is opened, too: the line that closes it must close nothing else.
  writer_.enter(kComponent, static_cast<std::uint8_t>(std::min<std::size_t>(directive.colons, 255)));
  if (component == nullptr || !writer_.open(component->tag)) {
    writer_.enter_within(kComponentTitle, 0);
    return;
  }
  if (!component->css_class.empty()) {
    writer_.attribute(Attribute::kClass, component->css_class);
    writer_.attribute(Attribute::kRole, "note");
  }
  if (const std::string_view region = directive_option(directive, "region"); is_region(region)) {
    writer_.attribute(Attribute::kDataRegion, region);
  }
  const Tag title = component->tag == Tag::kDetails ? Tag::kSummary : Tag::kP;
  if (detail.has_title == 0) {
    write_title(title, component->title);
    return;
  }
  writer_.enter_within(kComponentTitle, 0);
  if (!writer_.open(title)) return;
  if (title == Tag::kP) writer_.attribute(Attribute::kClass, "carrel-block-title");
  if (component->name == "care" && writer_.open(Tag::kSpan)) {
    writer_.attribute(Attribute::kClass, kPrefixClass);
    writer_.text(component->title);
    writer_.text(": ");
    writer_.close();
  }
  if (component->name == "definition") writer_.open(Tag::kDfn);
}

void Renderer::leave_directive() {
  if (writer_.unwind(kComponentTitle)) writer_.leave();
}

// False: none is open here that so many colons close.
bool Renderer::close_component(std::size_t colons) {
  for (std::size_t i = writer_.frame_count(); i-- > 0;) {
    const StreamWriter::Frame frame = writer_.frame(i);
    if (frame.kind == kComponent && frame.data <= colons) {
      writer_.unwind_to(i);
      return frame.elements > 0;
    }
    const bool passes =
        frame.kind >= StreamWriter::kFirstSpan || frame.kind == RawHtml::kBlock || frame.kind == kComponent;
    if (!passes) break;
  }
  return false;
}

void Renderer::enter_span(MD_SPANTYPE type, const void* detail) {
  // Kinds whose flags are off show their text alone.
  constexpr Tag kPlain = Tag::kP;
  constexpr std::array<Tag, MD_SPAN_MARK + 1> kTags = {
      Tag::kEm, Tag::kStrong, Tag::kA, Tag::kImg, Tag::kCode, Tag::kDel, Tag::kCode, Tag::kCode,
      kPlain,   kPlain,       kPlain,  Tag::kSup, Tag::kSub,  Tag::kSup, Tag::kMark,
  };
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
  if (type == MD_SPAN_IMG) {
    if (image_.depth > 0 && --image_.depth == 0) image_.pending = unsettled_ = true;
    return;
  }
  if (image_.depth > 0) return;
  settle();
  if (writer_.unwind(kind_of(type))) writer_.leave();
}

void Renderer::enter_link(const MD_SPAN_A_DETAIL& link) {
  if (writer_.inside(Tag::kA)) return;
  const Address address = judge_address(decoded(entities_, link.href), AddressUse::kLink);
  if (!address.allowed) return;
  writer_.open(Tag::kA);
  const Place place = writer_.placed_attribute(Attribute::kHref, address.text);
  if (place.length > 0 && address.text[0] == '#') anchors_.add_fragment(place);
  if (const std::string title = decoded(entities_, link.title); !title.empty())
    writer_.attribute(Attribute::kTitle, title);
  if (address.external) writer_.attribute(Attribute::kRel, kOutsideRel);
}

void Renderer::enter_image(const MD_SPAN_IMG_DETAIL& image) {
  if (image_.depth++ > 0) return;
  image_.address = judge_address(decoded(entities_, image.src), AddressUse::kImage);
  image_.title = decoded(entities_, image.title);
  image_.alt.clear();
  image_.width.clear();
  image_.height.clear();
}

void Renderer::write_image(bool titled) {
  image_.pending = false;
  if (!image_.address.allowed || image_.address.text.empty() || !writer_.open(Tag::kImg)) {
    writer_.text(image_.alt);
    return;
  }
  writer_.attribute(Attribute::kSrc, image_.address.text);
  writer_.attribute(Attribute::kAlt, image_.alt);
  if (titled && !image_.title.empty()) writer_.attribute(Attribute::kTitle, image_.title);
  if (!image_.width.empty()) writer_.attribute(Attribute::kWidth, image_.width);
  if (!image_.height.empty()) writer_.attribute(Attribute::kHeight, image_.height);
  writer_.attribute(Attribute::kLoading, "lazy");
  writer_.attribute(Attribute::kReferrerPolicy, "no-referrer");
  writer_.close();
}

// A paragraph that holds nothing but an image with a title is a figure, and the title its caption.
void Renderer::write_figure() {
  const bool alone = everything_ && !image_.title.empty() && html_.empty() &&
                     writer_.is_top(kind_of(MD_BLOCK_P)) && writer_.current() == Tag::kP &&
                     writer_.is_empty() && image_.address.allowed && !image_.address.text.empty();
  if (!alone) return;
  writer_.rename(Tag::kFigure);
  write_image(false);
  if (!writer_.open(Tag::kFigcaption)) return;
  writer_.text(image_.title);
  writer_.close();
}

// `{width=640 height=480}` behind an image gives its size. Returns how much of `run` that is.
std::size_t Renderer::take_dimensions(std::string_view run) {
  const std::size_t end = run.find('}');
  if (run.empty() || run[0] != '{' || end == std::string_view::npos) return 0;
  const Directive options{0, {}, run.substr(0, end + 1)};
  const auto number = [&options](std::string_view key) {
    const std::string_view value = directive_option(options, key);
    const bool plain = value.size() <= 4 &&
                       std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    return std::string(plain ? value : std::string_view());
  };
  image_.width = number("width");
  image_.height = number("height");
  return image_.width.empty() && image_.height.empty() ? 0 : end + 1;
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
  if (type == MD_TEXT_HTML) {
    if (image_.depth > 0) return;
    if (image_.pending) settle_now();
    html_.append(run);
    unsettled_ = true;
    return;
  }
  if (image_.depth > 0) {
    append_typed(image_.alt, entities_, type, run);
    return;
  }
  if (image_.pending && everything_ && type == MD_TEXT_NORMAL) run.remove_prefix(take_dimensions(run));
  settle();
  if (raw_.skipping()) return;
  end_term_list();
  raw_.before_inline(run);
  if (type == MD_TEXT_BR) {
    line_break();
  } else if (type == MD_TEXT_SOFTBR && writer_.has(kind_of(MD_BLOCK_DT))) {
    // Each line is a term of its own.
    writer_.unwind(kind_of(MD_BLOCK_DT));
    writer_.leave();
    enter_terms();
  } else if (type == MD_TEXT_ENTITY || type == MD_TEXT_NULLCHAR) {
    std::string character;
    append_typed(character, entities_, type, run);
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
