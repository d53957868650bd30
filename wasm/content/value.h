// Value: one JSON value in memory. The reader builds one for each article, looks into it and drops it, so
// that a bundle of any size needs no more than its largest article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"

namespace carrel {

struct Value {
  enum class Kind { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  bool boolean = false;
  double number = 0;
  std::string text;               // kString: the value; kNumber: as it was written
  std::vector<Value> items;       // of an array or an object
  std::vector<std::string> keys;  // of an object: one for each item

  // The member of that name, or null.
  const Value* find(std::string_view name) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == name) return &items[i];
    }
    return nullptr;
  }
};

// "a string", "a number", … for messages.
std::string_view kind_name(Value::Kind kind);

void write_value(const Value& value, JsonWriter& json);

}  // namespace carrel
