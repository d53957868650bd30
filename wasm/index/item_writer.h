// ItemWriter: a list of items as sections have it: the sizes of all of them first, then their bytes.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace carrel {

class ItemWriter {
 public:
  void add(ByteSpan item) {
    sizes_.varint(static_cast<std::uint32_t>(item.size()));
    items_.bytes(item);
  }
  // Without the sizes.
  std::size_t bytes() const { return items_.size(); }

  // Leaves nothing.
  Bytes take() {
    sizes_.bytes(items_.data());
    items_ = {};
    return sizes_.take();
  }

 private:
  Writer sizes_, items_;
};

}  // namespace carrel
