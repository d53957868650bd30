#include "text/stem.h"

#include "base/bytes.h"

extern "C" {
#include <api.h>
#include <stem_UTF_8_english.h>
}

namespace carrel {

Stemmer::Stemmer(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find_first_of("-_"));
  if (primary == "en") environment_ = english_UTF_8_create_env();
}

Stemmer::~Stemmer() {
  if (environment_) english_UTF_8_close_env(environment_);
}

std::string Stemmer::stem(std::string_view word) {
  if (!environment_) return std::string(word);
  const ByteSpan bytes = bytes_of(word);
  // Out of memory is the only way in which Snowball fails; the word then stands for itself.
  if (SN_set_current(environment_, static_cast<int>(bytes.size()), bytes.data()) != 0 ||
      english_UTF_8_stem(environment_) < 0) {
    return std::string(word);
  }
  return {reinterpret_cast<const char*>(environment_->p), static_cast<std::size_t>(environment_->l)};
}

}  // namespace carrel
