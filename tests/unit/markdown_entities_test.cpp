// Character references.
#include <doctest/doctest.h>

#include <string>

#include "base/utf8.h"
#include "markdown/entities.h"
#include "markdown/entity_table.h"

using namespace carrel;
using namespace carrel::markdown;

namespace {

std::string entity(std::string_view reference) {
  std::string out = "[";
  return append_entity(out, reference) ? out.substr(1) : out;
}

}  // namespace

TEST_CASE("names give their characters") {
  CHECK(entity("&amp;") == "&");
  CHECK(entity("&AMP;") == "&");
  CHECK(entity("&nbsp;") == "\u00A0");
  CHECK(entity("&Auml;") == "Ä");
  CHECK(entity("&auml;") == "ä");
  CHECK(entity("&hellip;") == "…");
  CHECK(entity("&zopf;") == "𝕫");
  CHECK(entity("&CounterClockwiseContourIntegral;") == "∳");
  CHECK(entity("&Tab;") == "\t");
}

TEST_CASE("some names give two characters") {
  CHECK(entity("&ngE;") == "≧̸");
  CHECK(entity("&ThickSpace;") == "\u205F\u200A");
  CHECK(entity("&fjlig;") == "fj");
}

TEST_CASE("what is no name gives nothing") {
  for (const char* const reference :
       {"&;", "&x;", "&amP;", "&ampx;", "&am;", "&#;", "&#x;", "&#12345678;", "&#x1234567;", "&#1a;", "&#xg;",
        "&# 1;", "amp;", "&amp", "&CounterClockwiseContourIntegralx;"}) {
    CAPTURE(reference);
    CHECK(entity(reference) == "[");
  }
}

TEST_CASE("numbers give their characters, and U+FFFD where there is none") {
  CHECK(entity("&#65;") == "A");
  CHECK(entity("&#x1F600;") == "😀");
  CHECK(entity("&#X41;") == "A");
  for (const char* const reference :
       {"&#0;", "&#x0;", "&#xD800;", "&#xDFFF;", "&#x110000;", "&#9999999;", "&#xFFFFFF;"}) {
    CAPTURE(reference);
    CHECK(entity(reference) == "\uFFFD");
  }
}

TEST_CASE("the table holds 2,125 names and every one is found") {
  std::size_t names = 0;
  std::size_t at = 0;
  const auto skip_varint = [&at] {
    while (kEntityTable[at++] >= 0x80) {
    }
  };
  while (at < kEntityTableSize) {
    std::string reference = "&";
    while (kEntityTable[at] > kEntityPair) reference += static_cast<char>(kEntityTable[at++]);
    const std::uint8_t control = kEntityTable[at++];
    if (control >= kEntityStep) skip_varint();
    if (control == kEntityPair) skip_varint();
    std::string out;
    CHECK(append_entity(out, reference + ';'));
    CHECK(is_valid_utf8(out));
    CHECK_FALSE(out.empty());
    ++names;
  }
  CHECK(names == 2125);
}
