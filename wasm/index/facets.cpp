#include "index/facets.h"

#include "base/civil_date.h"
#include "base/utf8.h"
#include "index/ascending.h"

namespace carrel {
namespace {

// A varint size and so many bytes of well-formed UTF-8.
bool read_text(Reader& reader, std::string_view& text) {
  text = reader.text(reader.varint());
  return !reader.failed() && is_valid_utf8(text);
}

}  // namespace

bool Facets::read(ByteSpan bytes, std::uint32_t articles) {
  Reader reader(bytes);
  for (std::uint32_t facet = 0; facet < kFacetCount; ++facet) {
    if (!read_values(reader, articles, nullptr)) return false;
  }
  const std::uint32_t fields = reader.varint();
  if (fields > kMaxFields) return false;
  for (std::uint32_t i = 0; i < fields; ++i) {
    FieldInfo field;
    if (!read_text(reader, field.slug) || !read_text(reader, field.label)) return false;
    const std::uint32_t type = reader.u8();
    field.type = static_cast<FieldType>(type & 3);
    field.decimals = type >> 2;
    if ((type & 3) > 2 || field.decimals > kMaxDecimals) return false;
    fields_.push_back(field);
    if (!read_values(reader, articles, &field)) return false;
  }
  firsts_.push_back(static_cast<ValueId>(values_.size()));
  std::uint64_t had = 0;
  for (const std::uint32_t count : articles_) had += count;
  if (reader.failed() || had > std::uint64_t{kMaxDenseValues} * articles + 8 * bytes.size()) return false;
  return read_lists(BitReader(reader.bytes(reader.left())), articles);
}

// `field`: null for the facets that every bundle has.
bool Facets::read_values(Reader& reader, std::uint32_t articles, const FieldInfo* field) {
  firsts_.push_back(static_cast<ValueId>(values_.size()));
  const bool text = !field || field->type == FieldType::kText;
  std::int64_t unit = 1;
  if (field && field->type == FieldType::kNumber) {
    for (std::uint32_t i = field->decimals; i < kMaxDecimals; ++i) unit *= 10;
  }
  std::int64_t number = 0;
  // Each value takes at least two bytes.
  const std::uint32_t count = reader.varint();
  if (count > reader.left() / 2) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    FacetValue value;
    if (text) {
      if (!read_text(reader, value.slug) || !read_text(reader, value.label)) return false;
      // Sorted, so that a value is found by bisection.
      if (i > 0 && !(values_.back().slug < value.slug)) return false;
    } else {
      // Fewer than 2^31 steps of less than 2^31 units: far from the end of 64 bits.
      number += std::int64_t{unzigzag(reader.varint())} * unit;
      value.number = number;
      if (i > 0 && values_.back().number >= number) return false;
      if (field->type == FieldType::kDate && (number < kFirstDay || number > kLastDay)) return false;
    }
    values_.push_back(value);
    articles_.push_back(reader.varint());
    if (articles_.back() > articles) return false;
  }
  return true;
}

// Lists go from value to articles; queries go from article to values.
bool Facets::read_lists(BitReader bits, std::uint32_t articles) {
  begins_.resize(std::size_t{articles} * count() + 1);
  List<std::uint32_t> lists;  // one after the other: which of all articles' facets
  for (std::uint32_t facet = 0; facet < count(); ++facet) {
    for (ValueId value = firsts_[facet]; value < firsts_[facet + 1]; ++value) {
      const std::size_t begin = lists.size();
      lists.resize(begin + articles_[value]);
      read_ascending(bits, std::span(lists.data() + begin, articles_[value]), articles);
      for (std::size_t i = begin; i < lists.size(); ++i) {
        lists[i] = lists[i] * count() + facet;
        ++begins_[lists[i] + 1];
      }
    }
  }
  if (bits.failed()) return false;
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  had_.resize(lists.size());
  List<std::uint32_t> next = begins_;
  std::size_t at = 0;
  for (ValueId value = 0; value < values_.size(); ++value) {
    for (std::uint32_t left = articles_[value]; left > 0; --left) had_[next[lists[at++]]++] = value;
  }
  return true;
}

}  // namespace carrel
