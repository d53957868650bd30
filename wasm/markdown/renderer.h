// Renderer: turns md4c's events into calls on a StreamWriter. One per article.
//
// It trusts nothing about the events but the order of text: see StreamWriter for what md4c gets wrong.
#pragma once

#include <md4c.h>

#include <string>
#include <string_view>

#include "markdown/anchors.h"
#include "markdown/links.h"
#include "markdown/stream.h"

namespace carrel::markdown {

class Renderer {
 public:
  // Requires: heading in 1…6.
  Renderer(std::size_t max_text, std::string_view prefix, std::string_view id, int heading)
      : writer_(max_text), anchors_(prefix, id), heading_(heading) {}

  void enter_block(MD_BLOCKTYPE type, const void* detail);
  void leave_block(MD_BLOCKTYPE type, const void* detail);
  void enter_span(MD_SPANTYPE type, const void* detail);
  void leave_span(MD_SPANTYPE type);
  void text(MD_TEXTTYPE type, std::string_view run);

  bool full() const { return writer_.full(); }
  Stream finish();

 private:
  // An image's description arrives as text and spans of its own, which become one attribute.
  struct Image {
    int depth = 0;  // images inside images; 0: none is open
    Address address;
    std::string title;
    std::string alt;
  };

  void enter_heading(unsigned level);
  void enter_item(const MD_BLOCK_LI_DETAIL& item);
  void enter_cell(MD_BLOCKTYPE type, MD_ALIGN align);
  void enter_code(const MD_BLOCK_CODE_DETAIL& code);
  void enter_admonition(const MD_BLOCK_ADMONITION_DETAIL& admonition);
  void enter_link(const MD_SPAN_A_DETAIL& link);
  void enter_image(const MD_SPAN_IMG_DETAIL& image);
  void footnote_ref(const MD_SPAN_FOOTNOTE_REF_DETAIL& ref);
  void footnote_back_links(const MD_BLOCK_FOOTNOTE_DEF_DETAIL& footnote);
  void end_image();
  void line_break();

  StreamWriter writer_;
  Anchors anchors_;
  int heading_;
  Place heading_place_{};  // of its id
  int heading_level_ = 0;  // 0: no heading with an element is open
  Image image_;
};

}  // namespace carrel::markdown
