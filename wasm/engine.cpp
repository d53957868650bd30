#include "engine.h"

#include "base/lasting.h"
#include "index/container.h"
#include "search/search.h"
#include "search/suggest.h"

namespace carrel {
namespace {

Failure not_open() { return {Error::kNotOpen, "no bundle is open: call open with the index file first"}; }

Result<std::string> answer(const Index* index, std::string_view request,
                           std::string (*verb)(const Index& index, std::string_view request)) {
  if (!index) return not_open();
  std::string text = verb(*index, request);
  if (index->is_damaged()) return damaged("a part");
  return text;
}

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
  const Failure failure = index_ ? index_->add(file) : not_open();
  if (failure.error != Error::kNone) return failure;
  return std::string("{}");
}

Result<std::string> Engine::search(std::string_view request) const {
  return answer(index_.get(), request, carrel::search);
}

Result<std::string> Engine::suggest(std::string_view request) const {
  return answer(index_.get(), request, carrel::suggest);
}

}  // namespace carrel
