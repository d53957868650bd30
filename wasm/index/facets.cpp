#include "index/facets.h"

#include "base/civil_date.h"
#include "base/utf8.h"
#include "index/ascending.h"

namespace carrel {
namespace {

// A varint size and so many bytes, which must be well-formed UTF-8.
std::string_view read_text(Reader& reader, bool& sound) {
  const std::string_view text = reader.text(reader.varint());
  sound &= is_valid_utf8(text);
  return text;
}

}  // namespace

bool Facets::read(ByteSpan bytes, std::uint32_t articles) {
  Reader reader(bytes);
  bool sound = true;
  std::uint32_t facets = kFacetCount;
  for (std::uint32_t facet = 0; facet < facets && sound; ++facet) {
    FieldInfo field;
    if (facet >= kFacetCount) {
      field.slug = read_text(reader, sound);
      field.label = read_text(reader, sound);
      const std::uint32_t type = reader.u8();
      field.type = static_cast<FieldType>(type & 3);
      field.decimals = type >> 2;
      sound &= (type & 3) < 3 && field.decimals <= kMaxDecimals;
      fields_.push_back(field);
    }
    sound = sound && read_values(reader, articles, field);
    if (facet + 1 == kFacetCount) {
      const std::uint32_t fields = reader.varint();
      sound &= fields <= kMaxFields;
      facets += fields;
    }
  }
  firsts_.push_back(static_cast<ValueId>(values_.size()));
  std::uint64_t had = 0;
  for (const std::uint32_t count : articles_) had += count;
  if (!sound || reader.failed() || had > std::uint64_t{kMaxDenseValues} * articles + 8 * bytes.size())
    return false;
  had_.resize(static_cast<std::size_t>(had));
  return read_lists(BitReader(reader.bytes(reader.left())), articles);
}

ValueId Facets::find(std::uint32_t facet, std::string_view slug) const {
  for (ValueId value = firsts_[facet]; value < firsts_[facet + 1]; ++value) {
    if (values_[value].slug == slug) return value;
  }
  return static_cast<ValueId>(values_.size());
}

bool Facets::read_values(Reader& reader, std::uint32_t articles, const FieldInfo& field) {
  firsts_.push_back(static_cast<ValueId>(values_.size()));
  std::int64_t unit = 1;
  if (field.type == FieldType::kNumber) {
    for (std::uint32_t i = field.decimals; i < kMaxDecimals; ++i) unit *= 10;
  }
  FacetValue value;
  // Each value takes at least two bytes.
  const std::uint32_t count = reader.varint();
  bool sound = count <= reader.left() / 2;
  for (std::uint32_t i = 0; i < count && sound; ++i) {
    const FacetValue before = value;
    if (field.type == FieldType::kText) {
      value.slug = read_text(reader, sound);
      value.label = read_text(reader, sound);
      // Sorted, so that a value is found by bisection.
      sound &= i == 0 || before.slug < value.slug;
    } else {
      // Fewer than 2^31 steps of less than 2^31 units: far from the end of 64 bits.
      value.number += std::int64_t{unzigzag(reader.varint())} * unit;
      sound &= i == 0 || before.number < value.number;
      if (field.type == FieldType::kDate) sound &= value.number >= kFirstDay && value.number <= kLastDay;
    }
    values_.push_back(value);
    articles_.push_back(reader.varint());
    sound &= articles_.back() <= articles;
  }
  return sound;
}

// Lists go from value to articles; queries go from article to values.
bool Facets::read_lists(BitReader bits, std::uint32_t articles) {
  begins_.resize(std::size_t{articles} * count() + 1);
  List<std::uint32_t> lists(had_.size());  // one after the other: which of all articles' facets
  std::size_t at = 0;
  std::uint32_t facet = 0;
  for (ValueId value = 0; value < values_.size(); ++value) {
    while (value == firsts_[facet + 1]) ++facet;
    const std::span<std::uint32_t> list = lists.span().subspan(at, articles_[value]);
    read_ascending(bits, list, articles);
    for (std::uint32_t& article : list) {
      article = article * count() + facet;
      ++begins_[article];
    }
    at += list.size();
  }
  if (bits.failed()) return false;
  // First where each ends; while values are put in from the last on, that becomes where it begins.
  std::uint32_t end = 0;
  for (std::uint32_t& begin : begins_) begin = end += begin;
  for (ValueId value = static_cast<ValueId>(values_.size()); value-- > 0;) {
    for (std::uint32_t left = articles_[value]; left > 0; --left) had_[--begins_[lists[--at]]] = value;
  }
  return true;
}

}  // namespace carrel
