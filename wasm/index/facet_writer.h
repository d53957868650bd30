// FacetWriter: the values of each facet, and which articles have them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bits.h"
#include "base/bytes.h"
#include "index/format.h"

namespace carrel {

// One of the author's own fields, and one value of it.
struct IndexedField {
  std::string slug, label;
  FieldType type = FieldType::kText;
  std::uint32_t decimals = 0;  // of its numbers
  std::size_t texts = 0;       // how many different ones were met: set by FacetWriter::close
};
struct IndexedFieldValue {
  std::uint32_t field = 0;
  std::string text;         // of a text field
  std::int64_t number = 0;  // thousandths, a multiple of the field's last decimal; or the day
};

class FacetWriter {
 public:
  // Requires: at most kMaxFields, which outlive this.
  explicit FacetWriter(std::vector<IndexedField>& fields);

  // Labels that differ only in case or punctuation are one value; its label is the first one met. Of
  // categories the parents are added too ("A/B" adds "A"). Articles ascend. Returns the value's key, "" if
  // the label has no letters.
  std::string add(Facet facet, std::string_view label, std::uint32_t article);
  void add(const IndexedFieldValue& value, std::uint32_t article);

  // Numbers the values; of a text field the kMaxFieldValues most common ones stay. Nothing may be added
  // afterwards.
  void close();

  // Requires: close was called, `key` came from add.
  std::uint32_t number(Facet facet, std::string_view key) const;

  // Section FACT.
  Bytes encode(std::uint32_t articles) const;

 private:
  struct Value {
    std::string label;
    std::vector<std::uint32_t> articles;
    std::uint32_t number = 0;
  };
  using Values = std::map<std::string, Value, std::less<>>;  // by slug

  void put(std::uint32_t facet, const std::string& key, std::string_view label, std::uint32_t article);

  std::vector<IndexedField>& fields_;
  std::vector<Values> values_;  // of each facet, fields included; numbers by number_key
};

}  // namespace carrel
