// StreamWriter and StreamReader: balance and limits, whatever calls are made.
#include <doctest/doctest.h>

#include <string>

#include "markdown/slug.h"
#include "stream_html.h"

using namespace carrel::markdown;

namespace {

constexpr std::size_t kRoom = 1 << 20;
constexpr StreamWriter::Kind kBlock = 1;
constexpr StreamWriter::Kind kOtherBlock = 2;
constexpr StreamWriter::Kind kSpan = StreamWriter::kFirstSpan;
constexpr StreamWriter::Kind kOtherSpan = StreamWriter::kFirstSpan + 1;

}  // namespace

TEST_CASE("what is left open is closed in order") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kPre);
  writer.open(Tag::kCode);
  writer.enter(kSpan);
  writer.open(Tag::kEm);
  writer.text("a");
  CHECK(stream_html(writer.finish()) == "<pre><code><em>a</em></code></pre>");
}

TEST_CASE("leaving what was never entered does nothing") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kP);
  CHECK_FALSE(writer.unwind(kSpan));
  CHECK_FALSE(writer.unwind(kOtherBlock));
  writer.text("a");
  CHECK(stream_html(writer.finish()) == "<p>a</p>");
}

TEST_CASE("leaving a span closes the spans inside it") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kP);
  writer.enter(kSpan);
  writer.open(Tag::kEm);
  writer.enter(kOtherSpan);
  writer.open(Tag::kStrong);
  CHECK(writer.unwind(kSpan));
  writer.leave();
  CHECK_FALSE(writer.unwind(kOtherSpan));
  writer.text("a");
  CHECK(stream_html(writer.finish()) == "<p><em><strong></strong></em>a</p>");
}

TEST_CASE("a block closes the spans that were left open before it") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kLi);
  writer.enter(kSpan);
  writer.open(Tag::kEm);
  writer.enter(kOtherBlock);
  writer.open(Tag::kP);
  CHECK_FALSE(writer.unwind(kSpan));
  CHECK(stream_html(writer.finish()) == "<li><em></em><p></p></li>");
}

TEST_CASE("runs of text become one node, for JavaScript counted in UTF-16 units") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kP);
  writer.text("a");
  writer.text("");
  writer.text("é😀");
  const Stream stream = writer.finish();
  REQUIRE(stream.ops.size() == 3);
  CHECK(stream.ops[1] == make_op(Op::kText, 7));
  CHECK(utf16_ops(stream)[1] == make_op(Op::kText, 4));
}

TEST_CASE("an attribute after text is left out") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kP);
  writer.attribute(Attribute::kClass, "a");
  writer.text("b");
  writer.attribute(Attribute::kTitle, "c");
  CHECK(stream_html(writer.finish()) == "<p class=\"a\">b</p>");
}

TEST_CASE("an attribute can be given its value later") {
  StreamWriter writer(kRoom);
  writer.enter(kBlock);
  writer.open(Tag::kH2);
  const Place place = writer.placed_attribute(Attribute::kId, "");
  writer.attribute(Attribute::kTitle, "t");
  writer.text("a");
  CHECK(writer.fill(place, "é"));
  writer.text("b");
  CHECK(stream_html(writer.finish()) == "<h2 id=\"é\" title=\"t\">ab</h2>");
}

TEST_CASE("the attributes of an element that is too deep are left out with it") {
  StreamWriter writer(kRoom);
  for (std::size_t i = 0; i < kMaxDepth; ++i) {
    writer.enter(kBlock);
    CHECK(writer.open(Tag::kBlockquote));
  }
  writer.enter(kOtherBlock);
  CHECK_FALSE(writer.open(Tag::kA));
  writer.attribute(Attribute::kHref, "a");
  writer.text("b");
  CHECK(writer.unwind(kOtherBlock));
  writer.leave();
  writer.text("c");
  const Stream stream = writer.finish();
  CHECK(stream.truncated);
  CHECK(stream.text == "bc");
  CHECK(stream_html(stream).substr(0, 12) == "<blockquote>");
}

TEST_CASE("a full stream takes nothing more and is still balanced") {
  StreamWriter writer(24 + 5);  // an element and five bytes
  writer.enter(kBlock);
  writer.open(Tag::kP);
  writer.text("abc");
  writer.text("def");
  CHECK(writer.full());
  writer.text("g");
  CHECK_FALSE(writer.open(Tag::kEm));
  const Stream stream = writer.finish();
  CHECK(stream.truncated);
  CHECK(stream_html(stream) == "<p>abc</p>");
}

TEST_CASE("a reader stays inside a stream that is cut") {
  Stream stream;
  stream.ops = {make_op(Op::kText, 9), make_op(Op::kAttribute, 0)};
  stream.text.append("a😀");
  StreamReader reader(stream);
  StreamReader::Item item{};
  CHECK(reader.next(item));
  CHECK(item.text == "a😀");
  CHECK_FALSE(reader.next(item));
  CHECK_FALSE(reader.next(item));
}

TEST_CASE("every tag and attribute has its name") {
  CHECK(kTagNames[static_cast<std::size_t>(Tag::kBlockquote)] == "blockquote");
  CHECK(kTagNames[static_cast<std::size_t>(Tag::kImg)] == "img");
  CHECK(kAttributeNames[static_cast<std::size_t>(Attribute::kReferrerPolicy)] == "referrerpolicy");
  CHECK(is_inline(Tag::kCode));
  CHECK_FALSE(is_inline(Tag::kSection));
  CHECK(heading_level(Tag::kH6) == 6);
  CHECK(heading_level(Tag::kP) == 0);
}

TEST_CASE("slugs keep letters, digits and marks of every script") {
  CHECK(slug_of("Hello, World!") == "hello-world");
  CHECK(slug_of("a & b") == "a--b");
  CHECK(slug_of("snake_case-2.0") == "snake_case-20");
  CHECK(slug_of("ÄÖÜ ß Ÿ ŁÓDŹ ẞ") == "äöü-ß-ÿ-łódź-ẞ");
  CHECK(slug_of("Ελλάδα МОСКВА Ёж") == "ελλάδα-москва-ёж");
  CHECK(slug_of("戒断症状とは？") == "戒断症状とは");
  CHECK(slug_of("हिन्दी لغة עברית ไทย") == "हिन्दी-لغة-עברית-ไทย");
  CHECK(slug_of("“Quotes” — dash… €5 ™ 🙂👍🏽") == "quotes--dash-5--");
  CHECK(slug_of("Tiếng VIỆT") == "tiếng-việt");
}

TEST_CASE("a heading without letters is a section") {
  CHECK(slug_of("") == "section");
  CHECK(slug_of("?!") == "section");
}
