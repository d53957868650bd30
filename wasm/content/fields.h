// FieldReader: takes known keys out of one JSON object and reports what does not fit.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/content.h"
#include "content/limits.h"
#include "content/value.h"

namespace carrel {

// Where faults go while one element of the bundle is read.
struct Place {
  Content* content;
  std::string path;    // "articles[3]"
  std::string family;  // "articles[]", for unknown keys, which are reported once
  std::string slug;    // as it is quoted in faults

  void fault(std::string_view key, std::string fact, std::string remedy) const {
    content->faults.push_back(
        {key.empty() ? path : path + "." + std::string(key), slug, std::move(fact), std::move(remedy)});
  }
};

// Each getter returns the value of `key`, or an empty one when it is absent, null or of a wrong type; the
// last is reported. The object must outlive the reader.
class FieldReader {
 public:
  FieldReader(const Value& object, const Place& place) : object_(object), place_(place) {
    known_.reserve(kMostKeys);
  }

  std::string string(std::string_view key);
  Date date(std::string_view key);
  double number(std::string_view key, double otherwise);
  // Each text once. Items past `limit` are left out and reported, here and below.
  std::vector<std::string> strings(std::string_view key, std::size_t limit = kMaxListItems);
  Person person(std::string_view key);
  std::vector<Person> people(std::string_view key);
  // An object, as it is; nothing when absent.
  Value object(std::string_view key);
  // The items of a list of objects.
  std::vector<const Value*> objects(std::string_view key, std::size_t limit = kMaxListItems);
  // An object or a string, as it is; null when absent.
  const Value* any(std::string_view key) { return take(key); }

  // Reports the keys that no getter asked for and returns them as a JSON object.
  std::string unknown_json() const;

 private:
  static constexpr std::size_t kMostKeys = 24;  // that an article may have

  const Value* take(std::string_view key);
  void wrong(std::string_view key, const Value& value, std::string_view expected);
  void wrong_item(std::string_view key, const Value& list, const Value& item, std::string_view expected);
  void too_many(std::string_view key, std::size_t limit, std::size_t left_out);

  const Value& object_;
  const Place& place_;
  std::vector<std::string_view> known_;
};

Person read_person(const Value& value, const Place& place, std::string_view key);

}  // namespace carrel
