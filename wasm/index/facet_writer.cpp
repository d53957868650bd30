#include "index/facet_writer.h"

#include "index/ascending.h"
#include "text/slug.h"

namespace carrel {
namespace {

// A number as text whose order by bytes is the order by size.
std::string number_key(std::int64_t number) {
  std::string key;
  const auto place = static_cast<std::uint64_t>(number) ^ std::uint64_t{1} << 63;
  for (unsigned shift = 64; shift > 0; shift -= 8) key.push_back(static_cast<char>(place >> (shift - 8)));
  return key;
}

std::int64_t number_of(std::string_view key) {
  std::uint64_t place = 0;
  for (const char c : key) place = place << 8 | static_cast<std::uint8_t>(c);
  return static_cast<std::int64_t>(place ^ std::uint64_t{1} << 63);
}

}  // namespace

FacetWriter::FacetWriter(std::vector<IndexedField>& fields)
    : fields_(fields), values_(kFacetCount + fields_.size()) {}

std::string FacetWriter::add(Facet facet, std::string_view label, std::uint32_t article) {
  if (facet != kCategories) {
    std::string key = slugify(label);
    if (!key.empty()) put(facet, key, label, article);
    return key;
  }
  for (std::size_t slash = label.find('/'); slash != std::string_view::npos;
       slash = label.find('/', slash + 1)) {
    const std::string parent = slugify_path(label.substr(0, slash));
    if (!parent.empty()) put(facet, parent, label.substr(0, slash), article);
  }
  std::string key = slugify_path(label);
  if (!key.empty()) put(facet, key, label, article);
  return key;
}

void FacetWriter::add(const IndexedFieldValue& value, std::uint32_t article) {
  if (fields_[value.field].type == FieldType::kText) {
    put(kFacetCount + value.field, slugify(value.text), value.text, article);
    return;
  }
  put(kFacetCount + value.field, number_key(value.number), {}, article);
}

void FacetWriter::put(std::uint32_t facet, const std::string& key, std::string_view label,
                      std::uint32_t article) {
  Value& value = values_[facet][key];
  if (value.articles.empty()) value.label = label;
  if (value.articles.empty() || value.articles.back() != article) value.articles.push_back(article);
}

void FacetWriter::close() {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    Values& texts = values_[kFacetCount + i];
    if (fields_[i].type != FieldType::kText) continue;
    fields_[i].texts = texts.size();
    // The threshold at which few enough stay; of equally common ones the first.
    for (std::size_t least = 1; texts.size() > kMaxFieldValues; ++least) {
      for (auto at = texts.end(); at != texts.begin() && texts.size() > kMaxFieldValues;) {
        --at;
        if (at->second.articles.size() == least) at = texts.erase(at);
      }
    }
  }
  for (auto& facet : values_) {
    std::uint32_t next = 0;
    for (auto& [key, value] : facet) value.number = next++;
  }
}

std::uint32_t FacetWriter::number(Facet facet, std::string_view key) const {
  return values_[facet].find(key)->second.number;
}

Bytes FacetWriter::encode(std::uint32_t articles) const {
  Writer labels;
  BitWriter lists;
  for (std::size_t facet = 0; facet < values_.size(); ++facet) {
    const IndexedField* field = facet < kFacetCount ? nullptr : &fields_[facet - kFacetCount];
    if (facet == kFacetCount) labels.varint(static_cast<std::uint32_t>(fields_.size()));
    if (field) {
      labels.sized_text(field->slug);
      labels.sized_text(field->label);
      labels.u8(static_cast<std::uint8_t>(static_cast<std::uint32_t>(field->type) | field->decimals << 2));
    }
    const bool text = !field || field->type == FieldType::kText;
    std::int64_t unit = 1, before = 0;
    if (field && field->type == FieldType::kNumber) {
      for (std::uint32_t place = field->decimals; place < kMaxDecimals; ++place) unit *= 10;
    }
    labels.varint(static_cast<std::uint32_t>(values_[facet].size()));
    for (const auto& [key, value] : values_[facet]) {
      if (text) {
        labels.sized_text(key);
        labels.sized_text(value.label);
      } else {
        const std::int64_t number = number_of(key);
        labels.varint(zigzag(static_cast<std::int32_t>((number - before) / unit)));
        before = number;
      }
      labels.varint(static_cast<std::uint32_t>(value.articles.size()));
      write_ascending(lists, value.articles, articles);
    }
  }
  if (fields_.empty()) labels.varint(0);
  labels.bytes(lists.take());
  return labels.take();
}

}  // namespace carrel
