// For the tests: a stream as HTML, after a look at whether it is well-formed.
#pragma once

#include <string>
#include <vector>

#include "markdown/html.h"
#include "markdown/stream.h"

namespace carrel::markdown {

// Why the stream is not balanced or does not use its text up exactly; nothing: it is well-formed.
inline std::string malformed(const Stream& stream) {
  std::vector<Tag> open;
  bool in_tag = false;
  std::size_t used = 0;
  std::size_t words = 0;
  StreamReader reader(stream);
  for (StreamReader::Item item; reader.next(item);) {
    words += item.op == Op::kAttribute ? 2 : 1;
    used += item.text.size();
    if (item.op == Op::kAttribute) {
      if (!in_tag) return "an attribute without an element";
      if (item.n >= kAttributeNames.size()) return "an unknown attribute";
      continue;
    }
    in_tag = item.op == Op::kOpen;
    const bool inside_void = !open.empty() && is_void(open.back());
    if (item.op == Op::kText) {
      if (inside_void || item.text.empty()) return "a text node where none may be";
    } else if (item.op == Op::kOpen) {
      if (inside_void || item.n >= kTagNames.size()) return "an element where none may be";
      open.push_back(static_cast<Tag>(item.n));
    } else {
      if (open.empty() || item.n != 0) return "a close without an open";
      open.pop_back();
    }
  }
  if (!open.empty()) return "an element is never closed";
  if (used != stream.text.size() || words != stream.ops.size()) return "text or operations are left over";
  return {};
}

// The HTML, or "malformed: …".
inline std::string stream_html(const Stream& stream) {
  const std::string reason = malformed(stream);
  if (!reason.empty()) return "malformed: " + reason;
  TextBuffer html;
  write_html(html, stream);
  return std::string(html);
}

}  // namespace carrel::markdown
