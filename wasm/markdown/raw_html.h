// RawHtml: the HTML that authors write inside Markdown, as calls on a StreamWriter.
//
// Only elements and attributes of an allow-list modelled on GitHub's get in (docs/markdown.md); of others the
// content stays, of scripts, styles and frames nothing. Elements nest as the HTML standard nests them:
// whoever writes the stream as HTML and parses that gets the same tree. An element lasts until its closing
// tag or until the block of Markdown that it stands in ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "markdown/anchors.h"
#include "markdown/html_tokenizer.h"
#include "markdown/stream.h"

namespace carrel::markdown {

class RawHtml {
 public:
  // Frames of the writer that stand for an element of raw HTML; `data` is its tag. What was opened in a block
  // of HTML, or starts a block itself, outlives spans and paragraphs.
  static constexpr StreamWriter::Kind kBlock = StreamWriter::kFirstSpan - 1;
  static constexpr StreamWriter::Kind kSpan = StreamWriter::kKinds - 1;

  // `paragraph` is the kind of the writer's frames for paragraphs of Markdown. Requires: the others outlive
  // this.
  RawHtml(StreamWriter& writer, Anchors& anchors, StreamWriter::Kind paragraph)
      : writer_(writer), anchors_(anchors), paragraph_(paragraph) {}

  // Takes one piece of raw HTML; `block`: it is a block of its own, not a part of a line.
  void take(std::string_view html, bool block);

  // Makes room for an element that Markdown opens as a block, or for text or an element in a line.
  void before_block(Tag tag);
  void before_inline(std::string_view text);
  // Closes the link of raw HTML that is open here, if there is one.
  void close_link() { close_innermost(Tag::kA); }

  // Inside a script or the like: nothing is shown.
  bool skipping() const { return !skipped_.empty(); }
  // A block of Markdown has ended, and with it what was skipped.
  void end_block() { skipped_.clear(); }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  void text(std::string_view run);
  void open(Tag tag);
  void open_image();
  void close(Tag tag);
  void push(Tag tag);
  void attributes(Tag tag);
  void attribute(Attribute attribute, std::string_view value);

  // Closes what cannot go on around such an element. False: it has no place here.
  bool make_place(Tag tag);
  bool make_place_in_table(Tag tag);
  bool in_table_part() const;
  void fill_table();
  void close_innermost(Tag tag);
  bool close_paragraph();

  // The innermost frame that is that element of raw HTML, as far as the block of Markdown (less the
  // paragraph, if it may end here) and the cell of a table reach.
  std::size_t find(Tag tag, bool through_paragraph) const;
  std::size_t find_heading() const;
  bool is_element(std::size_t frame, Tag tag) const;

  StreamWriter& writer_;
  Anchors& anchors_;
  StreamWriter::Kind paragraph_;
  HtmlTokenizer tokens_{{}};
  bool block_ = false;         // what is being taken is a block
  bool after_border_ = false;  // nothing but blanks since a tag that starts or ends a block
  std::string skipped_;        // the element whose content is passed over
  std::string buffer_;
};

}  // namespace carrel::markdown
