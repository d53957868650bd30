#include "base/json_writer.h"

#include <cmath>
#include <iterator>

#include "base/text.h"

namespace carrel {

// Nothing here is inline on purpose: the calls are many, and each reader downloads them.

void JsonWriter::comma() {
  if (!fresh_) text_.push_back(',');
  fresh_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
  comma();
  text_.push_back(bracket);
  fresh_ = true;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  text_.push_back(bracket);
  fresh_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  comma();
  quote(name);
  text_.push_back(':');
  fresh_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  comma();
  quote(value);
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  const auto size = static_cast<std::uint64_t>(value);
  return digits(value < 0, value < 0 ? 0 - size : size, 0);
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  comma();
  text_.append(json);
  return *this;
}

void JsonWriter::quote(std::string_view value) {
  text_.push_back('"');
  std::size_t written = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    char c = value[i];
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') continue;
    text_.append(between(value, written, i));
    written = i + 1;
    text_.push_back('\\');
    if (c == '\n') {
      c = 'n';
    } else if (byte < 0x20) {
      text_.append(byte < 0x10 ? "u000" : "u001", 4);
      c = "0123456789abcdef"[byte & 15];
    }
    text_.push_back(c);
  }
  text_.append(behind(value, written));
  text_.push_back('"');
}

JsonWriter& JsonWriter::decimal(double value) {
  // Scores and counts stay far below 2^53 / 1000; anything else is not a number that JSON could carry.
  const double size = std::fabs(value);
  if (!(size < 9e12)) return null();
  const std::uint64_t thousandths = (static_cast<std::uint64_t>(size * 2000) + 1) / 2;
  return digits(value < 0 && thousandths > 0, thousandths, 3);
}

JsonWriter& JsonWriter::digits(bool negative, std::uint64_t value, unsigned places) {
  for (; places > 0 && value % 10 == 0; --places) value /= 10;
  char text[24];  // 2^64 has 20 digits
  char* begin = std::end(text);
  for (unsigned i = 0; i <= places || value > 0; ++i, value /= 10) {
    if (i > 0 && i == places) *--begin = '.';
    *--begin = static_cast<char>('0' + value % 10);
  }
  if (negative) *--begin = '-';
  return raw({begin, static_cast<std::size_t>(std::end(text) - begin)});
}

}  // namespace carrel
