// Lasting: what is allocated while one of these lives outlives the request that it is allocated in.
//
// A program may give all other memory back at once when the next request begins; search.wasm does so
// (abi/arena.h). Where memory is freed piece by piece it makes no difference.
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
