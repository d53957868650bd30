#include "content/field_facets.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "text/slug.h"

namespace carrel {
namespace {

// A longer text is prose, not a value to choose.
constexpr std::size_t kMaxTextBytes = 100;
// Numbers are stored in as many decimals as the facet has, in 31 bits.
constexpr double kMaxUnits = 1 << 30;
constexpr std::uint32_t kMaxDecimals = 3;

// What was met under one name.
struct Name {
  std::string written;
  const Value* wish = nullptr;  // what site.fields says of it
  std::uint32_t numbers = 0, dates = 0, others = 0;
  std::uint32_t decimals = 0;
  bool hidden = false;
  FieldFacet facet;
  std::size_t place = 0;  // in the result, or past its end
  std::uint32_t unfit = 0;
  std::string first_unfit;  // the article that had it
};

bool is_date(const Value& value) {
  return value.kind == Value::Kind::kString && parse_civil_date(value.text).has_value();
}

// The values of a field one by one, and what a list holds that is none passed over.
template <class Function>
void for_each_value(const Value& value, Function function) {
  switch (value.kind) {
    case Value::Kind::kArray:
      for (const Value& item : value.items) for_each_value(item, function);
      break;
    case Value::Kind::kString:
    case Value::Kind::kNumber:
    case Value::Kind::kBoolean:
      function(value);
      break;
    case Value::Kind::kNull:
    case Value::Kind::kObject:
      break;
  }
}

std::string text_value(const Value& value) {
  if (value.kind == Value::Kind::kBoolean) return value.boolean ? "true" : "false";
  return value.text;
}

std::uint32_t decimals_of(double number) {
  double scale = 1;
  for (std::uint32_t decimals = 0; decimals < kMaxDecimals; ++decimals, scale *= 10) {
    if (std::fabs(number * scale - std::round(number * scale)) < 1e-6) return decimals;
  }
  return kMaxDecimals;
}

class FacetFinder {
 public:
  FacetFinder(Content& content, const FieldLimits& limits) : content_(content), limits_(limits) {}

  FieldFacets find() {
    FieldFacets found;
    read_wishes();
    for (const Article& article : content_.articles) {
      for (std::size_t i = 0; i < article.fields.items.size(); ++i)
        meet(name_of(article.fields.keys[i]), article.fields.items[i]);
    }
    choose(found);
    found.values.resize(content_.articles.size());
    for (std::size_t i = 0; i < content_.articles.size(); ++i) take(content_.articles[i], found.values[i]);
    keep_common_texts(found);
    for (const Name& name : names_) {
      if (name.unfit == 0) continue;
      report(name, "has " + std::to_string(name.unfit) + " values that do not fit its type, the first in \"" +
                       name.first_unfit + "\"; one cannot filter by them",
             "correct them, or set \"type\" or \"facet\": false in site.fields." + name.written);
    }
    return found;
  }

 private:
  Name& name_of(const std::string& written) {
    const std::string slug = slugify(written);
    const auto [at, fresh] = by_slug_.try_emplace(slug, names_.size());
    if (fresh) {
      names_.push_back({});
      names_.back().written = written;
      names_.back().facet.slug = slug;
      names_.back().facet.label = written;
    }
    return names_[at->second];
  }

  void report(const Name& name, std::string fact, std::string remedy) {
    content_.faults.push_back({"articles[].fields." + name.written, "", std::move(fact), std::move(remedy)});
  }

  // Members of site.fields that are objects say how a field of the articles is shown, and in which order.
  void read_wishes() {
    for (std::size_t i = 0; i < content_.site.fields.items.size(); ++i) {
      const Value& wish = content_.site.fields.items[i];
      if (wish.kind != Value::Kind::kObject) continue;
      Name& name = name_of(content_.site.fields.keys[i]);
      name.wish = &wish;
      const Value* label = wish.find("label");
      if (label && label->kind == Value::Kind::kString && !label->text.empty()) name.facet.label = label->text;
      const Value* facet = wish.find("facet");
      name.hidden = facet && facet->kind == Value::Kind::kBoolean && !facet->boolean;
    }
  }

  static void meet(Name& name, const Value& value) {
    for_each_value(value, [&](const Value& item) {
      if (item.kind == Value::Kind::kNumber) {
        ++name.numbers;
        name.decimals = std::max(name.decimals, decimals_of(item.number));
      } else {
        ++(is_date(item) ? name.dates : name.others);
      }
    });
  }

  FieldFacetType type_of(const Name& name) {
    const Value* wish = name.wish ? name.wish->find("type") : nullptr;
    if (wish) {
      if (wish->text == "text") return FieldFacetType::kText;
      if (wish->text == "number") return FieldFacetType::kNumber;
      if (wish->text == "date") return FieldFacetType::kDate;
      content_.faults.push_back({"site.fields." + name.written + ".type", "", "is no type of a field",
                                 "write \"text\", \"number\" or \"date\""});
    }
    if (name.others == 0 && name.dates == 0) return FieldFacetType::kNumber;
    return name.others == 0 && name.numbers == 0 ? FieldFacetType::kDate : FieldFacetType::kText;
  }

  void choose(FieldFacets& found) {
    std::string left_out;
    for (Name& name : names_) {
      name.place = limits_.facets;
      if (name.hidden || name.numbers + name.dates + name.others == 0) continue;
      if (found.facets.size() == limits_.facets) {
        left_out += (left_out.empty() ? "" : ", ") + name.written;
        continue;
      }
      name.facet.type = type_of(name);
      if (name.facet.type == FieldFacetType::kNumber) name.facet.decimals = name.decimals;
      name.place = found.facets.size();
      found.facets.push_back(name.facet);
    }
    if (left_out.empty()) return;
    content_.faults.push_back({"articles[].fields", "",
                               "have more than " + std::to_string(limits_.facets) +
                                   " names; one cannot filter by " + left_out,
                               "name those that matter first in site.fields, or set \"facet\": false there"});
  }

  void take(const Article& article, std::vector<FieldFacetValue>& values) {
    for (std::size_t i = 0; i < article.fields.items.size(); ++i) {
      Name& name = name_of(article.fields.keys[i]);
      if (name.place == limits_.facets) continue;
      for_each_value(article.fields.items[i], [&](const Value& item) {
        FieldFacetValue value{static_cast<std::uint32_t>(name.place), "", 0};
        if (read(name.facet, item, value)) {
          values.push_back(std::move(value));
        } else if (++name.unfit == 1) {
          name.first_unfit = article.slug;
        }
      });
    }
  }

  static bool read(const FieldFacet& facet, const Value& item, FieldFacetValue& value) {
    if (facet.type == FieldFacetType::kText) {
      value.text = text_value(item);
      return value.text.size() <= kMaxTextBytes && !value.text.empty();
    }
    if (facet.type == FieldFacetType::kDate) {
      if (!is_date(item)) return false;
      value.number = parse_civil_date(item.text)->first;
      return true;
    }
    double scale = 1, unit = 1000;
    for (std::uint32_t i = 0; i < facet.decimals; ++i, unit /= 10) scale *= 10;
    const double units = std::round(item.number * scale);
    value.number = static_cast<std::int64_t>(units * unit);
    return item.kind == Value::Kind::kNumber && std::fabs(units) < kMaxUnits;
  }

  // Of a facet with too many different texts the most common ones stay.
  void keep_common_texts(FieldFacets& found) {
    std::vector<std::map<std::string, std::uint32_t>> counts(found.facets.size());
    for (const auto& values : found.values) {
      for (const FieldFacetValue& value : values) {
        if (!value.text.empty()) ++counts[value.facet][slugify(value.text)];
      }
    }
    for (const Name& name : names_) {
      if (name.place == limits_.facets || counts[name.place].size() <= limits_.texts) continue;
      auto& texts = counts[name.place];
      std::vector<std::pair<std::uint32_t, std::string>> order;
      for (const auto& [slug, count] : texts) order.emplace_back(count, slug);
      std::stable_sort(order.begin(), order.end(),
                       [](const auto& a, const auto& b) { return a.first > b.first; });
      for (std::size_t i = limits_.texts; i < order.size(); ++i) texts.erase(order[i].second);
      report(name,
             "has " + std::to_string(order.size()) + " different texts; one can filter by the " +
                 std::to_string(limits_.texts) + " most common ones",
             "set \"facet\": false in site.fields." + name.written + ", or use fewer values");
      for (auto& values : found.values) {
        std::erase_if(values, [&](const FieldFacetValue& value) {
          return value.facet == name.place && texts.count(slugify(value.text)) == 0;
        });
      }
    }
  }

  Content& content_;
  const FieldLimits& limits_;
  std::vector<Name> names_;  // those of site.fields first, then as they were met
  std::map<std::string, std::size_t> by_slug_;
};

}  // namespace

FieldFacets field_facets(Content& content, const FieldLimits& limits) {
  return FacetFinder(content, limits).find();
}

}  // namespace carrel
