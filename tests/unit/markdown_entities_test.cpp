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
  std::size_t legacy = 0;
  std::size_t at = 0;
  const auto skip_varint = [&at] {
    while (kEntityTable[at++] >= 0x80) {
    }
  };
  for (; names < kEntityCount; ++names) {
    std::string reference = "&";
    while (kEntityTable[at] > kEntityLegacyStep) reference += static_cast<char>(kEntityTable[at++]);
    const std::uint8_t control = kEntityTable[at++];
    if (control == kEntityStep || control == kEntityPair || control == kEntityLegacyStep) skip_varint();
    if (control == kEntityPair) skip_varint();
    std::string out;
    CHECK(append_entity(out, reference + ';'));
    CHECK(is_valid_utf8(out));
    CHECK_FALSE(out.empty());
    if (control >= kEntityLegacy) ++legacy;
    std::string html;
    append_html(html, reference, false);
    if (control >= kEntityLegacy) CHECK(html == out);
  }
  CHECK(names == 2125);
  CHECK(at == kEntityTableSize);
  CHECK(legacy == 106);
}

TEST_CASE("raw HTML takes some references without a semicolon, but not in the middle of an address") {
  const auto html = [](std::string_view text, bool in_attribute) {
    std::string out;
    append_html(out, text, in_attribute);
    return out;
  };
  CHECK(html("a &amp b &AMP; &ampx &amp;amp;", false) == "a & b & &x &amp;");
  CHECK(html("&notit; &notin; &noti", false) == "¬it; ∉ ¬i");
  CHECK(html("?a=1&copy=2&copy;&copy", true) == "?a=1&copy=2©©");
  CHECK(html("&Alpha &alpha;", false) == "&Alpha α");
  CHECK(html("& && &# &#x &#; &;", false) == "& && &# &#x &#; &;");
}

TEST_CASE("a number in raw HTML means what Windows-1252 has where Unicode has controls") {
  std::string out;
  append_html(out, "&#128;&#x99;&#65&#x42&#0;&#xD800;&#x110000;&#99999999999999;&#129;", false);
  CHECK(out == "€™AB\uFFFD\uFFFD\uFFFD\uFFFD\u0081");
}
