#include "markdown/stream.h"

#include <cassert>
#include <cstddef>
#include <utility>

#include "base/json_writer.h"
#include "base/utf8.h"

namespace carrel::markdown {
namespace {

// What an element and an attribute take as HTML: most are shorter, few are longer.
constexpr std::size_t kElementSize = 24;
constexpr std::size_t kAttributeSize = 12;

void write_outline(JsonWriter& json, const Stream& stream) {
  json.begin_array();
  for (const OutlineEntry& entry : stream.outline) {
    json.begin_object();
    const char digit = static_cast<char>('0' + entry.level);
    json.key("level").raw({&digit, 1});
    json.key("id").string(entry.id);
    json.key("text").string(entry.text);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

List<std::uint32_t> utf16_ops(const Stream& stream) {
  List<std::uint32_t> ops = stream.ops;
  // Of ASCII, which most articles are, both counts are the same.
  if (is_ascii(stream.text)) return ops;
  std::size_t at = 0;
  const auto counted = [&stream, &at](std::uint32_t size) {
    at += size;
    const std::string_view run = between(stream.text, at - size, at);
    return is_ascii(run) ? size : utf16_size(run);
  };
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const auto op = static_cast<Op>(ops[i] & 3);
    if (op == Op::kText) ops[i] = make_op(op, counted(ops[i] >> 2));
    if (op == Op::kAttribute) {
      ++i;
      ops[i] = counted(ops[i]);
    }
  }
  return ops;
}

std::string stream_json(const Stream& stream) {
  JsonWriter json;
  json.begin_object();
  json.key("ops").begin_array();
  for (const std::uint32_t op : utf16_ops(stream)) json.number(op);
  json.end_array();
  json.key("text").string(stream.text);
  json.key("outline");
  write_outline(json, stream);
  json.key("truncated").boolean(stream.truncated);
  json.end_object();
  return json.take();
}

std::string outline_json(const Stream& stream) {
  JsonWriter json;
  write_outline(json, stream);
  return json.take();
}

void append_in_one_line(std::string& out, std::string_view run) {
  const std::size_t begin = out.size();
  out.append(run);
  for (std::size_t i = begin; i < out.size(); ++i) {
    if (out[i] == '\n' || out[i] == '\r' || out[i] == '\t') out[i] = ' ';
  }
}

void StreamWriter::enter(Kind kind, std::uint8_t data) {
  assert(kind < kKinds);
  if (kind < kFirstSpan) {
    while (!frames_.empty() && frames_.back().kind >= kFirstSpan) pop_frame();
  }
  enter_within(kind, data);
}

void StreamWriter::enter_within(Kind kind, std::uint8_t data) {
  assert(kind < kKinds);
  frames_.push_back({kind, 0, data});
  ++open_kinds_[kind];
}

bool StreamWriter::unwind(Kind kind) {
  assert(kind < kKinds);
  // The count keeps this linear: an orphan never makes us look through the stack.
  if (open_kinds_[kind] == 0) return false;
  while (frames_.back().kind != kind) pop_frame();
  return true;
}

void StreamWriter::leave() { pop_frame(); }

void StreamWriter::unwind_to(std::size_t count) {
  while (frames_.size() > count) pop_frame();
}

bool StreamWriter::is_empty() const {
  return depth_ > 0 && pending().empty() &&
         stream_.ops.back() == make_op(Op::kOpen, static_cast<std::uint32_t>(current()));
}

void StreamWriter::rename(Tag tag) {
  assert(is_empty());
  --inside_[static_cast<std::size_t>(current())];
  ++inside_[static_cast<std::size_t>(tag)];
  elements_[depth_ - 1] = tag;
  stream_.ops.back() = make_op(Op::kOpen, static_cast<std::uint32_t>(tag));
}

void StreamWriter::pop_frame() {
  assert(!frames_.empty());
  while (frames_.back().elements > 0) close();
  --open_kinds_[frames_.back().kind];
  frames_.pop_back();
}

bool StreamWriter::open(Tag tag) {
  assert(!frames_.empty());
  taking_attributes_ = false;
  if (element_count_ == kMaxElements) full_ = true;
  // A table begun too deep would have no room for its cells, and text may stand nowhere else in it.
  const std::size_t needed = tag == Tag::kTable ? 4 : 1;
  if (full_ || depth_ + needed > kMaxDepth) {
    stream_.truncated = true;
    return false;
  }
  if (!is_in_place(tag, current()) || !fits(0, kElementSize)) return false;
  if (heard_ != nullptr && is_gap(tag)) heard_->push_back(' ');
  flush();
  ++element_count_;
  stream_.ops.push_back(make_op(Op::kOpen, static_cast<std::uint32_t>(tag)));
  elements_[depth_++] = tag;
  ++inside_[static_cast<std::size_t>(tag)];
  ++frames_.back().elements;
  taking_attributes_ = true;
  return true;
}

void StreamWriter::close() {
  assert(!frames_.empty() && frames_.back().elements > 0);
  flush();
  taking_attributes_ = false;
  stream_.ops.push_back(make_op(Op::kClose, 0));
  --inside_[static_cast<std::size_t>(elements_[--depth_])];
  --frames_.back().elements;
}

void StreamWriter::attribute(Attribute attribute, std::string_view value) {
  placed_attribute(attribute, value);
}

Place StreamWriter::placed_attribute(Attribute attribute, std::string_view value) {
  if (!taking_attributes_ || !fits(value.size(), kAttributeSize)) return {0, 0};
  stream_.ops.push_back(make_op(Op::kAttribute, static_cast<std::uint32_t>(attribute)));
  stream_.ops.push_back(static_cast<std::uint32_t>(value.size()));
  stream_.text.append(value);
  text_start_ = stream_.text.size();
  return {stream_.ops.size() - 1, text_start_ - value.size()};
}

bool StreamWriter::fill(Place place, std::string_view value) {
  flush();
  if (!fits(value.size())) return false;
  stream_.ops[place.length] = static_cast<std::uint32_t>(value.size());
  stream_.text.insert(place.text, value);
  text_start_ = stream_.text.size();
  return true;
}

void StreamWriter::text(std::string_view run) {
  if (!fits(run.size())) return;
  taking_attributes_ = false;
  stream_.text.append(run);
  if (heard_ != nullptr) append_in_one_line(*heard_, run);
}

Stream StreamWriter::finish() {
  while (!frames_.empty()) pop_frame();
  flush();
  return std::move(stream_);
}

void StreamWriter::flush() {
  if (pending().empty()) return;
  stream_.ops.push_back(make_op(Op::kText, static_cast<std::uint32_t>(pending().size())));
  text_start_ = stream_.text.size();
}

bool StreamWriter::fits(std::size_t text, std::size_t markup) {
  if (full_) return false;
  if (stream_.text.size() + markup_ + text + markup <= max_output_) {
    markup_ += markup;
    return true;
  }
  full_ = true;
  stream_.truncated = true;
  return false;
}

bool StreamReader::next(Item& item) {
  if (op_ >= ops_.size()) return false;
  const std::uint32_t word = ops_[op_++];
  item = {static_cast<Op>(word & 3), word >> 2, {}};
  if (item.op == Op::kText) {
    item.text = take(item.n);
  } else if (item.op == Op::kAttribute) {
    if (op_ >= ops_.size()) return false;
    item.text = take(ops_[op_++]);
  }
  return true;
}

std::string_view StreamReader::take(std::uint32_t size) {
  const std::string_view taken = text_.substr(at_, size);
  at_ += taken.size();
  return taken;
}

}  // namespace carrel::markdown
