// Result<T>: a value, or an Error with a message that names the fact and the remedy.
//
// Bad data travels as a Result; a broken contract is an assert. Nothing in Carrel throws.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace carrel {

// The numbers cross the boundary and stand in published documentation: append only, never renumber.
enum class Error : std::uint32_t {
  kNone = 0,
  kTruncated = 1,       // a file ends before its own size says so
  kBadMagic = 2,        // not a Carrel file
  kVersion = 3,         // a format, analyser or plain-text version that this build does not read
  kChecksum = 4,        // the bytes are not those that were packed
  kMalformed = 5,       // a section is missing, overlaps, or holds impossible values
  kUnexpectedFile = 6,  // a file that neither the root nor a part added before names
  kNotOpen = 7,         // a verb was called before open
  kBadRequest = 8,      // the request itself cannot be understood
  kJsonSyntax = 9,      // content.json is not JSON
  kContent = 10,        // content.json is JSON, but not a content bundle
  kTooLarge = 11,       // a limit was exceeded
};

// A failure: what went wrong, in words for a person.
struct Failure {
  Error error = Error::kNone;
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Failure failure) : failure_(std::move(failure)) { assert(failure_.error != Error::kNone); }

  explicit operator bool() const { return value_.has_value(); }

  // Requires: the result holds a value.
  T& operator*() {
    assert(value_);
    return *value_;
  }
  const T& operator*() const {
    assert(value_);
    return *value_;
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  // Requires: the result holds a failure.
  const Failure& failure() const {
    assert(!value_);
    return failure_;
  }

 private:
  std::optional<T> value_;
  Failure failure_;
};

}  // namespace carrel
