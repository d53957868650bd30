#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "base/bytes.h"
#include "base/civil_date.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/text_buffer.h"
#include "base/utf16.h"
#include "base/utf8.h"

using namespace carrel;

TEST_CASE("XXH64 gives the values of its specification") {
  CHECK(xxh64({}) == 0xEF46DB3751D8E999U);
  CHECK(xxh64(bytes_of("a")) == 0xD24EC4F1A98C6E5BU);
  CHECK(xxh64(bytes_of("abc")) == 0x44BC2CF5AD770999U);
  CHECK(xxh64(bytes_of("Nobody inspects the spammish repetition")) == 0xFBCEA83C8A378BF1U);
  CHECK(hex64(0x00000000000000AFU) == "00000000000000af");
}

TEST_CASE("a varint comes back, and one past 32 bits fails") {
  Writer writer;
  const std::uint32_t values[] = {0, 1, 127, 128, 16383, 16384, 0xFFFFFFFF};
  for (const std::uint32_t value : values) writer.varint(value);
  Reader reader(writer.data());
  for (const std::uint32_t value : values) CHECK(reader.varint() == value);
  CHECK(reader.left() == 0);
  CHECK_FALSE(reader.failed());

  const std::uint8_t too_large[] = {0xFF, 0xFF, 0xFF, 0xFF, 0x1F};
  Reader large(too_large);
  large.varint();
  CHECK(large.failed());
}

TEST_CASE("a reader past its end yields zeroes and stays failed") {
  const std::uint8_t bytes[] = {1, 2, 3};
  Reader reader(bytes);
  CHECK(reader.u32() == 0);
  CHECK(reader.failed());
  CHECK(reader.u8() == 0);
  CHECK(reader.bytes(1).empty());
}

TEST_CASE("malformed UTF-8 is replaced by its maximal subparts") {
  CHECK(repair_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(repair_utf8("\xE2\x82z") == "\xEF\xBF\xBDz");  // a cut euro sign is one subpart
  CHECK(repair_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate is three
  CHECK(repair_utf8("\xF0\x9F\x98\x80") == "\xF0\x9F\x98\x80");
  CHECK(is_valid_utf8("\xF4\x8F\xBF\xBF"));
  CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  CHECK_FALSE(is_valid_utf8("\xC0\x80"));
}

TEST_CASE("UTF-16 units are counted as JavaScript counts them") {
  CHECK(utf16_size("abc") == 3);
  CHECK(utf16_size("\xC3\xA4") == 1);
  CHECK(utf16_size("\xF0\x9F\x98\x80!") == 3);
}

TEST_CASE("ASCII is told from the rest, wherever that stands") {
  CHECK(is_ascii(""));
  for (std::size_t size = 1; size < 20; ++size) {
    std::string text(size, 'a');
    CHECK(is_ascii(text));
    for (char& c : text) {
      c = '\x80';
      CHECK_FALSE(is_ascii(text));
      c = '\x7F';
    }
    CHECK(is_ascii(text));
  }
}

TEST_CASE("UTF-16 is what UTF-8 says") {
  std::u16string expected;
  std::string text;
  const auto add = [&](char32_t c) {
    append_utf8(text, c);
    if (c >= 0x10000) expected += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
    expected += static_cast<char16_t>(c < 0x10000 ? c : 0xDC00 + ((c - 0x10000) & 0x3FF));
  };
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x800 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    add(c);
    // ASCII behind it, as much as moves the next one to every place.
    for (char32_t i = 0; i < c % 19; ++i) add('a' + i);
  }
  TextBuffer out;
  append_utf16(out, text);
  REQUIRE(out.size() == 2 * expected.size());
  CHECK(std::memcmp(out.data(), expected.data(), out.size()) == 0);
}

TEST_CASE("a buffer of text holds what a string would") {
  std::string expected;
  TextBuffer buffer;
  for (std::size_t i = 0; i < 2000; ++i) {
    const std::string run(i % 37, static_cast<char>('a' + i % 26));
    if (i % 5 == 0) {
      const std::size_t at = i * 7919 % (expected.size() + 1);
      expected.insert(at, run);
      buffer.insert(at, run);
    } else if (i % 11 == 0) {
      expected.resize(expected.size() / 2);
      buffer.truncate(buffer.size() / 2);
    } else {
      expected += run;
      buffer.append(run);
    }
    REQUIRE(buffer == expected);
  }
  TextBuffer other = std::move(buffer);
  CHECK(other == expected);
}

TEST_CASE("every code point survives encoding and decoding") {
  for (char32_t c = 0; c <= 0x10FFFF; c += 7) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const Decoded decoded = decode_utf8(text, 0);
    REQUIRE(decoded.valid);
    REQUIRE(decoded.code_point == c);
    REQUIRE(decoded.size == text.size());
  }
}

TEST_CASE("JSON text escapes what it must and nothing else") {
  JsonWriter json;
  json.begin_object()
      .key("a\"b")
      .string("\x01\n\\\xC3\xA4")
      .key("n")
      .number(-5)
      .key("list")
      .begin_array()
      .boolean(true)
      .null();
  json.end_array().key("x").decimal(2.5).end_object();
  CHECK(json.text() == "{\"a\\\"b\":\"\\u0001\\n\\\\\xC3\xA4\",\"n\":-5,\"list\":[true,null],\"x\":2.5}");
}

TEST_CASE("decimals are rounded to three places without trailing zeroes") {
  const auto written = [](double value) {
    JsonWriter json;
    return json.decimal(value).take();
  };
  CHECK(written(0) == "0");
  CHECK(written(1.0005) == "1.001");
  CHECK(written(12.25) == "12.25");
  CHECK(written(-0.1) == "-0.1");
  CHECK(written(-0.0001) == "0");
  CHECK(written(1.0 / 0.0) == "null");
}

TEST_CASE("civil dates name a day, a month or a year") {
  CHECK(parse_civil_date("1970-01-01")->first == 0);
  CHECK(parse_civil_date("2000-03-01")->first == 11017);
  CHECK(parse_civil_date("2024-02")->last - parse_civil_date("2024-02")->first == 28);
  CHECK(parse_civil_date("2025")->last - parse_civil_date("2025")->first == 364);
  CHECK(parse_civil_date("2026-07-16T23:30:00-08:00")->first == parse_civil_date("2026-07-16")->first);
  for (const char* wrong : {"", "2025-02-30", "2025-13", "2025-1-1", "25-01-01", "2025/01/01", "2025-01-01x",
                            "soon", "0000-01-01"}) {
    CHECK_FALSE(parse_civil_date(wrong));
  }
}

TEST_CASE("the year of a day is the year of its date") {
  for (int year = 1583; year < 2500; ++year) {
    const auto span = parse_civil_date(std::to_string(year));
    REQUIRE(span);
    CHECK(year_of(span->first) == year);
    CHECK(year_of(span->last) == year);
  }
}
