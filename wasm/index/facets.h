// Facets: the values by which articles are told apart, and who has which.
//
// Values of all facets are numbered through: those of one facet stand together, texts by the bytes of their
// slugs, numbers and dates by size. The first facets are those of `Facet`; the author's own fields follow.
// Views into the bytes that were read.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/bits.h"
#include "base/bytes.h"
#include "base/list.h"
#include "index/format.h"

namespace carrel {

using ValueId = std::uint32_t;

struct FacetValue {
  std::string_view slug, label;
  std::int64_t number = 0;  // of a number field: thousandths; of a date field: the day
};

struct FieldInfo {
  std::string_view slug, label;
  FieldType type = FieldType::kText;
  std::uint32_t decimals = 0;  // of its numbers, at most kMaxDecimals
};

class Facets {
 public:
  // Section FACT. False: it is damaged, and the facets are of no use.
  bool read(ByteSpan bytes, std::uint32_t articles);

  std::uint32_t count() const { return static_cast<std::uint32_t>(firsts_.size()) - 1; }
  const List<FieldInfo>& fields() const { return fields_; }

  const List<FacetValue>& values() const { return values_; }
  ValueId first(std::uint32_t facet) const { return firsts_[facet]; }
  std::span<const FacetValue> of(std::uint32_t facet) const {
    return values_.span().subspan(firsts_[facet], firsts_[facet + 1] - firsts_[facet]);
  }
  // The value of a facet with this slug; past all values if there is none.
  ValueId find(std::uint32_t facet, std::string_view slug) const;

  // What an article has, ascending: of one facet, of all.
  std::span<const ValueId> of(std::uint32_t article, std::uint32_t facet) const {
    return between(article * count() + facet, 1);
  }
  std::span<const ValueId> of_article(std::uint32_t article) const {
    return between(article * count(), count());
  }

 private:
  bool read_values(Reader& reader, std::uint32_t articles, const FieldInfo& field);
  bool read_lists(BitReader bits, std::uint32_t articles);
  std::span<const ValueId> between(std::size_t at, std::size_t facets) const {
    return had_.span().subspan(begins_[at], begins_[at + facets] - begins_[at]);
  }

  List<FieldInfo> fields_;
  List<FacetValue> values_;
  List<ValueId> firsts_;          // of each facet, and the end
  List<std::uint32_t> articles_;  // how many have each value
  List<std::uint32_t> begins_;    // of each article's facets, into had_
  List<ValueId> had_;
};

}  // namespace carrel
