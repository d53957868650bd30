// Renderer: turns md4c's events into calls on a StreamWriter. One per article.
//
// It trusts nothing about the events but the order of text: see StreamWriter for what md4c gets wrong.
#pragma once

#include <md4c.h>

#include <string>
#include <string_view>

#include "markdown/anchors.h"
#include "markdown/components.h"
#include "markdown/links.h"
#include "markdown/raw_html.h"
#include "markdown/render.h"
#include "markdown/stream.h"

namespace carrel::markdown {

class Renderer {
 public:
  // Requires: options.heading in 1…6.
  Renderer(std::size_t max_text, const RenderOptions& options);
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  void enter_block(MD_BLOCKTYPE type, const void* detail);
  void leave_block(MD_BLOCKTYPE type, const void* detail);
  void enter_span(MD_SPANTYPE type, const void* detail);
  void leave_span(MD_SPANTYPE type);
  void text(MD_TEXTTYPE type, std::string_view run);

  bool full() const { return writer_.full(); }
  Stream finish();

 private:
  // An image is written when something else follows: what stands behind it or around it may change it.
  struct Image {
    int depth = 0;  // images inside images are alternative text
    bool pending = false;
    bool shown = false;  // its address may appear
    std::string address;
    std::string title;
    std::string alt;
    std::string width;
    std::string height;
  };

  void settle() {
    if (unsettled_) settle_now();
  }
  void settle_now();
  void write_image(bool titled);
  void write_figure();
  std::size_t take_dimensions(std::string_view run);

  void enter_heading(unsigned level);
  void enter_item(const MD_BLOCK_LI_DETAIL& item);
  void enter_cell(MD_BLOCKTYPE type, MD_ALIGN align);
  void enter_code(const MD_BLOCK_CODE_DETAIL& code);
  void enter_admonition(const MD_BLOCK_ADMONITION_DETAIL& detail);
  void enter_title(const Component& component);
  void enter_terms();
  void end_term_list();
  void enter_directive(const MD_BLOCK_DIRECTIVE_DETAIL& detail);
  void leave_directive();
  bool close_component(std::size_t colons);
  void write_title(Tag tag, std::string_view title);
  void show_line(std::string_view line);
  void enter_link(const MD_SPAN_A_DETAIL& link);
  void enter_image(const MD_SPAN_IMG_DETAIL& image);
  void leave_image();
  void footnote_ref(const MD_SPAN_FOOTNOTE_REF_DETAIL& ref);
  void leave_footnote(const MD_BLOCK_FOOTNOTE_DEF_DETAIL& footnote);
  void end_note_paragraph();
  void line_break();

  bool everything_;
  int heading_;
  StreamWriter writer_;
  Anchors anchors_;
  RawHtml raw_;
  Place heading_place_{};  // of its id
  int heading_level_ = 0;  // 0: no heading with an element is open
  std::string heading_text_;
  std::size_t plain_run_ = 0;    // bytes of text that came last, if they stand in the source as they are
  Component admonition_;         // whose title comes next
  bool note_paragraph_ = false;  // the last paragraph of a footnote is still open: links back may follow
  bool in_cell_ = false;         // of a table of Markdown
  bool unsettled_ = false;       // an image or raw HTML waits to be written
  std::string html_;             // raw HTML that goes on
  Image image_;
};

}  // namespace carrel::markdown
