// Addresses: what may appear, in the readings that browsers and attackers give them.
#include <doctest/doctest.h>

#include <string>

#include "markdown/links.h"

using namespace carrel::markdown;

namespace {

bool link(std::string_view url) { return judge_address(url, AddressUse::kLink).allowed; }
bool image(std::string_view url) { return judge_address(url, AddressUse::kImage).allowed; }

}  // namespace

TEST_CASE("links may be of the web, mail and telephone, or stay on the site") {
  for (const char* const url :
       {"http://a", "https://a", "HTTPS://a", "mailto:a@b", "tel:+1", "a", "/a", "./a:b", "a/b:c", "?a:b",
        "#a:b", "", "//a", "/:a", "a b", "中文:b", "foo):"}) {
    CAPTURE(url);
    CHECK(link(url));
  }
}

TEST_CASE("images may only come from the web or the site") {
  CHECK(image("https://a/b.png"));
  CHECK(image("b.png"));
  CHECK_FALSE(image("mailto:a@b"));
  CHECK_FALSE(image("tel:1"));
  CHECK_FALSE(image("data:image/png;base64,AA"));
}

TEST_CASE("a javascript link is refused in every spelling that a browser might read as one") {
  for (const char* const url : {"javascript:a",
                                "JaVaScRiPt:a",
                                " javascript:a",
                                "\tjavascript:a",
                                "java\tscript:a",
                                "java\nscript:a",
                                "java\r\nscript:a",
                                "javascript :a",
                                "\x01javascript:a",
                                "java\x7Fscript:a",
                                "java\u00ADscript:a",
                                "java\u200Bscript:a",
                                "\uFEFFjavascript:a",
                                "java\u2028script:a",
                                "\u3000javascript:a",
                                "java\u00A0script:a",
                                "javascript://%0Aa",
                                "vbscript:a",
                                "data:text/html,a",
                                "DATA:a",
                                "file:///a",
                                "blob:a",
                                "about:blank",
                                "livescript:a",
                                "view-source:a",
                                "ms-word:a",
                                "irc://a",
                                "localhost:80",
                                ":a"}) {
    CAPTURE(url);
    CHECK_FALSE(link(url));
    CHECK_FALSE(image(url));
  }
}

TEST_CASE("an address that names a host is external, one that stays is not") {
  for (const char* const url : {"http://a", "https://a", "//a", "\\\\a", "/\\a", " / /a", "http:a"}) {
    CAPTURE(url);
    CHECK(judge_address(url, AddressUse::kLink).external);
  }
  for (const char* const url : {"a", "/a", "#a", "mailto:a", "tel:1", "a//b", ""}) {
    CAPTURE(url);
    CHECK_FALSE(judge_address(url, AddressUse::kLink).external);
  }
}

TEST_CASE("what is written holds nothing that an attribute or a parser could trip over") {
  CHECK(judge_address("/a b\"<>`{}|\\^[]\x01ä%20%", AddressUse::kLink).text ==
        "/a%20b%22%3C%3E%60%7B%7D%7C%5C%5E%5B%5D%01%C3%A4%20%");
}

TEST_CASE("an address past the greatest length is data and refused") {
  CHECK(link("/" + std::string(kMaxAddress - 1, 'a')));
  CHECK_FALSE(link("/" + std::string(kMaxAddress, 'a')));
}

TEST_CASE("percent signs are decoded where two digits follow") {
  CHECK(percent_decoded("a%20b%C3%a4%2") == "a b\xC3\xA4%2");
  CHECK(percent_decoded("%zz%") == "%zz%");
}
