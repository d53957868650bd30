#include "content/reader.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "content/elements.h"
#include "content/repair.h"
#include "content/value.h"

namespace carrel {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// The members of an object by their keys. Few are looked up one by one; many would make that quadratic.
class KeyIndex {
 public:
  // The place of `key` among `keys`, or kNowhere if none of them is it.
  std::size_t find(const std::vector<std::string>& keys, const std::string& key) {
    if (keys.size() <= kFewKeys) {
      const auto found = std::find(keys.begin(), keys.end(), key);
      return found == keys.end() ? kNowhere : static_cast<std::size_t>(found - keys.begin());
    }
    if (!places_) places_ = std::make_unique<std::unordered_map<std::string, std::uint32_t>>();
    for (; noted_ < keys.size(); ++noted_)
      places_->try_emplace(keys[noted_], static_cast<std::uint32_t>(noted_));
    const auto found = places_->find(key);
    return found == places_->end() ? kNowhere : found->second;
  }

 private:
  static constexpr std::size_t kFewKeys = 32;
  std::unique_ptr<std::unordered_map<std::string, std::uint32_t>> places_;  // where there are many
  std::size_t noted_ = 0;                                                   // keys that are in places_
};

// The events of nlohmann/json's parser → elements. The stack holds the open values; stack_[0].value is the
// bundle itself, whose members go to their readers as soon as they are complete; of them it keeps the keys
// with what Carrel does not know.
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
    if (too_deep_ > 0) return true;
    Open& object = stack_.back();
    object.key = std::move(name);
    object.place = object.index.find(object.value.keys, object.key);
    if (object.place == kNowhere) return true;
    // Of a repeated key the last value counts, as in JavaScript.
    if (stack_.size() == 1 && is_known(object.key)) forget_member(object.key);
    if (!content_.faults.counts_only())
      content_.faults.push_back({path(), "", "is given twice; the last value counts", "keep one of them"});
    object.value.items[object.place] = {};
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

 private:
  struct Open {
    Value value;
    std::string key;               // of the member that is being read
    std::size_t place = kNowhere;  // of an earlier member with that key
    KeyIndex index;
  };

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
      if (too_deep_++ == 0 && !content_.faults.counts_only()) {
        content_.faults.push_back(
            {path(), "", "is nested deeper than " + std::to_string(kMaxJsonDepth) + " levels; left out",
             "flatten it"});
      }
      return true;
    }
    if (stack_.empty()) is_object = kind == Value::Kind::kObject;
    if (stack_.size() == 1 && kind == Value::Kind::kArray) index_ = 0;
    stack_.emplace_back();
    stack_.back().value.kind = kind;
    return true;
  }

  bool close() {
    if (too_deep_ > 0) {
      --too_deep_;
      return true;
    }
    Value value = std::move(stack_.back().value);
    stack_.pop_back();
    if (stack_.empty()) {
      if (is_object) keep_extra(value);
    } else {
      place(std::move(value));
    }
    return true;
  }

  // A complete value finds its parent, or its reader.
  void place(Value value) {
    if (stack_.empty()) return;
    Open& parent = stack_.back();
    const std::size_t piece = is_in_list() ? 2 : 1;
    // What stands under the piece's own keys stays, so that a list of millions costs no article its body.
    const bool own = stack_.size() == piece + 1 && stack_.back().value.kind == Value::Kind::kObject;
    if (stack_.size() <= piece) {
      values_ = 0;
      is_cut_ = false;
    } else if (++values_ > kMaxValues && !own) {
      if (!is_cut_) {
        content_.faults.push_back({path(), "",
                                   "and what follows it is left out: there are more than " +
                                       std::to_string(kMaxValues) + " values in one piece",
                                   "split it"});
      }
      is_cut_ = true;
      return;
    }
    if (stack_.size() == 1) {
      if (!is_object) return;
      if (member(parent.key, value)) value = {};
    }
    if (stack_.size() == 2 && parent.value.kind == Value::Kind::kArray &&
        element(stack_[0].key, index_, value)) {
      ++index_;
    } else if (parent.value.kind == Value::Kind::kArray) {
      parent.value.items.push_back(std::move(value));
    } else if (parent.place != kNowhere) {
      parent.value.items[parent.place] = std::move(value);
    } else {
      parent.value.keys.push_back(parent.key);
      parent.value.items.push_back(std::move(value));
    }
  }

  // Whether what is read belongs to an element of one of the lists that are read element by element.
  bool is_in_list() const {
    return stack_.size() > 1 && stack_[1].value.kind == Value::Kind::kArray && is_list(stack_[0].key);
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

  static bool is_list(std::string_view key) {
    return key == "articles" || key == "topics" || key == "synonyms" || key == "help";
  }

  static bool is_known(std::string_view key) {
    return is_list(key) || key == "site" || key == "version" || key == "$schema";
  }

  // Takes up a member of the bundle. False: Carrel does not know it.
  bool member(std::string_view key, const Value& value) {
    if (is_list(key)) {
      if (value.kind != Value::Kind::kArray) {
        content_.faults.push_back(
            {std::string(key), "", "is " + std::string(kind_name(value.kind)), "write a list"});
      } else if (key == "articles") {
        has_articles = true;
      }
    } else if (key == "site") {
      read_site(value, content_);
    } else if (key == "version") {
      version = value.kind == Value::Kind::kNumber ? value.number : 0;
    } else if (key != "$schema") {
      if (stack_[0].place == kNowhere && content_.unknown.size() < kMaxUnknown)
        content_.unknown.push_back(quoted_text(key));
      return false;
    }
    return true;
  }

  // What an earlier member of this name said of the bundle counts no more.
  void forget_member(std::string_view key) {
    content_.faults.forget(key);
    if (key == "articles") {
      content_.articles.clear();
      has_articles = false;
    } else if (key == "topics") {
      content_.topics.clear();
    } else if (key == "synonyms") {
      content_.synonyms.clear();
    } else if (key == "help") {
      content_.help.clear();
    } else if (key == "site") {
      content_.site = {};
    } else if (key == "version") {
      version = 1;
    }
  }

  void keep_extra(const Value& bundle) {
    JsonWriter extra;
    extra.begin_object();
    for (std::size_t i = 0; i < bundle.keys.size(); ++i) {
      if (is_known(bundle.keys[i])) continue;
      write_value(bundle.items[i], extra.key(bundle.keys[i]));
    }
    extra.end_object();
    content_.extra_json = extra.take();
  }

  // "articles[3].authors[0].name" of the value being read.
  std::string path() const {
    std::string text = stack_.empty() ? "" : quoted_text(stack_[0].key);
    for (std::size_t i = 1; i < stack_.size(); ++i) {
      const Open& open = stack_[i];
      if (open.value.kind == Value::Kind::kArray) {
        text += "[" + std::to_string(i == 1 ? index_ : open.value.items.size()) + "]";
      } else if (!open.key.empty()) {
        text += "." + quoted_text(open.key);
      }
    }
    return text.empty() ? "content.json" : text;
  }

  Content& content_;
  std::vector<Open> stack_;
  std::size_t index_ = 0;     // in the list of elements being read
  std::size_t values_ = 0;    // of the element or member that is being read
  bool is_cut_ = false;       // more than kMaxValues were met in it
  std::size_t too_deep_ = 0;  // open values below the depth limit
};

// nlohmann/json's message without its own prefix: what it met, of which it quotes bytes up to within a
// character, and what it expected.
std::string syntax_fact(std::string_view text) {
  const std::size_t mark = text.find(": ");
  return repair_utf8(mark == std::string_view::npos ? text : text.substr(mark + 2));
}

}  // namespace

Result<Content> parse_content(std::string_view json) {
  Content content;
  Repaired repaired;
  repair_json(json, repaired);
  for (Fault& fault : repaired.faults) content.faults.push_back(std::move(fault));

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
  return content;
}

Result<Content> read_content(std::string_view json) {
  Result<Content> content = parse_content(json);
  if (content) check_references(*content);
  return content;
}

}  // namespace carrel
