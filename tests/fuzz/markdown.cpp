// Markdown → node stream → plain text: what docs/stream.md promises of every stream, whatever comes in.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "html_rules.h"
#include "markdown/plain_text.h"
#include "rendered.h"

using namespace carrel;
using namespace carrel::fuzz;
using namespace carrel::markdown;

namespace {

constexpr std::size_t kLongestClass = 200;

std::uint32_t utf16_units(std::string_view text) {
  std::uint32_t units = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    units += decoded.code_point > 0xFFFF ? 2 : 1;
    i += decoded.size;
  }
  return units;
}

bool is_class(std::string_view word) {
  const bool ours = word.substr(0, 7) == "carrel-" || word.substr(0, 9) == "language-";
  return ours && word.size() <= kLongestClass && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '#';
         });
}

// Reads the operations by themselves, without StreamReader, and gives back the text nodes.
class Walk {
 public:
  Walk(const Stream& stream, const std::string& id_start)
      : stream_(stream), ops_(utf16_ops(stream)), id_start_(id_start) {
    must(is_valid_utf8(stream.text), "the string is UTF-8");
    while (op_ < ops_.size()) step();
    must(open_.empty(), "every element is closed");
    must(text_ == stream.text.size(), "the string is used up");
    must(elements_ <= kMaxElements, "no more elements than the limit");
  }

  const std::vector<std::string_view>& texts() const { return texts_; }
  const std::set<std::string_view>& ids() const { return ids_; }

 private:
  std::uint32_t word() {
    must(op_ < ops_.size(), "an operation is whole");
    return ops_[op_++];
  }

  std::string_view take(std::uint32_t units) {
    const std::size_t begin = text_;
    while (units > 0) {
      must(text_ < stream_.text.size(), "a length does not lead past the string");
      const Decoded decoded = decode_utf8(stream_.text, text_);
      const std::uint32_t width = decoded.code_point > 0xFFFF ? 2 : 1;
      must(width <= units, "a length does not cut a pair");
      units -= width;
      text_ += decoded.size;
    }
    return std::string_view(stream_.text).substr(begin, text_ - begin);
  }

  void step() {
    const std::uint32_t operation = word();
    const std::uint32_t n = operation >> 2;
    const bool in_void = !open_.empty() && is_void(open_.back());
    switch (static_cast<Op>(operation & 3)) {
      case Op::kText:
        must(n > 0 && !in_void, "a text node has text, in an element that may");
        texts_.push_back(take(n));
        break;
      case Op::kOpen:
        must(n < kTagNames.size() && !in_void, "a known element, where one may be");
        open_.push_back(static_cast<Tag>(n));
        check_attribute(kTagNames[n], {}, {});
        must(open_.size() <= kMaxDepth, "no deeper than the limit");
        ++elements_;
        attributes();
        break;
      case Op::kClose:
        must(n == 0 && !open_.empty(), "a close has its open");
        open_.pop_back();
        break;
      case Op::kAttribute:
        must(false, "an attribute stands directly behind its element's opening");
    }
  }

  void attributes() {
    std::set<std::uint32_t> seen;
    const std::string_view element = kTagNames[static_cast<std::size_t>(open_.back())];
    while (op_ < ops_.size() && static_cast<Op>(ops_[op_] & 3) == Op::kAttribute) {
      const std::uint32_t n = word() >> 2;
      must(n < kAttributeNames.size(), "a known attribute");
      must(seen.insert(n).second, "an attribute stands once", kAttributeNames[n]);
      const std::string_view value = take(word());
      check_attribute(element, kAttributeNames[n], value);
      if (kAttributeNames[n] == "id") check_id(value);
      if (kAttributeNames[n] == "class") check_class(value);
    }
  }

  void check_id(std::string_view id) {
    // Headings past the limit have an empty one.
    must(id.empty() || id.substr(0, id_start_.size()) == id_start_, "an id has its prefix", id);
    must(id.find_first_of(" \t\n\f\r") == std::string_view::npos, "an id is one word", id);
    ids_.insert(id);
  }

  static void check_class(std::string_view classes) {
    for (std::size_t at = 0; at <= classes.size();) {
      const std::size_t end = std::min(classes.find(' ', at), classes.size());
      must(is_class(classes.substr(at, end - at)), "a class is one of Carrel's or a language", classes);
      at = end + 1;
    }
  }

  const Stream& stream_;
  const carrel::List<std::uint32_t> ops_;  // as JavaScript gets them
  const std::string& id_start_;
  std::size_t op_ = 0;
  std::size_t text_ = 0;
  std::size_t elements_ = 0;
  std::vector<Tag> open_;
  std::vector<std::string_view> texts_;
  std::set<std::string_view> ids_;
};

void check_outline(const Stream& stream, const Walk& walk) {
  std::set<std::string_view> seen;
  for (const OutlineEntry& entry : stream.outline) {
    must(entry.level >= 1 && entry.level <= 6, "a heading has a level");
    must(is_valid_utf8(entry.text) && entry.text.find('\n') == std::string::npos, "an outline has lines");
    must(walk.ids().count(entry.id) == 1, "what the outline names is there", entry.id);
    must(seen.insert(entry.id).second, "no two headings have one id", entry.id);
  }
}

bool is_break(char c) { return c == '\n' || c == '\t' || c == '\r'; }

void check_plain_text(const Stream& stream, const std::vector<std::string_view>& texts) {
  const PlainText plain = plain_text(stream);
  must(is_valid_utf8(plain.text), "plain text is UTF-8");
  std::size_t end = 0;
  std::int64_t last = -1;
  for (const PlainText::Segment& segment : plain.segments) {
    must(segment.offset >= end && segment.offset <= plain.text.size() &&
             segment.size <= plain.text.size() - segment.offset,
         "segments are in order, apart and inside", plain.text);
    must(segment.node > last && segment.node < texts.size(), "a segment leads to a text node");
    const std::string_view node = texts[segment.node];
    must(segment.size == node.size(), "a segment is a whole text node", node);
    for (std::size_t i = 0; i < node.size(); ++i) {
      const char c = plain.text[segment.offset + i];
      must(c == node[i] || (c == ' ' && is_break(node[i])), "a segment has its node's bytes", node);
    }
    end = segment.offset + segment.size;
    last = segment.node;
  }
  std::size_t heading_end = 0;
  for (const PlainText::Heading& heading : plain.headings) {
    must(heading.offset >= heading_end && heading.offset <= plain.text.size() &&
             heading.size <= plain.text.size() - heading.offset,
         "headings are in order and inside", plain.text);
    heading_end = heading.offset + heading.size;
  }
  must(utf16_units(plain.text) <= utf16_units(stream.text) + stream.ops.size(),
       "plain text is no longer than what it is made of");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {  // NOLINT
  const Rendered rendered(data, size);
  const Stream& stream = rendered.stream;
  must(stream.text.size() <= kOutputFloor + kOutputFactor * rendered.markdown.size(),
       "the output is at most 16 times the input and 64 KiB");
  const Walk walk(stream, rendered.id_start);
  check_outline(stream, walk);
  check_plain_text(stream, walk.texts());

  const Stream again = render(rendered.markdown, rendered.options);
  must(again.ops == stream.ops && again.text == stream.text, "the same Markdown gives the same stream");
  return 0;
}
