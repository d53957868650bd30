// Renderer: admonitions, components and definition lists.
#include <algorithm>

#include "markdown/ascii.h"
#include "markdown/components.h"
#include "markdown/renderer.h"
#include "markdown/renderer_kinds.h"

namespace carrel::markdown {

void Renderer::enter_admonition(const MD_BLOCK_ADMONITION_DETAIL& detail) {
  const std::string_view type(detail.type.text, detail.type.size);
  admonition_ = find_admonition(type);
  writer_.attribute(Attribute::kClass, admonition_.css_class);
  writer_.attribute(Attribute::kRole, "note");
  if (detail.has_title != 0) return;
  if (!admonition_.name.empty()) {
    write_title(Tag::kP, admonition_.title);
  } else if (writer_.open(Tag::kP)) {
    // A name that we have no word for is the author's own title.
    writer_.attribute(Attribute::kClass, kBlockTitleClass);
    std::string word(type);
    word[0] = upper(word[0]);
    writer_.text(word);
    writer_.close();
  }
}

// Opens a title of the author's, which leave_directive() closes.
void Renderer::enter_title(const Component& component) {
  const bool folds = component.css_class.empty();
  writer_.enter_within(kComponentTitle);
  if (!writer_.open(folds ? Tag::kSummary : Tag::kP)) return;
  if (!folds) writer_.attribute(Attribute::kClass, kBlockTitleClass);
  if (component.name == "care" && writer_.open(Tag::kSpan)) {
    writer_.attribute(Attribute::kClass, kPrefixClass);
    writer_.text(component.title);
    writer_.text(": ");
    writer_.close();
  }
  if (component.name == "definition") writer_.open(Tag::kDfn);
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
  const Component component = find_component(directive);
  const bool known = !component.name.empty();
  if (known) {
    raw_.before_block(Tag::kDiv);
  } else {
    show_line(line);
  }
  // One that we do not know is opened, too: the line that closes it must close nothing else.
  writer_.enter(kComponent, static_cast<std::uint8_t>(std::min<std::size_t>(directive.colons, 255)));
  const bool folds = component.css_class.empty();
  if (!known || !writer_.open(folds ? Tag::kDetails : Tag::kDiv)) {
    writer_.enter_within(kComponentTitle);
    return;
  }
  if (!folds) {
    writer_.attribute(Attribute::kClass, component.css_class);
    writer_.attribute(Attribute::kRole, "note");
  }
  if (const std::string_view region = directive_option(directive, "region"); region.size() == 2) {
    writer_.attribute(Attribute::kDataRegion, region);
  }
  if (detail.has_title != 0) {
    enter_title(component);
  } else {
    write_title(folds ? Tag::kSummary : Tag::kP, component.title);
  }
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

}  // namespace carrel::markdown
