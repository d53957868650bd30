// Stream, and the two ways to touch one: StreamWriter builds it, StreamReader walks it.
//
// Every stream that a StreamWriter finishes is balanced and uses its text up exactly, whatever calls were
// made: md4c is known to report spans that it never closes and to close spans that it never opened
// ("[foo*]:a", then "*[][foo*]"), so the writer keeps a typed stack of its own and closes what is open.
// It also keeps the limits: past them it goes on balancing, adds nothing more and says `truncated`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/list.h"
#include "base/text.h"
#include "base/text_buffer.h"
#include "markdown/vocabulary.h"

namespace carrel::markdown {

struct OutlineEntry {
  int level;
  std::string id;
  std::string text;
};

struct Stream {
  List<std::uint32_t> ops;            // docs/stream.md, but its lengths count bytes
  TextBuffer text;                    // well-formed UTF-8
  std::vector<OutlineEntry> outline;  // headings in order of appearance
  bool truncated = false;             // a limit was met: something is missing
};

// The operations as they leave for JavaScript: their lengths count UTF-16 units.
List<std::uint32_t> utf16_ops(const Stream& stream);
// {"ops":[…],"text":"…","outline":[…],"truncated":false}, its operations in UTF-16 units.
std::string stream_json(const Stream& stream);
// [{"level":2,"id":"carrel-causes","text":"Causes"}]
std::string outline_json(const Stream& stream);

// Appends `run`, its tabs and line breaks as blanks.
void append_in_one_line(std::string& out, std::string_view run);

// A browser shows nothing sensible past either number, and both keep a hostile article from filling memory.
constexpr std::uint32_t kMaxElements = 100'000;
// 64 nested list items are 128 elements; the rest is room for what stands inside the innermost.
constexpr std::size_t kMaxDepth = 160;

// Where an attribute's value was written: what is needed to change it later.
struct Place {
  std::size_t length;  // index in Stream::ops of the word that holds its length
  std::size_t text;    // byte of Stream::text where it begins
};

class StreamWriter {
 public:
  // What a frame of the stack stands for. Kinds below kFirstSpan are blocks.
  using Kind = std::uint8_t;
  static constexpr Kind kFirstSpan = 32;
  static constexpr Kind kKinds = 64;

  struct Frame {
    Kind kind;
    std::uint8_t elements;  // how many elements it opened; three at most
    std::uint8_t data;      // whatever its owner wants to find here again
  };

  // `max_output` bounds text and values in bytes, and what elements and attributes add to them as HTML.
  // Requires: it is below 2^30, so that every length fits an operation.
  explicit StreamWriter(std::size_t max_output) : max_output_(max_output) {}

  // Puts a frame on the stack. A block first closes the spans that were left open.
  void enter(Kind kind, std::uint8_t data = 0);
  // The same, and the spans stay open around it.
  void enter_within(Kind kind, std::uint8_t data = 0);
  // Closes everything above the innermost frame of that kind. False: there is none, and nothing was done.
  bool unwind(Kind kind);
  // Closes the top frame. Requires: unwind() has just returned true.
  void leave();
  // Closes all frames but the outermost `count`.
  void unwind_to(std::size_t count);
  std::size_t frame_count() const { return frames_.size(); }
  // Requires: index < frame_count().
  const Frame& frame(std::size_t index) const { return frames_[index]; }
  bool is_top(Kind kind) const { return !frames_.empty() && frames_.back().kind == kind; }
  bool has(Kind kind) const { return open_kinds_[kind] > 0; }

  // Opens an element that belongs to the top frame. False: too deep or full; its attributes are then ignored,
  // what it would hold goes to the element around it, and close() must not be called for it.
  bool open(Tag tag);
  // Closes the innermost element before its frame is left. Requires: open() returned true for it.
  void close();
  // Gives the element just opened an attribute. Requires: well-formed UTF-8.
  void attribute(Attribute attribute, std::string_view value);
  // Adds to the current text node. Requires: well-formed UTF-8.
  void text(std::string_view run);

  // From now on `heard` gets the text that is written, in one line: tabs, line breaks and images are blanks.
  // nullptr: no longer. Requires: it outlives this, or that.
  void hear(std::string* heard) { heard_ = heard; }
  std::string* hears() const { return heard_; }

  bool inside(Tag tag) const { return inside_[static_cast<std::size_t>(tag)] > 0; }
  // The innermost element that is open; kSpan where none is.
  Tag current() const { return depth_ > 0 ? elements_[depth_ - 1] : Tag::kSpan; }
  // Nothing was written into the innermost element. Requires: it has no attributes.
  bool is_empty() const;
  // Makes the innermost element another. Requires: is_empty().
  void rename(Tag tag);
  // A limit was met and nothing more will be taken.
  bool full() const { return full_; }
  void set_truncated() { stream_.truncated = true; }

  // As attribute(), and says where the value went. Length 0: it was not taken.
  Place placed_attribute(Attribute attribute, std::string_view value);
  // Gives an attribute that was written empty its value. False: there is no room, and it stays empty.
  // Requires: `place` is where placed_attribute() put it.
  bool fill(Place place, std::string_view value);
  // The text node being written; valid until the next call.
  std::string_view pending() const { return behind(stream_.text, text_start_); }
  // Takes back the end of that text node. Requires: size <= pending().size().
  void drop_pending(std::size_t size) { stream_.text.truncate(stream_.text.size() - size); }

  // Closes whatever is open. The writer is spent afterwards.
  Stream finish();

 private:
  void flush();
  bool fits(std::size_t text, std::size_t markup = 0);
  void pop_frame();

  Stream stream_;
  std::size_t max_output_;
  std::size_t markup_ = 0;      // bytes, about as many as HTML takes
  std::size_t text_start_ = 0;  // where the text node being written began
  std::uint32_t element_count_ = 0;
  bool full_ = false;
  bool taking_attributes_ = false;
  std::string* heard_ = nullptr;
  List<Frame> frames_;
  std::array<Tag, kMaxDepth> elements_{};
  std::size_t depth_ = 0;
  std::array<std::uint32_t, kKinds> open_kinds_{};
  std::array<std::uint32_t, kTagNames.size()> inside_{};
};

// Walks the operations and hands out their strings, which live as long as the stream.
//
// It never leaves its stream: past the end of the operations it says so, past the end of the text it hands
// out what is left.
class StreamReader {
 public:
  struct Item {
    Op op;
    std::uint32_t n;        // tag or attribute number
    std::string_view text;  // of a text node, or an attribute's value
  };

  explicit StreamReader(const Stream& stream) : ops_(stream.ops), text_(stream.text) {}

  // False at the end.
  bool next(Item& item);

 private:
  std::string_view take(std::uint32_t size);

  const List<std::uint32_t>& ops_;
  std::string_view text_;
  std::size_t op_ = 0;
  std::size_t at_ = 0;
};

}  // namespace carrel::markdown
