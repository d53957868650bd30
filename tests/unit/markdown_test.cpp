// render: the examples of tests/spec/markdown.txt, and what cannot be said as an example.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/utf8.h"
#include "markdown/render.h"
#include "stream_html.h"

using namespace carrel;
using namespace carrel::markdown;

namespace {

std::string html_of(std::string_view markdown, const RenderOptions& options = {}) {
  return stream_html(render(markdown, options));
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("every example of the specification gives its HTML") {
  std::ifstream file(CARREL_TESTS_DIR "/spec/markdown.txt", std::ios::binary);
  const std::string spec((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::string fence = "````````";
  const std::string opening = fence + " example\n";
  int examples = 0;
  for (std::size_t at = spec.find(opening); at != std::string::npos; at = spec.find(opening, at)) {
    const std::size_t begin = at + opening.size();
    const std::size_t dot = spec.find("\n.\n", begin);
    const std::size_t end = spec.find('\n' + fence + '\n', dot);
    const auto unescaped = [](std::string text) {
      return replace_all(replace_all(std::move(text), "→", "\t"), "␀", std::string_view("\0", 1));
    };
    const std::string markdown = unescaped(spec.substr(begin, dot + 1 - begin));
    const std::string expected = unescaped(spec.substr(dot + 3, end - dot - 3));
    CAPTURE(markdown);
    CHECK(replace_all(html_of(markdown), ">\n<", "><") == replace_all(expected, ">\n<", "><"));
    ++examples;
    at = end;
  }
  CHECK(examples >= 20);
}

TEST_CASE("prefix, id and heading level go into every id and link") {
  RenderOptions options;
  options.prefix = "x-";
  options.id = "tea";
  options.heading = 4;
  CHECK(html_of("# A\n[b](#a) c[^1]\n\n[^1]: d", options) ==
        "<h4 id=\"x-tea-a\">A</h4><p><a href=\"#x-tea-a\">b</a> c<sup class=\"carrel-footnote-ref\">"
        "<a href=\"#x-tea-fn:1\" id=\"x-tea-fnref:1\" role=\"doc-noteref\">1</a></sup></p>"
        "<section class=\"carrel-footnotes\" role=\"doc-endnotes\"><ol><li id=\"x-tea-fn:1\"><p>d"
        "<a href=\"#x-tea-fnref:1\" class=\"carrel-footnote-back\" role=\"doc-backlink\" "
        "aria-label=\"Back to text\">\u00A0\u21A9\uFE0E</a></p></li></ol></section>");
}

TEST_CASE("options outside their range are brought into it") {
  RenderOptions options;
  options.prefix = "a b\"<c>";
  options.heading = 99;
  CHECK(html_of("# x\n## y", options) == "<h6 id=\"abcx\">x</h6><h6 id=\"abcy\">y</h6>");
  options.id = "中 %E4";
  CHECK(html_of("# x", options) == "<h6 id=\"abcE4B8ADE4-x\">x</h6>");
  options.id = "";
  options.heading = -1;
  CHECK(html_of("# x", options) == "<h1 id=\"abcx\">x</h1>");
}

TEST_CASE("the outline holds the headings as they are read") {
  const Stream stream = render("# A *b*[^1] `c`\n\nd\n\n### E\nf\n---\n\n[^1]: g", {});
  REQUIRE(stream.outline.size() == 3);
  CHECK(stream.outline[0].level == 2);
  CHECK(stream.outline[0].id == "carrel-a-b-c");
  CHECK(stream.outline[0].text == "A b c");
  CHECK(stream.outline[1].level == 4);
  CHECK(stream.outline[2].text == "f");
  CHECK(outline_json(stream).substr(0, 50) ==
        "[{\"level\":2,\"id\":\"carrel-a-b-c\",\"text\":\"A b c\"},{\"");
}

TEST_CASE("a link to a heading counts its own address in UTF-16 units") {
  const Stream stream = render("# 𝒳 é\n[a](#𝒳-é)", {});
  CHECK(stream_html(stream) ==
        "<h2 id=\"carrel-𝒳-é\">𝒳 é</h2><p><a href=\"#carrel-%F0%9D%92%B3-%C3%A9\">a</a></p>");
}

TEST_CASE("whatever bytes come in, UTF-8 comes out") {
  constexpr char kBytes[] = "\xEF\xBB\xBF a\0b \xFF\xC3 `\xF0\x9F` [\x80](\xED\xA0\x80)";
  const Stream stream = render(std::string_view(kBytes, sizeof kBytes - 1), {});
  CHECK(is_valid_utf8(stream.text));
  CHECK(
      stream_html(stream) ==
      "<p>a\uFFFDb \uFFFD\uFFFD <code>\uFFFD</code> <a href=\"%EF%BF%BD%EF%BF%BD%EF%BF%BD\">\uFFFD</a></p>");
}

TEST_CASE("an empty article is an empty stream") {
  const Stream stream = render("", {});
  CHECK(stream.ops.empty());
  CHECK(stream.text.size() == 0);
  CHECK_FALSE(stream.truncated);
  CHECK(stream_json(stream) == "{\"ops\":[],\"text\":\"\",\"outline\":[],\"truncated\":false}");
}

TEST_CASE("a bundle stores a stream as JSON") {
  CHECK(stream_json(render("a\n\n\"b\"", {})) ==
        "{\"ops\":[1,4,2,1,12,2],\"text\":\"a\\\"b\\\"\",\"outline\":[],\"truncated\":false}");
}

TEST_CASE("streams stay balanced where md4c does not balance its spans") {
  const char* const inputs[] = {
      "[foo*]:a\n*[][foo*]", "[]([)]()", "[](*)*", "[[a||o]]", "![*](a)*b*", "*[a](<b*>)*", "[^*]: a\n*[^*]*",
  };
  for (const char* const input : inputs) {
    CAPTURE(input);
    CHECK(html_of(repeat(input, 50)).substr(0, 9) != "malformed");
    CHECK(html_of(input).substr(0, 9) != "malformed");
  }
}

TEST_CASE("a table's alignments are looked for in their own line") {
  CHECK(count(html_of("|a|b|c|\n|:-|-|-:|"), "carrel-align") == 2);
  CHECK(count(html_of("> |a|b|\n> |-|-\nc\n\n:-: -"), "carrel-align") == 0);
  CHECK(count(html_of("|a|b|\n|-|-\n|:-:"), "carrel-align") == 0);
}

TEST_CASE("lists stand at most 64 deep, and the rest is text") {
  std::string markdown;
  for (std::size_t depth = 0; depth < 300; ++depth) markdown += repeat(" ", 2 * depth) + "- a\n";
  const std::string html = html_of(markdown);
  CHECK(count(html, "<ul>") == 64);
  CHECK(count(html, "a") == 300);
}

TEST_CASE("quotes stand at most 64 deep, and nothing of the text is lost") {
  const std::string html = html_of(repeat(">", 1000) + " a");
  CHECK(count(html, "<blockquote>") == 64);
  CHECK(count(html, "&gt;") == 1000 - 64);
}

TEST_CASE("elements past the greatest depth leave their text") {
  const Stream stream = render(repeat("*a _b ", 2000) + repeat("_ *", 2000), {});
  const std::string html = stream_html(stream);
  CHECK(html.substr(0, 3) == "<p>");
  CHECK(count(stream.text, "a") == 2000);
}

TEST_CASE("too many elements end the article") {
  const Stream stream = render(repeat("*a* ", kMaxElements + 10), {});
  CHECK(stream.truncated);
  CHECK(stream_html(stream).substr(0, 12) == "<p><em>a</em");
  CHECK(stream.ops.size() < 4 * std::size_t{kMaxElements} + 10);
}

TEST_CASE("a little input cannot become a lot of output") {
  const std::string label(900, 'x');
  const std::string markdown = repeat("[a] ", 20000) + "\n\n[a]: /" + label + " \"" + label + "\"\n";
  const Stream stream = render(markdown, {});
  CHECK(stream.text.size() <= kOutputFloor + kOutputFactor * markdown.size());
  CHECK(stream_html(stream).substr(0, 9) != "malformed");
}

TEST_CASE("an article past the greatest size is cut at a line and says so") {
  const std::string markdown = repeat(repeat("a", 99) + "\n", kMaxMarkdown / 100 + 10);
  const Stream stream = render(markdown, {});
  CHECK(stream.truncated);
  CHECK(stream.text.size() < kMaxMarkdown);
  CHECK(stream.text.size() > kMaxMarkdown - 200);
  CHECK_FALSE(render(repeat(repeat("a", 99) + "\n", 100), {}).truncated);
}

TEST_CASE("headings past the bound are headings without an id") {
  const Stream stream = render(repeat("# a\n", 5000), {});
  CHECK(stream.truncated);
  CHECK(stream.outline.size() == 4096);
  CHECK(stream.outline.back().id == "carrel-a-4095");
  CHECK(count(stream_html(stream), "<h2>a</h2>") == 5000 - 4096);
}
