// A printer for the tests: the stream as HTML, in the form of web/stream.js's toHtml.
#pragma once

#include <string>
#include <vector>

#include "markdown/stream.h"

namespace carrel::markdown {

inline std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// The HTML, or "malformed: …" for a stream that is not balanced or does not use its text up exactly.
inline std::string stream_html(const Stream& stream) {
  std::string html;
  std::vector<Tag> open;
  bool in_tag = false;
  std::size_t used = 0;
  std::size_t words = 0;
  StreamReader reader(stream);
  for (StreamReader::Item item; reader.next(item);) {
    words += item.op == Op::kAttribute ? 2 : 1;
    used += item.text.size();
    if (item.op == Op::kAttribute) {
      if (!in_tag) return "malformed: an attribute without an element";
      if (item.n >= kAttributeNames.size()) return "malformed: an unknown attribute";
      html += ' ' + std::string(kAttributeNames[item.n]) + "=\"" + escape_html(item.text) + '"';
      continue;
    }
    if (in_tag) html += '>';
    // A parser drops the line feed that a `pre` begins with.
    if (in_tag && item.op == Op::kText && open.back() == Tag::kPre && item.text.substr(0, 1) == "\n")
      html += '\n';
    in_tag = false;
    const bool inside_void = !open.empty() && is_void(open.back());
    if (item.op == Op::kText) {
      if (inside_void || item.text.empty()) return "malformed: a text node where none may be";
      html += escape_html(item.text);
    } else if (item.op == Op::kOpen) {
      if (inside_void || item.n >= kTagNames.size()) return "malformed: an element where none may be";
      open.push_back(static_cast<Tag>(item.n));
      html += '<' + std::string(kTagNames[item.n]);
      in_tag = true;
    } else {
      if (open.empty() || item.n != 0) return "malformed: a close without an open";
      if (!is_void(open.back()))
        html += "</" + std::string(kTagNames[static_cast<std::size_t>(open.back())]) + '>';
      open.pop_back();
    }
  }
  if (!open.empty()) return "malformed: an element is never closed";
  if (used != stream.text.size() || words != stream.ops.size())
    return "malformed: text or operations are left over";
  return html;
}

}  // namespace carrel::markdown
