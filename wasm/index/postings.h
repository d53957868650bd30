// Postings: for one surface form, the articles that hold it and how often in which field.
//
// A posting is varint(distance to the previous article), then varint(body frequency << 1 | other), and if
// `other` is set one byte with a bit for each other field (kTitle … kLabels) followed by one byte of
// frequency for each bit.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "index/format.h"

namespace carrel {

using Frequencies = std::array<std::uint8_t, kFieldCount>;

// What stands before the first article of a list.
constexpr std::uint32_t kNoArticle = 0xFFFFFFFF;

class PostingsReader {
 public:
  explicit PostingsReader(ByteSpan bytes) : reader_(bytes) {}

  // The next posting, or false at the end of the list or at bytes that no writer writes.
  bool next() {
    if (reader_.left() == 0) return false;
    article_ += reader_.varint() + 1;
    const std::uint32_t packed = reader_.varint();
    frequencies_ = {};
    frequencies_[kBody] = static_cast<std::uint8_t>(packed >> 1);
    if (packed & 1) {
      const std::uint8_t fields = reader_.u8();
      for (std::uint32_t field = 0; field < kBody; ++field) {
        if (fields & 1U << field) frequencies_[field] = reader_.u8();
      }
    }
    return !reader_.failed();
  }

  std::uint32_t article() const { return article_; }
  const Frequencies& frequencies() const { return frequencies_; }

 private:
  Reader reader_;
  std::uint32_t article_ = kNoArticle;  // + 1 + 0 is article 0
  Frequencies frequencies_ = {};
};

inline void write_posting(Writer& writer, std::uint32_t previous, std::uint32_t article,
                          const Frequencies& frequencies) {
  writer.varint(article - previous - 1);
  std::uint8_t others = 0;
  for (std::uint32_t field = 0; field < kBody; ++field) {
    if (frequencies[field] > 0) others = static_cast<std::uint8_t>(others | 1U << field);
  }
  writer.varint(static_cast<std::uint32_t>(frequencies[kBody]) << 1 | (others != 0));
  if (others == 0) return;
  writer.u8(others);
  for (std::uint32_t field = 0; field < kBody; ++field) {
    if (frequencies[field] > 0) writer.u8(frequencies[field]);
  }
}

}  // namespace carrel
