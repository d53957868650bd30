#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "base/bits.h"
#include "index/ascending.h"
#include "index/prefix_code.h"

using namespace carrel;

namespace {

std::vector<std::uint32_t> some_of(std::uint32_t limit, std::uint32_t count, std::mt19937& random) {
  std::vector<std::uint32_t> values(limit);
  for (std::uint32_t i = 0; i < limit; ++i) values[i] = i;
  std::shuffle(values.begin(), values.end(), random);
  values.resize(count);
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace

TEST_CASE("bits, bounded numbers and small numbers come back in turn") {
  BitWriter writer;
  const std::uint32_t ranges[] = {1, 2, 3, 5, 8, 1000, 65'537, 0x8000'0001, 0xFFFF'FFFF};
  for (const std::uint32_t range : ranges) {
    for (const std::uint32_t value : {std::uint32_t{0}, range / 2, range - 1}) writer.below(value, range);
  }
  const std::uint32_t small[] = {0, 1, 2, 3, 254, 255, 0xFFFF'FFFE};
  for (const std::uint32_t value : small) writer.gamma(value);
  writer.bits(0xFFFF'FFFF, 32);
  writer.bits(0, 0);
  const Bytes bytes = writer.take();
  BitReader reader(bytes);
  for (const std::uint32_t range : ranges) {
    for (const std::uint32_t value : {std::uint32_t{0}, range / 2, range - 1})
      CHECK(reader.below(range) == value);
  }
  for (const std::uint32_t value : small) CHECK(reader.gamma() == value);
  CHECK(reader.bits(32) == 0xFFFF'FFFF);
  CHECK_FALSE(reader.failed());
  (void)reader.bits(8);
  CHECK(reader.failed());
}

TEST_CASE("a bounded number takes the bits that its range needs") {
  BitWriter writer;
  for (int i = 0; i < 800; ++i) writer.below(2, 3);  // 0 takes one bit, 1 and 2 take two
  CHECK(writer.take().size() == 200);
  BitWriter nothing;
  for (int i = 0; i < 800; ++i) nothing.below(0, 1);
  CHECK(nothing.take().empty());
}

TEST_CASE("a bit reader past its end yields zeroes and stays failed") {
  const std::uint8_t bytes[] = {0xFF};
  BitReader reader(bytes);
  CHECK(reader.bits(9) == 0);
  CHECK(reader.failed());
  CHECK(reader.bits(1) == 0);
  BitReader endless(ByteSpan{});
  CHECK(endless.gamma() == 0);
  CHECK(endless.failed());
}

TEST_CASE("ascending lists come back, whatever their density") {
  std::mt19937 random(7);
  for (const std::uint32_t limit : {1U, 2U, 3U, 64U, 1000U, 5000U}) {
    for (const std::uint32_t count : {0U, 1U, 2U, limit / 100, limit / 3, limit - 1, limit}) {
      if (count > limit) continue;
      const std::vector<std::uint32_t> values = some_of(limit, count, random);
      BitWriter writer;
      write_ascending(writer, values, limit);
      writer.bits(5, 3);
      const Bytes bytes = writer.take();
      BitReader reader(bytes);
      std::vector<std::uint32_t> read(count);
      read_ascending(reader, read, limit);
      CHECK(read == values);
      CHECK(reader.bits(3) == 5);
      CHECK_FALSE(reader.failed());
    }
  }
}

TEST_CASE("a list that holds every number takes no bits") {
  std::vector<std::uint32_t> all(1000);
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  BitWriter writer;
  write_ascending(writer, all, 1000);
  CHECK(writer.take().empty());
}

TEST_CASE("whatever the bits are, an ascending list ascends and stays below its limit") {
  std::mt19937 random(8);
  for (int round = 0; round < 500; ++round) {
    Bytes bytes(random() % 40);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const auto limit = static_cast<std::uint32_t>(1 + random() % 300);
    std::vector<std::uint32_t> values(random() % (limit + 1));
    BitReader reader(bytes);
    read_ascending(reader, values, limit);
    CHECK(std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end());
    CHECK((values.empty() || values.back() < limit));
  }
}

TEST_CASE("a prefix code gives frequent symbols short codes and reads back what it wrote") {
  std::mt19937 random(9);
  for (const std::size_t symbols : {2U, 3U, 16U, 40U, 64U}) {
    std::vector<std::uint32_t> frequencies(symbols);
    for (std::size_t i = 0; i < symbols; ++i)
      frequencies[i] = i % 5 == 4 ? 0 : 1 + 1'000'000 / static_cast<std::uint32_t>((i + 1) * (i + 1));
    const auto lengths = PrefixCode::lengths_for(frequencies);
    CHECK(*std::max_element(lengths.begin(), lengths.end()) <= kMaxCodeLength);
    CHECK(lengths[0] <= lengths[1]);
    PrefixCode code;
    REQUIRE(code.read_lengths(lengths));
    const PrefixWriter codes(code);
    std::vector<std::uint32_t> message;
    for (int i = 0; i < 1000; ++i) {
      const auto symbol = static_cast<std::uint32_t>(random() % symbols);
      if (frequencies[symbol] > 0) message.push_back(symbol);
    }
    BitWriter writer;
    for (const std::uint32_t symbol : message) codes.write(writer, symbol);
    const Bytes bytes = writer.take();
    BitReader reader(bytes);
    for (const std::uint32_t symbol : message) CHECK(code.read(reader) == symbol);
    CHECK_FALSE(reader.failed());
  }
}

TEST_CASE("a code with one symbol takes no bits") {
  const std::uint32_t frequencies[] = {0, 0, 12, 0};
  PrefixCode code;
  REQUIRE(code.read_lengths(PrefixCode::lengths_for(frequencies)));
  BitReader reader(ByteSpan{});
  CHECK(code.read(reader) == 2);
  CHECK_FALSE(reader.failed());
}

TEST_CASE("lengths that no code has are refused") {
  const auto refused = [](std::initializer_list<std::uint8_t> lengths) {
    return !PrefixCode().read_lengths(std::vector<std::uint8_t>(lengths));
  };
  CHECK(refused({}));
  CHECK(refused({0, 0}));
  CHECK(refused({1, 1, 1}));
  CHECK(refused({2, 2, 2}));
  CHECK(refused({1, 2, 3}));
  CHECK(refused({3}));
  CHECK(refused({11, 11}));
  CHECK_FALSE(refused({1, 2, 2}));
  CHECK_FALSE(refused({0, 1}));
}
