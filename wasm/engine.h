// Engine: one opened bundle, searched. What search.wasm is made of.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "index/reader.h"

namespace carrel {

class Engine {
 public:
  // Opens the root; a bundle opened before is dropped. Answers with what a page must know of it
  // (docs/query.md).
  Result<std::string> open(ByteSpan root);

  // Adds one more file of the bundle, checked against its checksum in the root.
  Result<std::string> add(ByteSpan file);

  Result<std::string> search(std::string_view request) const;

  // What the words being typed may become.
  Result<std::string> suggest(std::string_view request) const;

 private:
  std::unique_ptr<Index> index_;  // null until a bundle has been opened
};

}  // namespace carrel
