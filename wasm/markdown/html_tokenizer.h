// HtmlTokenizer: raw HTML in, text and tags out, as the HTML standard cuts them (13.2.5), less what no page
// shows: comments, declarations, processing instructions and CDATA sections are passed over.
//
// Linear: a piece that does not end within its input is text to the end of the input. What it hands out are
// views of the input, with character references not decoded yet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/list.h"

namespace carrel::markdown {

class HtmlTokenizer {
 public:
  enum class Token : std::uint8_t { kEnd, kText, kOpen, kClose };

  struct Attribute {
    std::string_view name;
    std::string_view value;
  };

  // Requires: `html` outlives this.
  explicit HtmlTokenizer(std::string_view html) : html_(html) {}

  Token next();
  // Of kText: its characters.
  std::string_view text() const { return text_; }
  // Of kOpen and kClose: the tag's name in lower case.
  const std::string& name() const { return name_; }
  // Of kOpen: as written, in order, repetitions included.
  const List<Attribute>& attributes() const { return attributes_; }

  // Passes over everything before the closing tag of that name, whatever it looks like. False: there is none,
  // and all was passed over.
  bool skip_to_close(std::string_view name);
  bool at_end() const { return at_ == html_.size(); }
  // Passes over one line feed, if it is next.
  void skip_line_feed();

 private:
  bool starts(std::string_view text) const { return html_.substr(at_, text.size()) == text; }
  void skip_past(std::string_view end);
  bool skip_markup();
  bool read_tag();
  void skip_blanks();

  std::string_view html_;
  std::size_t at_ = 0;
  std::string_view text_;
  std::string name_;
  List<Attribute> attributes_;
};

// `text` in lower case, where it is ASCII.
std::string ascii_lower(std::string_view text);

}  // namespace carrel::markdown
