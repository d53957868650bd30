// JsonWriter: appends JSON text to a string of its own; it writes JSON and does not read it.
//
// It keeps track of commas; matching begin and end is the caller's duty. Strings must be well-formed UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace carrel {

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  // Inside an object: the name of the value that follows.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& number(std::int64_t value);
  // Null if there is none: an empty text.
  JsonWriter& string_or_null(std::string_view value) { return value.empty() ? null() : string(value); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }

  // A decimal with three places, rounded half up: enough for a score, and no float formatter is linked.
  JsonWriter& decimal(double value);

  // `json` must be a complete JSON value.
  JsonWriter& raw(std::string_view json);

  // The members of an object, as text that is already JSON: "a":1,"b":2. Nothing for an empty text.
  JsonWriter& members(std::string_view json) { return json.empty() ? *this : raw(json); }

  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  void comma();
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void quote(std::string_view value);
  // `value` / 10^places.
  JsonWriter& digits(bool negative, std::uint64_t value, unsigned places);

  std::string text_;
  bool fresh_ = true;  // no comma is due: at the start, after a bracket, after a key
};

}  // namespace carrel
