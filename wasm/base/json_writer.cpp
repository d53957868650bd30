#include "base/json_writer.h"

#include <cmath>

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

JsonWriter& JsonWriter::number(std::int64_t value) { return raw(std::to_string(value)); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  comma();
  text_.append(json);
  return *this;
}

void JsonWriter::quote(std::string_view value) {
  text_.push_back('"');
  std::size_t kept = 0;  // everything before is in text_
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') continue;
    text_.append(value.substr(kept, i - kept));
    kept = i + 1;
    text_.push_back('\\');
    if (byte >= 0x20) {
      text_.push_back(c);
    } else if (c == '\n') {
      text_.push_back('n');
    } else {
      text_.append("u00");
      text_.push_back("01"[byte >> 4]);
      text_.push_back("0123456789abcdef"[byte & 15]);
    }
  }
  text_.append(value.substr(kept));
  text_.push_back('"');
}

JsonWriter& JsonWriter::decimal(double value) {
  // Scores and counts stay far below 2^53 / 1000; anything else is not a number that JSON could carry.
  if (!(std::fabs(value) < 9e12)) return null();
  const auto thousandths = static_cast<std::int64_t>(std::floor(std::fabs(value) * 1000 + 0.5));
  std::string text = value < 0 && thousandths > 0 ? "-" : "";
  text += std::to_string(thousandths / 1000);
  if (const std::int64_t rest = thousandths % 1000; rest != 0) {
    std::string digits = std::to_string(1000 + rest).substr(1);
    while (digits.back() == '0') digits.pop_back();
    text += '.' + digits;
  }
  return raw(text);
}

}  // namespace carrel
