#include "index/facet_writer.h"

#include "index/ascending.h"
#include "text/slug.h"

namespace carrel {

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

void FacetWriter::put(Facet facet, const std::string& key, std::string_view label, std::uint32_t article) {
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

Bytes FacetWriter::encode(std::uint32_t articles) const {
  Writer labels;
  BitWriter lists;
  for (const auto& facet : values_) {
    labels.varint(static_cast<std::uint32_t>(facet.size()));
    for (const auto& [slug, value] : facet) {
      labels.sized_text(slug);
      labels.sized_text(value.label);
      labels.varint(static_cast<std::uint32_t>(value.articles.size()));
      write_ascending(lists, value.articles, articles);
    }
  }
  labels.bytes(lists.take());
  return labels.take();
}

}  // namespace carrel
