// plain_text: the words, their borders and the way back to the stream's text nodes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "markdown/plain_text.h"
#include "markdown/render.h"

using namespace carrel::markdown;

namespace {

std::string plain(std::string_view markdown) { return plain_text(render(markdown, {})).text; }

// Every byte of the plain text is a separator or lies in a segment that repeats its text node.
void check_map(std::string_view markdown) {
  const Stream stream = render(markdown, {});
  std::vector<std::string_view> nodes;
  StreamReader reader(stream);
  for (StreamReader::Item item; reader.next(item);) {
    if (item.op == Op::kText) nodes.push_back(item.text);
  }
  const PlainText out = plain_text(stream);
  std::size_t end = 0;
  for (const PlainText::Segment& segment : out.segments) {
    CHECK(segment.offset >= end);
    CHECK(segment.offset - end <= 1);
    REQUIRE(segment.node < nodes.size());
    const std::string_view node = nodes[segment.node];
    REQUIRE(segment.size == node.size());
    for (std::size_t i = 0; i < node.size(); ++i) {
      const char here = out.text[segment.offset + i];
      const bool same =
          here == node[i] || (here == ' ' && (node[i] == '\n' || node[i] == '\t' || node[i] == '\r'));
      CHECK(same);
    }
    end = segment.offset + segment.size;
  }
  CHECK(end == out.text.size());
}

}  // namespace

TEST_CASE("blocks are separated by one line feed, and lines within them by a blank") {
  CHECK(plain("# A\n\nb\nc  \nd\\\ne\n\n> f\n\n---\n\n- g\n- h\n\n  i\n") == "A\nb c d e\nf\ng\nh\ni");
}

TEST_CASE("code keeps its lines") { CHECK(plain("a\n```\nb\n\n  c\n```\nd") == "a\nb\n\n  c\nd"); }

TEST_CASE("cells are separated by a tab and rows by a line feed") {
  CHECK(plain("a\n\n|b|c|d|\n|-|-|-|\n|1||3|\n\ne") == "a\nb\tc\td\n1\t3\ne");
}

TEST_CASE("what Carrel adds is no part of the text") {
  CHECK(plain("a[^1] b\n\n[^1]: c") == "a b\nc");
  CHECK(plain("> [!TIP]\n> a") == "a");
  CHECK(plain("- [x] a") == "a");
}

TEST_CASE("the description of an image is left out, but not when it takes the image's place") {
  CHECK(plain("a ![b](c.png) d") == "a  d");
  CHECK(plain("a![b](c.png)d") == "a d");
  CHECK(plain("a ![b](javascript:c) d") == "a b d");
}

TEST_CASE("emphasis does not part a word") {
  CHECK(plain("un*frigging*believable `x`y") == "unfriggingbelievable xy");
}

TEST_CASE("the map leads every byte back to its text node") {
  check_map(
      "# A *b*\n\nc[^1] d\ne  \nf `g`\n\n> [!NOTE]\n> h\n\n| i | j |\n|--|--|\n| k | l "
      "|\n\n```\nm\n\tn\n```\n"
      "- [ ] o\n  - p\n\nä😀![q](r) s&amp;t&nbsp;\n\n[^1]: u");
  check_map("");
  check_map("[foo*]:a\n*[][foo*]\n\n# \n\n#\n```\n```\n|a|\n|-|\n||");
}

TEST_CASE("the blocks of a footnote are parted like any others, and the way back is left out") {
  CHECK(plain("a[^1]\n\n[^1]: b\n\n    - c\n    - d\n\n    e") == "a\nb\nc\nd\ne");
}

TEST_CASE("a title that an author wrote is text, and so is a name that is not ours") {
  CHECK(plain("> [!note] A *b*\n> c") == "A b\nc");
  CHECK(plain("> [!note]\n> c") == "c");
  CHECK(plain("> [!example]\n> c") == "Example\nc");
}

TEST_CASE("headings know where they stand") {
  const PlainText out = plain_text(render("a\n\n# B *c*[^1]\n\nd\n\n### Ä {#x}\n#\n\n[^1]: e", {}));
  CHECK(out.text == "a\nB c\nd\nÄ\ne");
  REQUIRE(out.headings.size() == 3);
  CHECK(out.headings[0].offset == 2);
  CHECK(out.headings[0].size == 3);
  CHECK(out.headings[0].level == 2);
  CHECK(out.headings[0].id == "carrel-b-c");
  CHECK(out.text.substr(out.headings[1].offset, out.headings[1].size) == "Ä");
  CHECK(out.headings[1].level == 4);
  CHECK(out.headings[1].id == "carrel-x");
  CHECK(out.headings[2].size == 0);
}
