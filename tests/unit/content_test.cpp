#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/number.h"
#include "base/utf8.h"
#include "content/reader.h"
#include "content/repair.h"

using namespace carrel;

namespace {

Content read(std::string_view json) {
  auto content = read_content(json);
  REQUIRE_MESSAGE(static_cast<bool>(content), content.failure().message);
  return content ? std::move(*content) : Content{};
}

std::string refusal(std::string_view json) {
  const auto content = read_content(json);
  return content ? "" : content.failure().message;
}

bool has_fault(const Content& content, std::string_view at, std::string_view fact) {
  return std::any_of(content.faults.begin(), content.faults.end(), [&](const Fault& fault) {
    return fault.at == at && fault.fact.find(fact) != std::string::npos;
  });
}

std::string one(std::string_view members) {
  return R"({"articles":[{"slug":"a","title":"A","body":"x")" + std::string(members) + "}]}";
}

}  // namespace

TEST_CASE("every key of an article arrives") {
  const Content content = read(one(R"(,"url":"https://example.org/a","date":"2025-11-16","updated":"2026-01",
    "authors":["Mike",{"name":"Ann","url":"https://example.org/ann","credentials":"RN"}],"categories":["A/B"],"tags":["t","u"],
    "excerpt":"e","also_known_as":["aka"],"language":"de","image":{"src":"i.png","alt":"alt","width":640,"height":480},
    "topics":[],"reviewed_by":{"name":"Dr X"},"last_reviewed":"2026-05-03","next_review":"2029-05-03",
    "sources":[{"title":"s","url":"https://nih.gov","publisher":"NIH","date":"2026"}],"weight":2,"fields":{"n":1,"list":[true]})"));
  CHECK(content.faults.empty());
  CHECK(content.unknown.empty());
  REQUIRE(content.articles.size() == 1);
  const Article& article = content.articles[0];
  CHECK(article.date.text == "2025-11-16");
  CHECK(article.updated.text == "2026-01");
  CHECK(article.authors.size() == 2);
  CHECK(article.authors[1].credentials == "RN");
  CHECK(article.categories == std::vector<std::string>{"A/B"});
  CHECK(article.image.width == 640);
  CHECK(article.reviewed_by.name == "Dr X");
  CHECK(article.sources[0].publisher == "NIH");
  CHECK(article.weight == 2);
  CHECK(article.fields.find("n")->number == 1);
  CHECK(article.language == "de");
}

TEST_CASE("a wrong type names article and key and loses nothing else") {
  const Content content =
      read(one(R"(,"date":20251116,"tags":["ok",5],"excerpt":"kept","authors":{"name":"Ann"})"));
  CHECK(has_fault(content, "articles[0].date", "is a number"));
  CHECK(has_fault(content, "articles[0].tags[1]", "is a number"));
  CHECK(has_fault(content, "articles[0].authors", "list of one"));
  CHECK(content.articles[0].excerpt == "kept");
  CHECK(content.articles[0].tags == std::vector<std::string>{"ok"});
  CHECK(content.articles[0].authors[0].name == "Ann");
  CHECK(std::all_of(content.faults.begin(), content.faults.end(),
                    [](const Fault& f) { return f.slug == "a" && !f.remedy.empty(); }));
}

TEST_CASE("an impossible date is refused, the article stays") {
  const Content content = read(one(R"(,"date":"2025-02-30")"));
  CHECK(has_fault(content, "articles[0].date", "is not a date"));
  CHECK(content.articles[0].date.text.empty());
}

TEST_CASE("what is no date is quoted in whole characters") {
  const Content content = read(one(
      R"(,"date":"x日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日")"));
  REQUIRE(content.faults.size() == 1);
  CHECK(is_valid_utf8(content.faults[0].fact));
}

TEST_CASE("a slug that stands twice gets a number and is reported") {
  const Content content = read(
      R"({"articles":[{"slug":"a","title":"1","body":""},{"slug":"a","title":"2","body":""},{"slug":"a-2","title":"3","body":""}]})");
  REQUIRE(content.articles.size() == 3);
  CHECK(content.articles[1].slug == "a-2");
  CHECK(content.articles[2].slug != "a-2");
  CHECK(content.faults.size() == 2);
}

TEST_CASE("what is missing is made up for where that is possible, and reported") {
  const Content content =
      read(R"({"articles":[{"title":"Only a title"},{"slug":"only-slug","body":""},{"body":"nothing"},7]})");
  REQUIRE(content.articles.size() == 2);
  CHECK(content.articles[0].slug == "only-a-title");
  CHECK(content.articles[1].title == "only-slug");
  CHECK(has_fault(content, "articles[2]", "left out"));
  CHECK(has_fault(content, "articles[3]", "is a number"));
}

TEST_CASE("unknown keys are kept and reported once") {
  const Content content = read(
      R"({"shelf":3,"articles":[{"slug":"a","title":"A","body":"","mood":"low"},{"slug":"b","title":"B","body":"","mood":{"x":[1,null]}}]})");
  CHECK(content.unknown == std::vector<std::string>{"shelf", "articles[].mood"});
  CHECK(content.articles[1].extra_json == R"({"mood":{"x":[1,null]}})");
  CHECK(content.extra_json == R"({"shelf":3})");
  CHECK(content.faults.empty());
}

TEST_CASE("malformed UTF-8, lone surrogates and numbers past a double are repaired and reported") {
  const Content content = read(
      "{\"articles\":[{\"slug\":\"a\",\"title\":\"x\xFFy\",\n\"body\":\"\\ud800 "
      "\\ud83d\\ude00\",\"weight\":1e999}]}");
  CHECK(content.articles[0].title == "x\xEF\xBF\xBDy");
  CHECK(content.articles[0].body == "\xEF\xBF\xBD \xF0\x9F\x98\x80");
  CHECK(content.articles[0].weight == 1);
  CHECK(has_fault(content, "line 1, column 36", "is not UTF-8"));
  CHECK(has_fault(content, "line 2, column 9", "surrogate"));
  CHECK(std::any_of(content.faults.begin(), content.faults.end(),
                    [](const Fault& f) { return f.fact.find("double") != std::string::npos; }));
}

TEST_CASE("a number is worth what strtod says, to a few units of the last place and never infinity") {
  for (const char* text : {"0",
                           "-0",
                           "1",
                           "1.5",
                           "0.1",
                           "-12.25",
                           "1e22",
                           "1e-22",
                           "123456789012345",
                           "4.35",
                           "0.000001",
                           "2.5e-3",
                           "9007199254740993",
                           "1e300",
                           "1.7976931348623157e308",
                           "2.2250738585072014e-308",
                           "5e-324",
                           "1e-400",
                           "123456789012345678901234567890",
                           "0.00000000000000000000000000001234567890123456789e40"}) {
    CAPTURE(text);
    const double expected = std::strtod(text, nullptr);
    CHECK(std::fabs(decimal_value(text) - expected) <= std::fabs(expected) * 4e-16 + 5e-324);
    CHECK(fits_double(text));
  }
  for (const char* exact : {"1", "0.1", "100", "0.01", "2.5e-3", "19.99", "123456.789", "1e22"})
    CHECK(decimal_value(exact) == std::strtod(exact, nullptr));
  CHECK(decimal_value("1e999") == std::numeric_limits<double>::max());
  CHECK(decimal_value("-1e99999999999") == -std::numeric_limits<double>::max());
}

TEST_CASE("the border of a double's range is the one of strtod") {
  const std::string zeros(307, '0');
  for (const std::string& text :
       {std::string("1.7976931348623158079e308"), std::string("1.7976931348623158e308"),
        "1.79" + zeros + "e309", std::string("1.797693134862315807e308"), std::string("1e308"),
        "0." + zeros + "1e616", "1" + zeros + "0", "1" + zeros + "00", "17" + zeros, "18" + zeros,
        std::string("-1e309"), std::string("0e999"), std::string("00000000000000000000000000001e308")}) {
    CAPTURE(text);
    CHECK(fits_double(text) == std::isfinite(std::strtod(text.c_str(), nullptr)));
  }
}

TEST_CASE("only broken syntax refuses the file, naming line and column") {
  const std::string message = refusal("{\n  \"articles\": [\n    {\"slug\": \"a\",}\n  ]\n}");
  CHECK(message.find("line 3, column 18") != std::string::npos);
  CHECK(message.find("mend the syntax") != std::string::npos);
  for (const char* broken :
       {"", "{", "nul", "{\"articles\":[]} x", "{\"articles\":[}", "{\"articles\":\"\t\"}", "\xFF"}) {
    CHECK_MESSAGE(!refusal(broken).empty(), broken);
  }
}

TEST_CASE("a refusal is text, also where the syntax breaks within a character") {
  for (const char* broken : {"{\"articles\": [1é]}", "{\"articles\": [], é}", "é", "{\"articles\": tré}"})
    CHECK_MESSAGE(is_valid_utf8(refusal(broken)), broken);
}

TEST_CASE("a bundle that is no bundle is refused with the remedy") {
  CHECK(refusal("[]").find("JSON object") != std::string::npos);
  CHECK(refusal("{}").find("\"articles\"") != std::string::npos);
  CHECK(refusal(R"({"version":2,"articles":[]})").find("version") != std::string::npos);
  CHECK(refusal(R"({"version":1,"articles":[]})").empty());
}

TEST_CASE("a byte order mark is no fault") { CHECK(read("\xEF\xBB\xBF" + one("")).faults.empty()); }

TEST_CASE("of a repeated key the last value counts, and it is reported") {
  const Content content = read(one(R"(,"excerpt":"first","excerpt":"second")"));
  CHECK(content.articles[0].excerpt == "second");
  CHECK(has_fault(content, "articles[0].excerpt", "given twice"));
}

TEST_CASE("nesting past the limit is left out, however deep, and the rest stays") {
  std::string deep(200000, '[');
  deep += std::string(200000, ']');
  const Content content = read(one(",\"excerpt\":\"kept\",\"deep\":" + deep + ",\"tags\":[\"t\"]"));
  CHECK(content.articles[0].excerpt == "kept");
  CHECK(content.articles[0].tags.size() == 1);
  CHECK(content.faults.size() == 1);
}

TEST_CASE("topics, terms, synonyms and help are read") {
  const Content content =
      read(R"({"site":{"title":"S","url":"https://example.org","language":"en-GB","fields":{"a":1}},
    "topics":[{"slug":"t","title":"T","introduction":"I","terms":[{"term":"W","also_known_as":["V"],"definition":"D"}]}],
    "synonyms":[{"terms":["a","b"]},{"from":"c","to":["d"]},{"terms":["alone"]}],
    "help":[{"region":"US","language":"en","label":"L","text":"T","tel":"988","url":"https://988lifeline.org","verified":"2026-11-23"}],
    "articles":[{"slug":"a","title":"A","body":"","topics":["t","nowhere"]}]})");
  CHECK(content.site.language == "en-GB");
  CHECK(content.topics[0].terms[0].also_known_as[0] == "V");
  REQUIRE(content.synonyms.size() == 2);
  CHECK(content.synonyms[1].from == "c");
  CHECK(content.help[0].verified == "2026-11-23");
  CHECK(has_fault(content, "synonyms[2]", "links nothing"));
  CHECK(has_fault(content, "topics", "nowhere"));
  CHECK(content.articles[0].language == "en-GB");
}

TEST_CASE("of a site's choices of Markdown those that Carrel knows are taken, each once") {
  const Content content = read(R"({"site":{"markdown":["gfm","math","gfm","mdx",7]},"articles":[]})");
  CHECK(content.site.markdown == std::vector<std::string>{"gfm", "math"});
  CHECK(has_fault(content, "site.markdown", "mdx"));
}
