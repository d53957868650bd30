// Renderer: links, images and footnotes.
#include <algorithm>

#include "markdown/components.h"
#include "markdown/number.h"
#include "markdown/parser_text.h"
#include "markdown/renderer.h"
#include "markdown/renderer_kinds.h"

namespace carrel::markdown {

void Renderer::enter_link(const MD_SPAN_A_DETAIL& link) {
  if (writer_.inside(Tag::kA)) return;
  const Address address = judge_address(decoded(link.href), AddressUse::kLink);
  if (!address.allowed) return;
  writer_.open(Tag::kA);
  const Place place = writer_.placed_attribute(Attribute::kHref, address.text);
  if (place.length > 0 && address.text[0] == '#') anchors_.add_fragment(place);
  if (const std::string title = decoded(link.title); !title.empty())
    writer_.attribute(Attribute::kTitle, title);
  if (address.external) writer_.attribute(Attribute::kRel, kOutsideRel);
}

void Renderer::enter_image(const MD_SPAN_IMG_DETAIL& image) {
  if (image_.depth++ > 0) return;
  Address address = judge_address(decoded(image.src), AddressUse::kImage);
  image_.shown = address.allowed && !address.text.empty();
  image_.address.swap(address.text);
  image_.title = decoded(image.title);
  image_.alt.clear();
  image_.width.clear();
  image_.height.clear();
}

void Renderer::write_image(bool titled) {
  image_.pending = false;
  if (!image_.shown || !writer_.open(Tag::kImg)) {
    writer_.text(image_.alt);
    return;
  }
  writer_.attribute(Attribute::kSrc, image_.address);
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
                     writer_.is_empty() && image_.shown;
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
  std::string* const heard = writer_.hears();
  writer_.hear(nullptr);
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
  writer_.hear(heard);
}

void Renderer::end_note_paragraph() {
  if (note_paragraph_ && writer_.unwind(kind_of(MD_BLOCK_P))) writer_.leave();
  note_paragraph_ = false;
}

// Links back stand at the end of the note's last paragraph, or behind what else it ends with.
void Renderer::leave_footnote(const MD_BLOCK_FOOTNOTE_DEF_DETAIL& footnote) {
  if (!writer_.unwind(note_paragraph_ ? kind_of(MD_BLOCK_P) : kind_of(MD_BLOCK_FOOTNOTE_DEF))) return;
  note_paragraph_ = false;
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

}  // namespace carrel::markdown
