// FacetWriter: the values of each facet, and which articles have them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "index/format.h"

namespace carrel {

class FacetWriter {
 public:
  // Labels that differ only in case or punctuation are one value; its label is the first one met. Of
  // categories the parents are added too ("A/B" adds "A"). Articles ascend. Returns the value's key, "" if
  // the label has no letters.
  std::string add(Facet facet, std::string_view label, std::uint32_t article);

  // Numbers the values. Nothing may be added afterwards.
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
  void put(Facet facet, const std::string& key, std::string_view label, std::uint32_t article);

  std::map<std::string, Value, std::less<>> values_[kFacetCount];  // by slug
};

}  // namespace carrel
