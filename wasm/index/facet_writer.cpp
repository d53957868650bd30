#include "index/facet_writer.h"

#include "index/ascending.h"
#include "text/slug.h"

namespace carrel {
FacetWriter::FacetWriter(std::vector<IndexedField> fields)
    : fields_(std::move(fields)), values_(kFacetCount + fields_.size()), numbers_(fields_.size()) {}

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
  std::vector<std::uint32_t>& articles = numbers_[value.field][value.number];
  if (articles.empty() || articles.back() != article) articles.push_back(article);
}

void FacetWriter::put(std::uint32_t facet, const std::string& key, std::string_view label, std::uint32_t article) {
  Value& value = values_[facet][key];
  if (value.articles.empty()) value.label = label;
  if (value.articles.empty() || value.articles.back() != article) value.articles.push_back(article);
}

void FacetWriter::close() {
  for (auto& facet : values_) {
    std::uint32_t next = 0;
    for (auto& [key, value] : facet) value.number = next++;
  }
}

std::uint32_t FacetWriter::number(Facet facet, std::string_view key) const {
  return values_[facet].find(key)->second.number;
}

void FacetWriter::encode_values(const Values& values, std::uint32_t articles, Writer& labels,
                                BitWriter& lists) {
  labels.varint(static_cast<std::uint32_t>(values.size()));
  for (const auto& [slug, value] : values) {
    labels.sized_text(slug);
    labels.sized_text(value.label);
    labels.varint(static_cast<std::uint32_t>(value.articles.size()));
    write_ascending(lists, value.articles, articles);
  }
}

Bytes FacetWriter::encode(std::uint32_t articles) const {
  Writer labels;
  BitWriter lists;
  for (std::uint32_t facet = 0; facet < kFacetCount; ++facet)
    encode_values(values_[facet], articles, labels, lists);
  labels.varint(static_cast<std::uint32_t>(fields_.size()));
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const IndexedField& field = fields_[i];
    labels.sized_text(field.slug);
    labels.sized_text(field.label);
    labels.u8(static_cast<std::uint8_t>(static_cast<std::uint32_t>(field.type) | field.decimals << 2));
    if (field.type == FieldType::kText) {
      encode_values(values_[kFacetCount + i], articles, labels, lists);
      continue;
    }
    std::int64_t unit = 1;
    if (field.type == FieldType::kNumber) {
      for (std::uint32_t place = field.decimals; place < kMaxDecimals; ++place) unit *= 10;
    }
    labels.varint(static_cast<std::uint32_t>(numbers_[i].size()));
    std::int64_t before = 0;
    for (const auto& [number, having] : numbers_[i]) {
      labels.varint(zigzag(static_cast<std::int32_t>((number - before) / unit)));
      before = number;
      labels.varint(static_cast<std::uint32_t>(having.size()));
      write_ascending(lists, having, articles);
    }
  }
  labels.bytes(lists.take());
  return labels.take();
}

}  // namespace carrel
