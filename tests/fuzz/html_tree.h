// A tree of elements, attributes and text, written as lines: from a node stream, and from HTML as Gumbo, a
// whole HTML5 parser that is not ours, reads it. Two that are equal are the same page.
#pragma once

#include <gumbo.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "html_rules.h"
#include "markdown/stream.h"

namespace carrel::fuzz {

// Gumbo replaces controls and noncharacters, which the HTML standard keeps.
inline std::string as_gumbo_reads(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.size;
    const char32_t c = decoded.code_point;
    const bool replaced = (c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r') ||
                          (c >= 0x7F && c <= 0x9F) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    append_utf8(out, replaced ? 0xFFFD : c);
  }
  return out;
}

// Neighbouring text is one line: that is what is left of it behind a parser.
class TreeText {
 public:
  void text(std::string_view run) { pending_.append(run); }
  void open(std::string_view name, const std::map<std::string, std::string>& attributes) {
    flush();
    line("<" + std::string(name) + ">");
    ++depth_;
    for (const auto& [attribute, value] : attributes) line(concat({attribute, "=\"", value, "\""}));
  }
  void close() {
    flush();
    --depth_;
  }
  std::string take() {
    flush();
    return std::move(lines_);
  }

 private:
  void flush() {
    if (!pending_.empty()) line('"' + pending_ + '"');
    pending_.clear();
  }
  void line(const std::string& what) { lines_ += std::string(depth_, ' ') + what + '\n'; }

  std::string lines_, pending_;
  std::size_t depth_ = 0;
};

// Requires: a balanced stream.
inline std::string tree_of(const markdown::Stream& stream) {
  TreeText tree;
  std::string_view name;
  std::map<std::string, std::string> attributes;
  const auto opened = [&] {
    if (!name.empty()) tree.open(name, attributes);
    name = {};
    attributes.clear();
  };
  markdown::StreamReader reader(stream);
  for (markdown::StreamReader::Item item; reader.next(item);) {
    if (item.op == markdown::Op::kAttribute) {
      // Headings past a limit have an empty id, which nobody writes.
      const bool written = !item.text.empty() || markdown::kAttributeNames[item.n] != "id";
      if (written) attributes.emplace(markdown::kAttributeNames[item.n], as_gumbo_reads(item.text));
      continue;
    }
    opened();
    if (item.op == markdown::Op::kOpen) name = markdown::kTagNames[item.n];
    if (item.op == markdown::Op::kText) tree.text(as_gumbo_reads(item.text));
    if (item.op == markdown::Op::kClose) tree.close();
  }
  opened();
  return tree.take();
}

// What a page of ours makes of `html`, where every element and attribute is judged by html_rules.h.
class ParsedHtml {
 public:
  // `context`: the element that it is put into.
  explicit ParsedHtml(const std::string& html, GumboTag context = GUMBO_TAG_DIV) : html_(html) {
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = context;
    output_ = gumbo_parse_with_options(&options, html_.data(), html_.size());
  }
  ParsedHtml(const ParsedHtml&) = delete;
  ParsedHtml& operator=(const ParsedHtml&) = delete;
  ~ParsedHtml() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

  // `root`: where the fragment's nodes are.
  const GumboNode& root() const { return *output_->root; }

 private:
  const std::string& html_;
  GumboOutput* output_ = nullptr;
};

// Gumbo is older than some elements (`picture`): of these it has what was written.
inline std::string_view name_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

inline std::string tree_of(const ParsedHtml& html) {
  TreeText tree;
  struct Step {
    const GumboNode* node;  // null: an element ends
  };
  std::vector<Step> left;
  const auto push_children = [&left](const GumboVector& children) {
    for (unsigned i = children.length; i > 0; --i)
      left.push_back({static_cast<const GumboNode*>(children.data[i - 1])});
  };
  push_children(html.root().v.element.children);
  while (!left.empty()) {
    const GumboNode* node = left.back().node;
    left.pop_back();
    if (!node) {
      tree.close();
      continue;
    }
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
      tree.text(node->v.text.text);
      continue;
    }
    must(node->type == GUMBO_NODE_ELEMENT, "HTML of ours has elements and text, nothing else");
    const GumboElement& element = node->v.element;
    must(element.tag_namespace == GUMBO_NAMESPACE_HTML, "HTML of ours has no foreign elements");
    std::map<std::string, std::string> attributes;
    check_attribute(name_of(element), {}, {});
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
      check_attribute(name_of(element), attribute.name, attribute.value);
      attributes.emplace(attribute.name, attribute.value);
    }
    tree.open(name_of(element), attributes);
    left.push_back({nullptr});
    push_children(element.children);
  }
  return tree.take();
}

}  // namespace carrel::fuzz
