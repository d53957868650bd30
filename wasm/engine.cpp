#include "engine.h"

#include "base/lasting.h"
#include "search/search.h"
#include "search/suggest.h"

namespace carrel {
namespace {

Failure not_open() { return {Error::kNotOpen, "no bundle is open: call open with the index file first"}; }

}  // namespace

Result<std::string> Engine::open(ByteSpan root) {
  {
    const Lasting lasting;
    index_ = std::make_unique<Index>();
  }
  const Failure failure = index_->open(root);
  if (failure.error != Error::kNone) {
    index_.reset();
    return failure;
  }
  return std::string(index_->meta_json());
}

Result<std::string> Engine::add(ByteSpan file) {
  if (!index_) return not_open();
  const Failure failure = index_->add(file);
  if (failure.error != Error::kNone) return failure;
  return std::string("{}");
}

Result<std::string> Engine::search(std::string_view request) const {
  if (!index_) return not_open();
  return carrel::search(*index_, request);
}

Result<std::string> Engine::suggest(std::string_view request) const {
  if (!index_) return not_open();
  return carrel::suggest(*index_, request);
}

}  // namespace carrel
