#include "content/value.h"

namespace carrel {

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kBoolean:
      return "true or false";
    case Value::Kind::kNumber:
      return "a number";
    case Value::Kind::kString:
      return "a string";
    case Value::Kind::kArray:
      return "a list";
    case Value::Kind::kObject:
      return "an object";
  }
  return "";
}

void write_value(const Value& value, JsonWriter& json) {
  switch (value.kind) {
    case Value::Kind::kNull:
      json.null();
      break;
    case Value::Kind::kBoolean:
      json.boolean(value.boolean);
      break;
    case Value::Kind::kNumber:
      json.raw(value.text);
      break;
    case Value::Kind::kString:
      json.string(value.text);
      break;
    case Value::Kind::kArray:
      json.begin_array();
      for (const Value& item : value.items) write_value(item, json);
      json.end_array();
      break;
    case Value::Kind::kObject:
      json.begin_object();
      for (std::size_t i = 0; i < value.keys.size(); ++i) {
        json.key(value.keys[i]);
        write_value(value.items[i], json);
      }
      json.end_object();
      break;
  }
}

}  // namespace carrel
