// PrefixCode: a canonical Huffman code over a small alphabet, no code longer than kMaxCodeLength bits.
//
// Only the lengths are stored; both sides make the same code of them (RFC 1951, 3.2.2).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bits.h"

namespace carrel {

// Symbols up to this many bits long are decoded by one look into a table of 2^10 entries.
constexpr unsigned kMaxCodeLength = 10;
constexpr std::size_t kMaxSymbols = 128;

class PrefixCode {
 public:
  // The length of each symbol's code: short for frequent ones, 0 for those that do not occur.
  // Requires: at most kMaxSymbols frequencies, their sum below 2^31.
  static std::vector<std::uint8_t> lengths_for(std::span<const std::uint32_t> frequencies);

  // Takes up the code with these lengths; a single symbol, of length 1, takes no bits. False if no code has
  // such lengths. Requires: a fresh code, which reads 0 from no bits; at most kMaxSymbols.
  bool read_lengths(std::span<const std::uint8_t> lengths);

  // Whatever the bits are, a symbol that has a code.
  std::uint32_t read(BitReader& reader) const {
    const Entry entry = table_[reader.peek(kMaxCodeLength)];
    reader.skip(entry.length);
    return entry.symbol;
  }

 private:
  friend class PrefixWriter;
  struct Entry {
    std::uint8_t symbol = 0, length = 0;
  };
  // By the next bits of the stream, the first one lowest.
  std::array<Entry, std::size_t{1} << kMaxCodeLength> table_ = {};
};

// Writes what a PrefixCode reads.
class PrefixWriter {
 public:
  explicit PrefixWriter(const PrefixCode& code);

  // Requires: the symbol has a code.
  void write(BitWriter& writer, std::uint32_t symbol) const {
    writer.bits(codes_[symbol].bits, codes_[symbol].length);
  }

 private:
  struct Code {
    std::uint16_t bits = 0;  // as they stand in the stream, the first one lowest
    std::uint8_t length = 0;
  };
  std::array<Code, kMaxSymbols> codes_ = {};
};

}  // namespace carrel
