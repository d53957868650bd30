// Lasting: what is allocated while one of these lives outlives the request that it is allocated in.
//
// search.wasm gives all other memory back at once when the next request begins (abi/arena.h); where memory is
// freed piece by piece a Lasting makes no difference. So there is one rule: what an Index owns is allocated
// under a Lasting, wherever it grows. Engine::open makes it, Index::open and Index::add fill it, and what
// TermPart::read and TermPart::unpack decode is all that a search adds to it. Nothing else outlives its
// request but the bytes of the request and of the reply, until the next one begins. tests/web/memory.test.js
// overwrites what was given back.
//
// Whether one lives is a global variable, the only one outside abi/: to hand it down to every allocation
// would take a parameter of every function that allocates.
#pragma once

#include <utility>

namespace carrel {

class Lasting {
 public:
  Lasting() : before_(std::exchange(any, true)) {}
  ~Lasting() { any = before_; }
  Lasting(const Lasting&) = delete;
  Lasting& operator=(const Lasting&) = delete;

  static bool wanted() { return any; }

 private:
  static inline bool any = false;
  bool before_;
};

}  // namespace carrel
