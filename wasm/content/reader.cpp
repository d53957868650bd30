#include "content/reader.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "content/elements.h"
#include "content/repair.h"
#include "content/value.h"

namespace carrel {
namespace {

// The events of nlohmann/json's parser → elements. The stack holds the open values; stack_[0] is the bundle
// itself, whose members go to their readers as soon as they are complete and are not kept.
class Sax : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Sax(Content& content) : content_(content) {}

  bool null() override { return scalar({}); }
  bool boolean(bool value) override {
    Value v;
    v.kind = Value::Kind::kBoolean;
    v.boolean = value;
    return scalar(std::move(v));
  }
  bool number_integer(number_integer_t value) override {
    return number(static_cast<double>(value), std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return number(static_cast<double>(value), std::to_string(value));
  }
  bool number_float(number_float_t value, const string_t& text) override { return number(value, text); }
  bool string(string_t& value) override {
    Value v;
    v.kind = Value::Kind::kString;
    v.text = std::move(value);
    return scalar(std::move(v));
  }
  bool binary(binary_t&) override { return false; }  // JSON has none

  bool start_object(std::size_t) override { return open(Value::Kind::kObject); }
  bool start_array(std::size_t) override { return open(Value::Kind::kArray); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (too_deep_ == 0) keys_.back() = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    error_position = position;
    error_text = error.what();
    return false;
  }

  std::size_t error_position = 0;
  std::string error_text;
  bool is_object = false;
  bool has_articles = false;
  double version = 1;
  Value extra;

 private:
  bool number(double value, std::string text) {
    Value v;
    v.kind = Value::Kind::kNumber;
    v.number = value;
    v.text = std::move(text);
    return scalar(std::move(v));
  }
  bool scalar(Value value) {
    if (too_deep_ == 0) place(std::move(value));
    return true;
  }

  bool open(Value::Kind kind) {
    if (stack_.size() >= kMaxJsonDepth) {
      if (too_deep_++ == 0) {
        content_.faults.push_back(
            {path(), "", "is nested deeper than " + std::to_string(kMaxJsonDepth) + " levels; left out",
             "flatten it"});
      }
      return true;
    }
    if (stack_.empty()) is_object = kind == Value::Kind::kObject;
    if (stack_.size() == 1 && kind == Value::Kind::kArray) index_ = 0;
    Value value;
    value.kind = kind;
    stack_.push_back(std::move(value));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    if (too_deep_ > 0) {
      --too_deep_;
      return true;
    }
    Value value = std::move(stack_.back());
    stack_.pop_back();
    keys_.pop_back();
    if (stack_.empty()) return true;
    place(std::move(value));
    return true;
  }

  // A complete value finds its parent, or its reader.
  void place(Value value) {
    if (stack_.empty()) return;
    if (stack_.size() == 1) {
      if (is_object) member(keys_[0], value);
      return;
    }
    if (stack_.size() == 2 && stack_[1].kind == Value::Kind::kArray && element(keys_[0], index_, value)) {
      ++index_;
      return;
    }
    Value& parent = stack_.back();
    if (parent.kind == Value::Kind::kArray) {
      parent.items.push_back(std::move(value));
      return;
    }
    // Of a repeated key the last value counts, as in JavaScript. Past 64 members nobody repeats a key by
    // accident, and looking for it would be quadratic.
    if (parent.keys.size() <= 64) {
      for (std::size_t i = 0; i < parent.keys.size(); ++i) {
        if (parent.keys[i] != keys_.back()) continue;
        content_.faults.push_back({path(), "", "is given twice; the last value counts", "keep one of them"});
        parent.items[i] = std::move(value);
        return;
      }
    }
    parent.keys.push_back(keys_.back());
    parent.items.push_back(std::move(value));
  }

  bool element(std::string_view list, std::size_t index, const Value& value) {
    if (list == "articles") {
      read_article(value, index, content_);
    } else if (list == "topics") {
      read_topic(value, index, content_);
    } else if (list == "synonyms") {
      read_synonym(value, index, content_);
    } else if (list == "help") {
      read_help(value, index, content_);
    } else {
      return false;
    }
    return true;
  }

  void member(const std::string& key, Value& value) {
    const bool list = key == "articles" || key == "topics" || key == "synonyms" || key == "help";
    if (list) {
      if (value.kind != Value::Kind::kArray) {
        content_.faults.push_back({key, "", "is " + std::string(kind_name(value.kind)), "write a list"});
      } else if (key == "articles") {
        has_articles = true;
      }
    } else if (key == "site") {
      read_site(value, content_);
    } else if (key == "version") {
      version = value.kind == Value::Kind::kNumber ? value.number : 0;
    } else if (key != "$schema") {
      if (content_.unknown.size() < 100) content_.unknown.push_back(key);
      extra.kind = Value::Kind::kObject;
      extra.keys.push_back(key);
      extra.items.push_back(std::move(value));
    }
  }

  // "articles[3].authors[0].name" of the value being read.
  std::string path() const {
    std::string text = keys_.empty() ? "" : keys_[0];
    for (std::size_t i = 1; i < stack_.size(); ++i) {
      if (stack_[i].kind == Value::Kind::kArray) {
        text += "[" + std::to_string(i == 1 ? index_ : stack_[i].items.size()) + "]";
      } else if (!keys_[i].empty()) {
        text += "." + keys_[i];
      }
    }
    return text;
  }

  Content& content_;
  std::vector<Value> stack_;
  std::vector<std::string> keys_;  // the key being read in each open value
  std::size_t index_ = 0;          // in the list of elements being read
  std::size_t too_deep_ = 0;       // open values below the depth limit
};

// nlohmann/json's message without its own prefix: what it met, of which it quotes bytes up to within a
// character, and what it expected.
std::string syntax_fact(std::string_view text) {
  const std::size_t mark = text.find(": ");
  return repair_utf8(mark == std::string_view::npos ? text : text.substr(mark + 2));
}

}  // namespace

Result<Content> read_content(std::string_view json) {
  Content content;
  Repaired repaired;
  repair_json(json, repaired);
  content.faults = std::move(repaired.faults);

  Sax sax(content);
  if (!nlohmann::json::sax_parse(repaired.text.begin(), repaired.text.end(), &sax)) {
    const std::size_t offset = sax.error_position > 0 ? sax.error_position - 1 : 0;
    return Failure{Error::kJsonSyntax, "content.json is not JSON: " + place_in(repaired.text, offset) + ": " +
                                           syntax_fact(sax.error_text) + "; mend the syntax there"};
  }
  if (!sax.is_object)
    return Failure{Error::kContent,
                   "the content bundle is not a JSON object: wrap it in {\"articles\": […]}"};
  if (sax.version != 1) {
    return Failure{Error::kContent,
                   "the content bundle is of another version, this packer reads 1: write \"version\": 1 or "
                   "update Carrel"};
  }
  if (!sax.has_articles)
    return Failure{Error::kContent,
                   "the content bundle has no list \"articles\": add one, see docs/content.md"};
  if (!sax.extra.keys.empty()) {
    JsonWriter extra;
    write_value(sax.extra, extra);
    content.extra_json = extra.take();
  }
  check_references(content);
  return content;
}

}  // namespace carrel
