// Lasting: what is allocated while one of these lives outlives the request that it is allocated in.
//
// search.wasm gives all other memory back at once when the next request begins (abi/arena.h); where memory is
// freed piece by piece a Lasting makes no difference. So there is one rule: what an Index owns is allocated
// under a Lasting, wherever it grows. Engine::open makes it, Index::open and Index::add fill it, and
// TermPart::unpack is all that a search adds to it. Nothing else outlives its request but the bytes of the
// request and of the reply, until the next one begins. tests/web/memory.test.js overwrites what was given
// back.
#pragma once

#include <utility>

namespace carrel {

class Lasting {
 public:
  Lasting() : before_(std::exchange(wanted_, true)) {}
  ~Lasting() { wanted_ = before_; }
  Lasting(const Lasting&) = delete;
  Lasting& operator=(const Lasting&) = delete;

  static bool wanted() { return wanted_; }

 private:
  static inline bool wanted_ = false;
  bool before_;
};

}  // namespace carrel
