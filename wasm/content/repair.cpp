#include "content/repair.h"

#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"

namespace carrel {
namespace {

constexpr std::string_view kReplacementEscape = "\\uFFFD";
constexpr std::string_view kLargest = "1.7976931348623157e308";

class LineCount {
 public:
  void count(std::string_view text) {
    for (const char c : text) {
      if (c == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<std::uint8_t>(c) & 0xC0) != 0x80) {
        ++column_;
      }
    }
  }
  std::string text() const { return "line " + std::to_string(line_) + ", column " + std::to_string(column_); }

 private:
  std::size_t line_ = 1, column_ = 1;
};

class Repair {
 public:
  Repair(std::string_view json, Repaired& result) : json_(json), result_(result) {}

  void run() {
    // A byte order mark is no part of JSON, but editors leave one.
    if (json_.substr(0, 3) == "\xEF\xBB\xBF") position_ = kept_ = 3;
    while (position_ < json_.size()) {
      const char c = json_[position_];
      if (c == '"') {
        string();
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        number();
      } else {
        ++position_;
      }
    }
    if (result_.storage.empty() && kept_ == 0) {
      result_.text = json_;
      return;
    }
    result_.storage.append(json_.substr(kept_));
    result_.text = result_.storage;
    if (uncounted_ > 0) {
      result_.faults.back().fact = "and " + std::to_string(uncounted_ + 1) + " more repairs of this kind";
    }
  }

 private:
  void string() {
    ++position_;
    while (position_ < json_.size()) {
      const char c = json_[position_];
      if (c == '"') {
        ++position_;
        return;
      }
      if (c == '\\') {
        escape();
      } else if (static_cast<std::uint8_t>(c) < 0x80) {
        ++position_;
      } else {
        const Decoded decoded = decode_utf8(json_, position_);
        if (!decoded.valid) {
          replace(decoded.size, "\xEF\xBF\xBD", "is not UTF-8; it was replaced by U+FFFD",
                  "save the file as UTF-8");
        } else {
          position_ += decoded.size;
        }
      }
    }
  }

  // The value of "\uXXXX" at `position`, or -1.
  int escaped_unit(std::size_t position) const {
    if (json_.substr(position, 2) != "\\u" || position + 6 > json_.size()) return -1;
    int unit = 0;
    for (const char c : json_.substr(position + 2, 4)) {
      int digit = 0;
      if (c >= '0' && c <= '9') {
        digit = c - '0';
      } else if (c >= 'a' && c <= 'f') {
        digit = c - 'a' + 10;
      } else if (c >= 'A' && c <= 'F') {
        digit = c - 'A' + 10;
      } else {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  void escape() {
    const int unit = escaped_unit(position_);
    if (unit < 0xD800 || unit > 0xDFFF) {
      position_ += unit < 0 ? 2 : 6;
      return;
    }
    const int next = escaped_unit(position_ + 6);
    if (unit <= 0xDBFF && next >= 0xDC00 && next <= 0xDFFF) {
      position_ += 12;
      return;
    }
    replace(6, kReplacementEscape, "is half of a surrogate pair; it was replaced by U+FFFD",
            "write both halves, or the character itself");
  }

  void number() {
    const std::size_t start = position_;
    const std::size_t end = json_.find_first_not_of("+-.0123456789eE", start);
    position_ = end == std::string_view::npos ? json_.size() : end;
    const std::string_view token = json_.substr(start, position_ - start);
    if (fits_double(token)) return;
    const std::size_t size = position_ - start;
    position_ = start;
    replace(size, token[0] == '-' ? "-" + std::string(kLargest) : kLargest,
            "is past the range of a double; the largest one was taken",
            "write a smaller number, or a string");
  }

  // place_in of position_, counted on from the place before.
  std::string place() {
    line_.count(between(json_, counted_, position_));
    counted_ = position_;
    return line_.text();
  }

  // Puts `by` in the place of the next `size` bytes.
  void replace(std::size_t size, std::string_view by, std::string_view fact, std::string_view remedy) {
    result_.storage.append(json_.substr(kept_, position_ - kept_));
    result_.storage.append(by);
    if (result_.faults.size() < kMaxRepairFaults) {
      result_.faults.push_back({place(), "", std::string(fact), std::string(remedy)});
    } else {
      ++uncounted_;
    }
    position_ += size;
    kept_ = position_;
  }

  std::string_view json_;
  Repaired& result_;
  std::size_t position_ = 0;
  std::size_t kept_ = 0;  // everything before is in storage
  std::size_t uncounted_ = 0;
  LineCount line_;
  std::size_t counted_ = 0;  // everything before is in line_
};

}  // namespace

void repair_json(std::string_view json, Repaired& result) { Repair(json, result).run(); }

std::string place_in(std::string_view text, std::size_t offset) {
  LineCount count;
  count.count(text.substr(0, offset));
  return count.text();
}

}  // namespace carrel
