#include "content/field_facets.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "base/hash.h"
#include "base/sort.h"
#include "base/text.h"
#include "text/slug.h"

namespace carrel {
namespace {

// A longer text is prose, not a value to choose.
constexpr std::size_t kMaxTextBytes = 100;
// So many texts may be a list to choose from even where each stands once.
constexpr std::size_t kFewTexts = 20;
// Numbers are stored in as many decimals as the facet has, in 31 bits.
constexpr double kMaxUnits = 1 << 30;
constexpr std::uint32_t kMaxDecimals = 3;
// A hostile bundle could have a new one in each article.
constexpr std::size_t kMaxNames = 200;
constexpr std::size_t kNowhere = 0xFFFFFFFF;

// What was met under one name.
struct Name {
  FieldFacet facet;
  const Value* wish = nullptr;  // what site.fields says of it
  std::uint32_t numbers = 0, dates = 0, others = 0, unfit = 0;
  std::size_t place = kNowhere;      // in the result
  std::string first_unfit;           // the article that had it
  bool unlikely = false;             // prose or serial numbers were met
  std::vector<std::uint64_t> texts;  // hashes

  // Names that nobody meant as filters come with imported content: addresses, captions, identifiers. What
  // site.fields names is meant.
  bool is_meant() {
    if (wish) return true;
    heap_sort(texts, std::less<>());
    const auto different = static_cast<std::size_t>(std::unique(texts.begin(), texts.end()) - texts.begin());
    return !unlikely && (different <= kFewTexts || different * 2 <= texts.size());
  }
};

bool is_date(const Value& value) {
  return value.kind == Value::Kind::kString && parse_civil_date(value.text).has_value();
}

// The values of a field as a list: nothing, empty texts and objects are none.
std::vector<const Value*> values_of(const Value& value) {
  std::vector<const Value*> out;
  const bool list = value.kind == Value::Kind::kArray;
  for (std::size_t i = 0; i < (list ? value.items.size() : 1); ++i) {
    const Value& item = list ? value.items[i] : value;
    const bool empty = item.kind == Value::Kind::kString && item.text.empty();
    if (item.kind >= Value::Kind::kBoolean && item.kind <= Value::Kind::kString && !empty)
      out.push_back(&item);
  }
  return out;
}

std::uint32_t decimals_of(double number) {
  double scale = 1;
  for (std::uint32_t decimals = 0; decimals < kMaxDecimals; ++decimals, scale *= 10) {
    if (std::fabs(number * scale - std::round(number * scale)) < 1e-6) return decimals;
  }
  return kMaxDecimals;
}

bool read(const FieldFacet& facet, const Value& item, FieldFacetValue& value) {
  const bool number = item.kind == Value::Kind::kNumber;
  if (facet.type == FieldFacetType::kText) {
    value.text = item.kind == Value::Kind::kBoolean ? (item.boolean ? "true" : "false") : item.text;
    return value.text.size() <= kMaxTextBytes;
  }
  if (facet.type == FieldFacetType::kDate) {
    if (!is_date(item)) return false;
    value.number = parse_civil_date(item.text)->first;
    return true;
  }
  double scale = 1, unit = 1000;
  for (std::uint32_t i = 0; i < facet.decimals; ++i, unit /= 10) scale *= 10;
  const double units = std::round(item.number * scale);
  if (!number || !(std::fabs(units) < kMaxUnits)) return false;
  value.number = static_cast<std::int64_t>(units * unit);
  return true;
}

class FacetFinder {
 public:
  FacetFinder(Content& content, std::size_t limit) : content_(content), limit_(limit) {}

  FieldFacets find() {
    const Value& wishes = content_.site.fields;
    for (std::size_t i = 0; i < wishes.items.size(); ++i) {
      // What else the owner keeps there is handed to the page as it is.
      if (wishes.items[i].kind != Value::Kind::kObject) continue;
      if (Name* name = name_of(wishes.keys[i])) name->wish = &wishes.items[i];
    }
    for (const Article& article : content_.articles) {
      for (std::size_t i = 0; i < article.fields.items.size(); ++i) {
        if (Name* name = name_of(article.fields.keys[i])) meet(*name, article.fields.items[i]);
      }
    }
    FieldFacets found;
    choose(found);
    for (const Article& article : content_.articles) {
      found.values.emplace_back();
      for (std::size_t i = 0; i < article.fields.items.size(); ++i)
        take(article, article.fields.keys[i], article.fields.items[i], found.values.back());
    }
    for (const Name& name : names_) {
      if (name.unfit == 0) continue;
      fault(concat({"articles[].fields.", quoted_text(name.facet.name)}),
            concat({"has values that do not fit its type (", std::to_string(name.unfit), "; first in \"",
                    quoted_text(name.first_unfit), "\"); they are left out of the filters"}),
            concat({"correct them, or set \"type\" or \"facet\": false in site.fields.",
                    quoted_text(name.facet.name)}));
    }
    return found;
  }

 private:
  void fault(std::string at, std::string fact, std::string remedy) {
    content_.faults.push_back({std::move(at), "", std::move(fact), std::move(remedy)});
  }

  // Null: there are too many.
  Name* name_of(const std::string& written) {
    if (const auto known = by_name_.find(written); known != by_name_.end()) return &names_[known->second];
    std::string slug = slugify(written);
    const auto [entry, is_new] = by_slug_.try_emplace(slug, static_cast<std::uint32_t>(names_.size()));
    if (is_new && names_.size() == kMaxNames) {
      by_slug_.erase(entry);
      return nullptr;
    }
    // Of other spellings so many are remembered; the rest find their names by their slugs.
    if (by_name_.size() < 4 * kMaxNames) by_name_.try_emplace(written, entry->second);
    if (!is_new) return &names_[entry->second];
    names_.emplace_back();
    names_.back().facet.name = names_.back().facet.label = written;
    names_.back().facet.slug = std::move(slug);
    return &names_.back();
  }

  static void meet(Name& name, const Value& value) {
    for (const Value* item : values_of(value)) {
      if (item->kind == Value::Kind::kNumber) {
        ++name.numbers;
        name.facet.decimals = std::max(name.facet.decimals, decimals_of(item->number));
        name.unlikely |= !(std::fabs(item->number) < kMaxUnits);
      } else if (is_date(*item)) {
        ++name.dates;
      } else {
        ++name.others;
        name.texts.push_back(xxh64(bytes_of(item->text)));
        name.unlikely |= item->text.size() > kMaxTextBytes;
      }
    }
  }

  FieldFacetType type_of(const Name& name) {
    constexpr std::string_view kNames[] = {"text", "number", "date"};
    if (const Value* wish = name.wish ? name.wish->find("type") : nullptr) {
      for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (wish->text == kNames[i]) return static_cast<FieldFacetType>(i);
      }
      fault(concat({"site.fields.", quoted_text(name.facet.name), ".type"}), "is no type of a field",
            "write \"text\", \"number\" or \"date\"");
    }
    if (name.others > 0) return FieldFacetType::kText;
    if (name.dates == 0) return FieldFacetType::kNumber;
    return name.numbers == 0 ? FieldFacetType::kDate : FieldFacetType::kText;
  }

  void choose(FieldFacets& found) {
    std::string left_out;
    for (Name& name : names_) {
      if (name.wish) {
        const Value* label = name.wish->find("label");
        if (label && !label->text.empty()) name.facet.label = label->text;
        const Value* facet = name.wish->find("facet");
        if (facet && facet->kind == Value::Kind::kBoolean && !facet->boolean) continue;
      }
      if (name.numbers + name.dates + name.others == 0 || !name.is_meant()) continue;
      if (found.facets.size() == limit_) {
        left_out += concat({left_out.empty() ? "" : ", ", quoted_text(name.facet.name)});
        continue;
      }
      name.facet.type = type_of(name);
      if (name.facet.type != FieldFacetType::kNumber) name.facet.decimals = 0;
      name.place = found.facets.size();
      found.facets.push_back(name.facet);
    }
    if (left_out.empty()) return;
    fault("articles[].fields",
          concat({"have more than ", std::to_string(limit_), " names; left out of the filters: ", left_out}),
          "name those that matter first in site.fields, or set \"facet\": false there");
  }

  void take(const Article& article, const std::string& key, const Value& field,
            std::vector<FieldFacetValue>& values) {
    Name* name = name_of(key);
    if (!name || name->place == kNowhere) return;
    for (const Value* item : values_of(field)) {
      FieldFacetValue value{static_cast<std::uint32_t>(name->place), "", 0};
      if (read(name->facet, *item, value)) {
        values.push_back(std::move(value));
      } else if (name->unfit++ == 0) {
        name->first_unfit = article.slug;
      }
    }
  }

  Content& content_;
  std::size_t limit_;
  std::vector<Name> names_;
  std::unordered_map<std::string, std::uint32_t> by_name_, by_slug_;  // places in names_
};

}  // namespace

FieldFacets field_facets(Content& content, std::size_t limit) { return FacetFinder(content, limit).find(); }

}  // namespace carrel
