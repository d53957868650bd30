#include "content/fields.h"

#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"

namespace carrel {
namespace {

// Blanks at either end are never meant.
std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

const Value* FieldReader::take(std::string_view key) {
  known_.push_back(key);
  const Value* value = object_.find(key);
  return value && value->kind != Value::Kind::kNull ? value : nullptr;
}

void FieldReader::wrong(std::string_view key, const Value& value, std::string_view expected) {
  place_.fault(key, "is " + std::string(kind_name(value.kind)), "write " + std::string(expected));
}

std::string FieldReader::string(std::string_view key) {
  const Value* value = take(key);
  if (!value) return "";
  if (value->kind != Value::Kind::kString) {
    wrong(key, *value, "a string");
    return "";
  }
  return key == "body" || key == "introduction" ? value->text : trimmed(value->text);
}

Date FieldReader::date(std::string_view key) {
  const std::string text = string(key);
  if (text.empty()) return {};
  const auto span = parse_civil_date(text);
  if (!span) {
    place_.fault(key, "\"" + text.substr(0, bytes_of_letters(text, 40)) + "\" is not a date",
                 "write it as \"2025-11-16\", \"2025-11\" or \"2025\"");
    return {};
  }
  return {text.substr(0, civil_date_size(text)), span->first};
}

double FieldReader::number(std::string_view key, double otherwise) {
  const Value* value = take(key);
  if (!value) return otherwise;
  if (value->kind == Value::Kind::kNumber) return value->number;
  wrong(key, *value, "a number");
  return otherwise;
}

void FieldReader::wrong_item(std::string_view key, const Value& list, const Value& item,
                             std::string_view expected) {
  if (place_.content->faults.counts_only()) return;
  wrong(std::string(key) + "[" + std::to_string(&item - list.items.data()) + "]", item, expected);
}

void FieldReader::too_many(std::string_view key, std::size_t limit, std::size_t left_out) {
  if (left_out == 0) return;
  place_.fault(key,
               "has " + std::to_string(limit + left_out) + " items, at most " + std::to_string(limit) +
                   " are taken; the others are left out",
               "keep those that matter most");
}

std::vector<std::string> FieldReader::strings(std::string_view key, std::size_t limit) {
  std::vector<std::string> out;
  const Value* value = take(key);
  if (!value) return out;
  if (value->kind == Value::Kind::kString) {
    place_.fault(key, "is a string, taken as a list of one", "write a list: [\"…\"]");
    out.push_back(trimmed(value->text));
    std::erase(out, "");
    return out;
  }
  if (value->kind != Value::Kind::kArray) {
    wrong(key, *value, "a list of strings");
    return out;
  }
  // A repeated label adds nothing.
  std::unordered_set<std::string> seen;
  std::size_t left_out = 0;
  for (const Value& item : value->items) {
    if (item.kind != Value::Kind::kString) {
      wrong_item(key, *value, item, "a string");
      continue;
    }
    std::string text = trimmed(item.text);
    if (text.empty() || !seen.insert(text).second) continue;
    if (out.size() == limit) {
      ++left_out;
    } else {
      out.push_back(std::move(text));
    }
  }
  too_many(key, limit, left_out);
  return out;
}

Person read_person(const Value& value, const Place& place, std::string_view key) {
  if (value.kind == Value::Kind::kString) return {trimmed(value.text), "", ""};
  if (value.kind != Value::Kind::kObject) {
    place.fault(key, "is " + std::string(kind_name(value.kind)),
                "write a name, or {\"name\", \"url\", \"credentials\"}");
    return {};
  }
  const Place inner{place.content, place.path + "." + std::string(key), place.family + "." + std::string(key),
                    place.slug};
  FieldReader fields(value, inner);
  Person person{fields.string("name"), fields.string("url"), fields.string("credentials")};
  (void)fields.unknown_json();
  if (person.name.empty()) inner.fault("", "has no name", "add \"name\"");
  return person;
}

Person FieldReader::person(std::string_view key) {
  const Value* value = take(key);
  return value ? read_person(*value, place_, key) : Person{};
}

std::vector<Person> FieldReader::people(std::string_view key) {
  std::vector<Person> out;
  const Value* value = take(key);
  if (!value) return out;
  if (value->kind != Value::Kind::kArray) {
    out.push_back(read_person(*value, place_, key));
    if (out[0].name.empty()) return {};
    place_.fault(key, "is not a list, taken as a list of one", "write a list: [\"…\"]");
    return out;
  }
  std::size_t left_out = 0;
  for (const Value& item : value->items) {
    Person person =
        read_person(item, place_, std::string(key) + "[" + std::to_string(&item - value->items.data()) + "]");
    if (person.name.empty()) continue;
    if (out.size() == kMaxListItems) {
      ++left_out;
    } else {
      out.push_back(std::move(person));
    }
  }
  too_many(key, kMaxListItems, left_out);
  return out;
}

Value FieldReader::object(std::string_view key) {
  const Value* value = take(key);
  if (!value) return {};
  if (value->kind == Value::Kind::kObject) return *value;
  wrong(key, *value, "an object");
  return {};
}

std::vector<const Value*> FieldReader::objects(std::string_view key, std::size_t limit) {
  std::vector<const Value*> out;
  const Value* value = take(key);
  if (!value) return out;
  if (value->kind != Value::Kind::kArray) {
    wrong(key, *value, "a list of objects");
    return out;
  }
  std::size_t left_out = 0;
  for (const Value& item : value->items) {
    if (item.kind != Value::Kind::kObject) {
      wrong_item(key, *value, item, "an object");
    } else if (out.size() == limit) {
      ++left_out;
    } else {
      out.push_back(&item);
    }
  }
  too_many(key, limit, left_out);
  return out;
}

std::string FieldReader::unknown_json() const {
  JsonWriter json;
  json.begin_object();
  for (std::size_t i = 0; i < object_.keys.size(); ++i) {
    const std::string& key = object_.keys[i];
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    json.key(key);
    write_value(object_.items[i], json);
    std::vector<std::string>& unknown = place_.content->unknown;
    // A hostile bundle could name a new key in each article; the report need not list them all.
    if (unknown.size() == kMaxUnknown) continue;
    std::string name = quoted_text(place_.family.empty() ? key : place_.family + "." + key);
    if (std::find(unknown.begin(), unknown.end(), name) == unknown.end()) unknown.push_back(std::move(name));
  }
  json.end_object();
  return json.take();
}

}  // namespace carrel
