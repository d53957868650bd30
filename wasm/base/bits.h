// BitWriter and BitReader: numbers in as few bits as they need, least significant bit first.
//
// Like Reader, a BitReader never leaves its span: past the end it yields zeroes and stays failed.
#pragma once

#include <bit>
#include <cassert>
#include <cstdint>
#include <utility>

#include "base/bytes.h"

namespace carrel {

class BitWriter {
 public:
  // Requires: count <= 32, value < 2^count.
  void bits(std::uint32_t value, unsigned count) {
    assert(count <= 32 && (count == 32 || value >> count == 0));
    buffer_ |= std::uint64_t{value} << have_;
    have_ += count;
    if (have_ >= kWord) flush(kWord);
  }

  // One of `range` values that are equally likely (truncated binary). Requires: value < range.
  void below(std::uint32_t value, std::uint32_t range) {
    assert(value < range);
    const unsigned width = static_cast<unsigned>(std::bit_width(range)) - 1;
    const std::uint32_t shorter = shorter_codes(range, width);
    if (value < shorter) return bits(value, width);
    const std::uint64_t code = std::uint64_t{value} + shorter;
    bits(static_cast<std::uint32_t>(code >> 1), width);
    bits(static_cast<std::uint32_t>(code & 1), 1);
  }

  // A number that is mostly small (Elias' gamma code of value + 1). Requires: value < 2^32 - 1.
  void gamma(std::uint32_t value) {
    const unsigned width = static_cast<unsigned>(std::bit_width(value + 1)) - 1;
    bits(0, width);
    bits(1, 1);
    bits((value + 1) ^ (std::uint32_t{1} << width), width);
  }

  // The bytes written; the last one is filled up with zeroes.
  Bytes take() {
    flush(have_);
    return std::move(bytes_);
  }

  // How many of the values below `range` get the shorter of the two code lengths.
  static std::uint32_t shorter_codes(std::uint32_t range, unsigned width) {
    return (std::uint32_t{2} << width) - range;  // 2^32 counts as 0
  }

 private:
  static constexpr unsigned kWord = 32;

  // Writes so many of the bits in the buffer, and zeroes up to the next byte.
  void flush(unsigned count) {
    const std::size_t begin = bytes_.size();
    bytes_.resize(begin + (count + 7) / 8);
    for (std::size_t i = begin; i < bytes_.size(); ++i, buffer_ >>= 8)
      bytes_[i] = static_cast<std::uint8_t>(buffer_);
    have_ -= count;
  }

  Bytes bytes_;
  std::uint64_t buffer_ = 0;
  unsigned have_ = 0;  // bits in the buffer, fewer than kWord between calls
};

class BitReader {
 public:
  explicit BitReader(ByteSpan bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }

  // Requires: count <= 32.
  std::uint32_t bits(unsigned count) {
    const std::uint32_t value = peek(count);
    skip(count);
    return failed_ ? 0 : value;
  }

  // The next bits without taking them, zeroes past the end. Requires: count <= 32.
  std::uint32_t peek(unsigned count) {
    if (have_ < count) fill();
    return static_cast<std::uint32_t>(buffer_ & ((std::uint64_t{1} << count) - 1));
  }

  // Requires: a peek at as many bits.
  void skip(unsigned count) {
    if (count > have_) {
      failed_ = true;
      buffer_ = 0;
      have_ = 0;
      return;
    }
    buffer_ >>= count;
    have_ -= count;
  }

  // What BitWriter::below wrote; always less than `range`. Requires: range > 0.
  std::uint32_t below(std::uint32_t range) {
    const unsigned width = static_cast<unsigned>(std::bit_width(range)) - 1;
    const std::uint32_t shorter = BitWriter::shorter_codes(range, width);
    const std::uint32_t value = bits(width);
    if (value < shorter) return value;
    return (value << 1 | bits(1)) - shorter;
  }

  // What BitWriter::gamma wrote, or 0 and failed.
  std::uint32_t gamma() {
    unsigned width = 0;
    while (bits(1) == 0) {
      if (++width > 31 || failed_) {
        failed_ = true;
        return 0;
      }
    }
    return (std::uint32_t{1} << width) - 1 + bits(width);
  }

 private:
  void fill() {
    while (have_ <= 56 && position_ < bytes_.size()) {
      buffer_ |= std::uint64_t{bytes_[position_++]} << have_;
      have_ += 8;
    }
  }

  ByteSpan bytes_;
  std::size_t position_ = 0;
  std::uint64_t buffer_ = 0;
  unsigned have_ = 0;  // bits in the buffer
  bool failed_ = false;
};

}  // namespace carrel
