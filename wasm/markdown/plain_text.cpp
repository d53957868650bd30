#include "markdown/plain_text.h"

#include <algorithm>
#include <string_view>

namespace carrel::markdown {
namespace {

bool is_generated(std::string_view css_class) {
  return css_class == kFootnoteRefClass || css_class == kFootnoteBackClass ||
         css_class == kAdmonitionTitleClass || css_class == kPrefixClass;
}

// Steps through what authors wrote: items inside an element that Carrel added are passed over.
class Walk {
 public:
  Walk(const Stream& stream, std::size_t op, std::size_t at) : reader_(stream, op, at) {}

  bool next(StreamReader::Item& item) {
    while (reader_.next(item)) {
      if (item.op == Op::kText) ++nodes_;
      if (hidden_ == 0) {
        const bool css_class =
            item.op == Op::kAttribute && item.n == static_cast<std::uint32_t>(Attribute::kClass);
        if (!css_class || !is_generated(item.text)) return true;
        hidden_ = 1;
      } else if (item.op == Op::kOpen) {
        ++hidden_;
      } else if (item.op == Op::kClose && --hidden_ == 0) {
        return true;
      }
    }
    return false;
  }

  // The number of the text node that next() has just returned.
  std::uint32_t node() const { return nodes_ - 1; }

 private:
  StreamReader reader_;
  std::uint32_t nodes_ = 0;
  std::uint32_t hidden_ = 0;  // depth inside an element that Carrel added
};

// Elements without text that stand between two words.
bool is_gap(Tag tag) { return tag == Tag::kBr || tag == Tag::kImg; }

void append_in_one_line(std::string& out, std::string_view run) {
  const std::size_t begin = out.size();
  out.append(run);
  for (std::size_t i = begin; i < out.size(); ++i) {
    if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t') out[i] = ' ';
  }
}

class Collector {
 public:
  explicit Collector(PlainText& out) : out_(out) {}

  void open(Tag tag) {
    if (is_gap(tag) && due_ == 0) due_ = ' ';
    if (is_inline(tag)) return;
    separate(tag);
    if (tag == Tag::kPre) ++pre_;
    if (heading_level(tag) > 0) {
      settle();
      out_.headings.push_back({position(), 0, heading_level(tag), {}});
      in_heading_ = true;
    }
  }

  void close(Tag tag) {
    if (is_inline(tag)) return;
    if (heading_level(tag) > 0 && in_heading_) {
      out_.headings.back().size = position() - out_.headings.back().offset;
      in_heading_ = false;
    }
    separate(tag);
    if (tag == Tag::kPre && pre_ > 0) --pre_;
  }

  void id(std::string_view value) {
    if (in_heading_ && out_.headings.back().id.empty()) out_.headings.back().id = value;
  }

  void text(std::uint32_t node, std::string_view run) {
    settle();
    out_.segments.push_back({position(), static_cast<std::uint32_t>(run.size()), node});
    if (pre_ > 0) {
      out_.text.append(run);
    } else {
      append_in_one_line(out_.text, run);
    }
  }

 private:
  std::uint32_t position() const { return static_cast<std::uint32_t>(out_.text.size()); }

  void separate(Tag tag) {
    const bool cell = tag == Tag::kTh || tag == Tag::kTd;
    if (due_ != '\n') due_ = cell ? '\t' : '\n';
  }

  // Writes the separator that is due, unless nothing precedes it or one like it does: code ends in a line
  // feed.
  void settle() {
    if (due_ != 0 && !out_.text.empty() && out_.text.back() != '\n' && out_.text.back() != due_) {
      out_.text.push_back(due_);
    }
    due_ = 0;
  }

  PlainText& out_;
  char due_ = 0;
  std::uint32_t pre_ = 0;
  bool in_heading_ = false;
};

}  // namespace

PlainText plain_text(const Stream& stream) {
  PlainText out;
  out.text.reserve(stream.text.size());
  Collector collector(out);
  std::vector<Tag> open;
  Walk walk(stream, 0, 0);
  for (StreamReader::Item item; walk.next(item);) {
    if (item.op == Op::kText) {
      collector.text(walk.node(), item.text);
    } else if (item.op == Op::kOpen) {
      open.push_back(static_cast<Tag>(item.n));
      collector.open(open.back());
    } else if (item.op == Op::kAttribute) {
      if (item.n == static_cast<std::uint32_t>(Attribute::kId)) collector.id(item.text);
    } else if (!open.empty()) {
      collector.close(open.back());
      open.pop_back();
    }
  }
  return out;
}

std::string line_of(const Stream& stream, std::size_t op, std::size_t at) {
  std::string line;
  Walk walk(stream, op, at);
  for (StreamReader::Item item; walk.next(item);) {
    if (item.op == Op::kText) append_in_one_line(line, item.text);
    if (item.op == Op::kOpen && is_gap(static_cast<Tag>(item.n))) line.push_back(' ');
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
}

}  // namespace carrel::markdown
