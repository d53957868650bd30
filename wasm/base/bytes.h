// Reader and Writer: little-endian integers, varints and byte runs.
//
// A Reader never leaves its span: past the end it yields zeroes and stays failed, so a caller may read a
// whole record and ask once whether all of it was there.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace carrel {

using Bytes = std::vector<std::uint8_t>;
using ByteSpan = std::span<const std::uint8_t>;

inline ByteSpan bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Unaligned loads. Requires: 4 (8) readable bytes at `at`.
static_assert(std::endian::native == std::endian::little, "loads take bytes as they lie");
inline std::uint32_t load_u32(const std::uint8_t* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}
inline std::uint64_t load_u64(const std::uint8_t* at) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// 0, -1, 1, -2 … as 0, 1, 2, 3 …
inline std::uint32_t zigzag(std::int32_t value) {
  return static_cast<std::uint32_t>(value) << 1 ^ (0U - static_cast<std::uint32_t>(value < 0));
}
inline std::int32_t unzigzag(std::uint32_t value) {
  return static_cast<std::int32_t>(value >> 1 ^ (0U - (value & 1)));
}

class Reader {
 public:
  explicit Reader(ByteSpan bytes) : bytes_(bytes) {}

  std::size_t position() const { return position_; }
  std::size_t left() const { return bytes_.size() - position_; }
  bool failed() const { return failed_; }

  std::uint8_t u8() {
    if (left() < 1) return static_cast<std::uint8_t>(fail());
    return bytes_[position_++];
  }
  std::uint32_t u32() {
    if (left() < 4) return fail();
    const std::uint32_t value = load_u32(bytes_.data() + position_);
    position_ += 4;
    return value;
  }
  std::uint64_t u64() {
    if (left() < 8) return fail();
    const std::uint64_t value = load_u64(bytes_.data() + position_);
    position_ += 8;
    return value;
  }

  // LEB128, at most five bytes; a value past 32 bits fails.
  std::uint32_t varint() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (left() < 1) return fail();
      const std::uint8_t byte = bytes_[position_++];
      // The fifth byte has room for four bits only.
      if (shift == 28 && byte > 0x0F) return fail();
      value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }

  ByteSpan bytes(std::size_t size) {
    if (left() < size) {
      fail();
      return {};
    }
    const ByteSpan run = bytes_.subspan(position_, size);
    position_ += size;
    return run;
  }
  std::string_view text(std::size_t size) { return text_of(bytes(size)); }

 private:
  std::uint32_t fail() {
    failed_ = true;
    position_ = bytes_.size();
    return 0;
  }

  ByteSpan bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

class Writer {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(value); }
  void u32(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) u8(static_cast<std::uint8_t>(value >> shift));
  }
  void u64(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) u8(static_cast<std::uint8_t>(value >> shift));
  }
  void varint(std::uint32_t value) {
    for (; value >= 0x80; value >>= 7) u8(static_cast<std::uint8_t>(value | 0x80));
    u8(static_cast<std::uint8_t>(value));
  }
  // libc++ copies byte by byte from a span's own iterators, and wherever it has to make room itself.
  void bytes(ByteSpan run) {
    if (bytes_.capacity() - bytes_.size() < run.size()) bytes_.reserve(2 * bytes_.size() + run.size());
    bytes_.insert(bytes_.end(), run.data(), run.data() + run.size());
  }
  void text(std::string_view run) { bytes(bytes_of(run)); }
  // Its size as a varint, then the text.
  void sized_text(std::string_view run) {
    varint(static_cast<std::uint32_t>(run.size()));
    text(run);
  }

  // Zero bytes up to the next multiple of `alignment`.
  void align(std::size_t alignment) {
    while (bytes_.size() % alignment != 0) u8(0);
  }
  // Requires: a u32 was written at `position`.
  void patch_u32(std::size_t position, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes_[position + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
  void patch_u64(std::size_t position, std::uint64_t value) {
    for (std::size_t i = 0; i < 8; ++i) bytes_[position + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }

  std::size_t size() const { return bytes_.size(); }
  const Bytes& data() const { return bytes_; }
  // Leaves an empty writer.
  Bytes take() { return std::exchange(bytes_, {}); }
  void clear() { bytes_.clear(); }  // keeps its room
  void reserve(std::size_t size) { bytes_.reserve(size); }

 private:
  Bytes bytes_;
};

}  // namespace carrel
