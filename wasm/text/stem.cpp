#include "text/stem.h"

#include "base/bytes.h"
#include "text/fold.h"

extern "C" {
#include <api.h>
// The build gives the algorithm that it compiles these names.
SN_env* carrel_snowball_create_env();
void carrel_snowball_close_env(SN_env* environment);
int carrel_snowball_stem(SN_env* environment);
}

namespace carrel {

Stemmer::Stemmer() : environment_(carrel_snowball_create_env()) {}

Stemmer::~Stemmer() { carrel_snowball_close_env(environment_); }

std::string Stemmer::stem(std::string_view word) {
  std::string lowered = lower(word);
  const ByteSpan bytes = bytes_of(lowered);
  // Out of memory is the only way in which Snowball fails; the word then stands for itself.
  if (!environment_ || SN_set_current(environment_, static_cast<int>(bytes.size()), bytes.data()) != 0 ||
      carrel_snowball_stem(environment_) < 0) {
    return lowered;
  }
  return {reinterpret_cast<const char*>(environment_->p), static_cast<std::size_t>(environment_->l)};
}

}  // namespace carrel
