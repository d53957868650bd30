// Generated CommonMark, rendered by us (profile commonmark) and by cmark-gfm (without extensions), both read
// by one HTML parser: the trees must be equal but for what normalised() takes out and what kKnown explains.
//
//   fuzz_differential DOCUMENTS SEED
//
// A document is counted under the reason for its first difference; one behind it is met in other documents.
// Documents hold no raw HTML, which is ours to filter, and no scheme that only one of the two refuses.
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../unit/stream_html.h"
#include "base/text.h"
#include "html_tree.h"
#include "markdown/render.h"

using namespace carrel;
using namespace carrel::fuzz;

namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  std::size_t below(std::size_t n) {
    // xorshift64* (Vigna 2016)
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DULL >> 33) % n);
  }
  template <std::size_t N>
  std::string_view of(const std::array<std::string_view, N>& choices) {
    return choices[below(N)];
  }

 private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 52> kInline = {
    "a",           "b",     "foo",    "bar",       " ",
    " ",           " ",     "*",      "*",         "**",
    "**",          "***",   "_",      "__",        "`",
    "``",          "[",     "]",      "[a]",       "[foo]: ",
    "](",          ")",     "](/u)",  "](</u v>)", "](/u 'ti')",
    "](/u \"t\")", "![",    "!",      "[a][b]",    "[a][]",
    "\\*",         "\\[",   "\\`",    "\\",        "\\\n",
    "  \n",        "&amp;", "&copy;", "&#35;",     "&#x22;",
    "&",           ";",     ".",      ",",         "\n",
    "\n",          "é",     "日",     "(",         "<https://a.b/c?d=e&f>",
    "<a@b.cd>",    "\""};
constexpr std::array<std::string_view, 33> kStart = {
    "",     "",       "",    "",    "",    "# ",   "## ",  "### ",  "- ",  "- ", "* ",
    "+ ",   "1. ",    "2) ", "> ",  "> ",  ">",    "    ", "  ",    "   ", "\t", "```",
    "~~~~", "``` js", "---", "***", "===", "- - ", "> - ", "1. > ", "-\t", "-",  "10. "};
constexpr std::array<std::string_view, 4> kDefinitions = {"[a]: /url 'title'\n", "[b]: <x y>\n",
                                                          "[foo]: https://a.b \"t\"\n", "[é]: /e\n"};

std::string document(Random& random) {
  std::string text;
  const std::size_t lines = 1 + random.below(6);
  for (std::size_t i = 0; i < lines; ++i) {
    for (std::size_t starts = random.below(3); starts-- > 0;) text += random.of(kStart);
    for (std::size_t pieces = random.below(7); pieces-- > 0;) text += random.of(kInline);
    text += random.below(4) == 0 ? "\n\n" : "\n";
  }
  if (random.below(2) == 0) text += '\n' + std::string(random.of(kDefinitions));
  return text;
}

std::string carrel_html(const std::string& text) {
  markdown::RenderOptions options;
  options.profile = markdown::Profile::kCommonMark;
  options.heading = 1;
  return markdown::stream_html(markdown::render(text, options));
}

std::string cmark_html(const std::string& text) {
  char* html = cmark_markdown_to_html(text.data(), text.size(), CMARK_OPT_DEFAULT);
  std::string out = html;
  std::free(html);  // NOLINT: cmark's allocator is malloc
  return out;
}

// docs/stream.md: of an info string's first word what is in front of `,`, `{` or `:`, in small letters, if it
// then is the name of a language.
std::string as_language_class(std::string_view value) {
  constexpr std::string_view kPrefix = "language-";
  if (value.substr(0, kPrefix.size()) != kPrefix) return std::string(value);
  value.remove_prefix(kPrefix.size());
  std::string name;
  for (const char c : value.substr(0, value.find_first_of(",{:")))
    name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  const bool fits = !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '#' || c == '-';
  });
  return fits ? std::string(kPrefix) + name : std::string();
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// The tree less what Carrel adds of its own (ids of headings, rel, loading, referrerpolicy), with blanks
// outside `pre` as one, and none at the borders of blocks and behind a break, where they mean nothing.
class Normalised {
 public:
  explicit Normalised(const std::string& html) {
    const ParsedHtml parsed(html);
    children(parsed.root());
  }
  std::string take() {
    border();
    return std::move(out_);
  }

 private:
  void children(const GumboNode& node) {
    const GumboVector& vector = node.v.element.children;
    for (unsigned i = 0; i < vector.length; ++i) visit(*static_cast<const GumboNode*>(vector.data[i]));
  }

  void visit(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) {
      text(node.v.text.text);
      return;
    }
    const std::string name(name_of(node.v.element));
    const bool block = !is_one_of(name, "a em strong code img br");
    if (block) border();
    std::map<std::string, std::string> attributes;
    for (unsigned i = 0; i < node.v.element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(node.v.element.attributes.data[i]);
      std::string value = attribute.value;
      if (name == "code" && std::string_view(attribute.name) == "class") value = as_language_class(value);
      if (std::string_view(attribute.name) == "alt") std::replace(value.begin(), value.end(), '\n', ' ');
      if (name != "code" || !value.empty()) attributes.emplace(attribute.name, value);
    }
    for (const char* added : {"id", "rel", "loading", "referrerpolicy", "data-language"})
      attributes.erase(added);
    out_ += '<' + name;
    for (const auto& [attribute, value] : attributes) out_ += concat({" ", attribute, "=\"", value, "\""});
    out_ += '>';
    preformatted_ += name == "pre";
    if (block || name == "br") strip_ = true;
    children(node);
    if (block) border();
    preformatted_ -= name == "pre";
    if (!is_one_of(name, "img br hr")) out_ += "</" + name + '>';
    if (block || name == "br") strip_ = true;
  }

  void text(std::string_view run) {
    if (preformatted_ > 0) {
      out_ += run;
      return;
    }
    for (const char c : run) {
      if (is_blank(c)) {
        if (!strip_ && !out_.empty() && out_.back() != ' ') out_ += ' ';
      } else {
        out_ += c;
        strip_ = false;
      }
    }
  }

  void border() {
    if (preformatted_ == 0 && !out_.empty() && out_.back() == ' ') out_.pop_back();
  }

  std::string out_;
  int preformatted_ = 0;
  bool strip_ = true;
};

// Both, normalised.
struct Pair {
  std::string ours, theirs;

  explicit Pair(const std::string& text) : ours(Normalised(carrel_html(text)).take()) {
    const std::string html = cmark_html(text);
    // What shrinking or chance made is no document for this comparison.
    theirs = html.find("<!-- raw HTML omitted -->") == std::string::npos ? Normalised(html).take() : ours;
  }
};

bool differ(const std::string& text) {
  const Pair pair(text);
  return pair.ours != pair.theirs;
}

// What stands at `at`: the name of a tag, or that it is text, or the end.
std::string kind_at(std::string_view html, std::size_t at) {
  if (at >= html.size()) return "end";
  if (html[at] != '<') return "text";
  return std::string(html.substr(at, html.find_first_of(" >", at) - at));
}

// The kind of the first difference: what the one has there and what the other has.
std::string first_difference(const Pair& pair) {
  const std::string_view a = pair.ours;
  const std::string_view b = pair.theirs;
  auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  // Back to where the tag begins, if it is within one.
  const std::size_t tag = at == 0 ? std::string_view::npos : a.rfind('<', at - 1);
  if (tag != std::string_view::npos && a.substr(tag, at - tag).find('>') == std::string_view::npos) at = tag;
  return kind_at(a, at) + '|' + kind_at(b, at);
}

// The smallest document whose first difference is of the same kind, found by leaving out what can be left
// out. Without that condition a document slips from a difference that nobody knows to one that is known, and
// is counted as such.
std::string shrunk(std::string text) {
  const std::string kind = first_difference(Pair(text));
  for (std::size_t size = text.size() / 2 + 1; size > 0; size /= 2) {
    for (std::size_t at = 0; at + size <= text.size();) {
      std::string less = text;
      less.erase(at, size);
      const bool fits = is_valid_utf8(less) && differ(less) && first_difference(Pair(less)) == kind;
      if (fits) {
        text = std::move(less);
      } else {
        ++at;
      }
    }
  }
  return text;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::size_t links_in(std::string_view html) {
  std::size_t links = 0;
  for (std::size_t at = html.find("<a "); at != std::string_view::npos; at = html.find("<a ", at + 1))
    ++links;
  return links;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

bool is_blank_line(std::string_view line) { return std::all_of(line.begin(), line.end(), is_blank); }

// Whether a line is the mark of a list and nothing else; `trailing`: nothing but blanks, of which there are
// some.
bool is_empty_item(std::string_view line, bool trailing) {
  const std::size_t begin = line.find_first_not_of(" \t>");
  const std::size_t mark = line.find_first_of("-+*.)");
  if (mark == std::string_view::npos || !is_blank_line(line.substr(mark + 1))) return false;
  const std::string_view number = line.substr(begin, mark - begin);
  const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && (!trailing || mark + 1 < line.size());
}

bool has_empty_item_behind_text(std::string_view text) {
  const auto lines = lines_of(text);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (is_empty_item(lines[i], true) && !is_blank_line(lines[i - 1])) return true;
  }
  return false;
}

bool has_empty_item_behind_blank_line(std::string_view text) {
  const auto lines = lines_of(text);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (is_empty_item(lines[i], false) && is_blank_line(lines[i - 1])) return true;
  }
  return false;
}

// Whether a fence stands behind the mark of a list or a quote.
bool has_fence_in_container(std::string_view text) {
  for (const std::string_view line : lines_of(text)) {
    const std::size_t fence = std::min(line.find("```"), line.find("~~~"));
    if (fence != std::string_view::npos &&
        line.substr(0, fence).find_first_of("-+*.)>") != std::string_view::npos)
      return true;
  }
  return false;
}

bool has_tab_in_code(std::string_view text, const Pair& pair) {
  return has(text, "\t") && has(pair.ours, "<pre>") && has(pair.theirs, "\t");
}

bool has_unbalanced_address(std::string_view text) {
  return std::count(text.begin(), text.end(), '(') != std::count(text.begin(), text.end(), ')') &&
         (has(text, "](") || has(text, "]:"));
}

// Where the two differ, and why. A shrunk document is explained by the first that fits; "md4c:" is where the
// parser that Carrel uses leaves the spec.
struct Known {
  const char* reason;
  bool (*fits)(std::string_view text, const Pair& pair);
};
constexpr std::array kKnown = {
    Known{"Carrel writes no image without an address",
          [](std::string_view, const Pair& pair) {
            return has(pair.theirs, "src=\"\"") && !has(pair.ours, "<img");
          }},
    Known{"Carrel has a list of schemes; a link with another one is its text",
          [](std::string_view text, const Pair& pair) {
            return has(text, "<") && has(text, ":>") && !has(pair.ours, "<a");
          }},
    Known{"cmark-gfm puts an automatic link into a link, which no HTML may",
          [](std::string_view text, const Pair& pair) {
            return has(text, "[") && has(text, "<") && links_in(pair.theirs) > links_in(pair.ours);
          }},
    Known{"cmark-gfm takes an address with an unbalanced parenthesis, which the spec does not allow",
          [](std::string_view text, const Pair&) { return has_unbalanced_address(text); }},
    Known{"md4c: an item of blanks interrupts a paragraph",
          [](std::string_view text, const Pair&) { return has_empty_item_behind_text(text); }},
    Known{"md4c: an empty item behind a blank line neither makes a list loose nor goes on with one",
          [](std::string_view text, const Pair&) { return has_empty_item_behind_blank_line(text); }},
    Known{"md4c: a fence in an item or a quote: the line that ends the item is lost, blanks in it stay",
          [](std::string_view text, const Pair&) { return has_fence_in_container(text); }},
    Known{"md4c: a tab in the indentation of code becomes blanks", has_tab_in_code},
    Known{"md4c: an item goes on behind two blank lines only where its mark is narrow",
          [](std::string_view text, const Pair&) { return has(text, "\n\n\n"); }},
    Known{"md4c: an empty quote behind a blank line does not make an item loose",
          [](std::string_view text, const Pair& pair) {
            return has(text, "\n\n") && has(pair.ours, "<blockquote></blockquote></li>");
          }},
    Known{"md4c: what underlines a heading may be the address of a definition",
          [](std::string_view text, const Pair&) { return has(text, "]:\n-") || has(text, "]:\n="); }},
    Known{"md4c: the line feed that ends code, and goes with a blank that begins it, stands behind the code",
          [](std::string_view text, const Pair&) { return has(text, "`") && has(text, "\n`"); }},
    Known{"cmark-gfm takes an indented blank line as the beginning of an empty item",
          [](std::string_view text, const Pair&) { return has(text, "\n\t\n") || has(text, "\n  \n"); }},
    Known{"md4c: `<!` without a letter is raw HTML",
          [](std::string_view text, const Pair&) { return has(text, "<!"); }},
    Known{
        "md4c: code that begins within an address comes before the link",
        [](std::string_view text, const Pair& pair) { return has(text, "](") && has(pair.ours, "<code>"); }},
    Known{"md4c: a tab between fence and info string hides the language",
          [](std::string_view text, const Pair&) { return has(text, "~~~\t") || has(text, "```\t"); }},
    Known{"cmark-gfm: a blank line in front of a definition does not make an item loose, as it does in the "
          "spec's example",
          [](std::string_view text, const Pair& pair) {
            return has(text, "\n\n") && has(text, "]:") && has(pair.ours, "<li><p>");
          }},
    Known{"cmark-gfm: a blank line behind a rule does not make a list loose",
          [](std::string_view, const Pair& pair) { return has(pair.ours, "<hr></li>"); }},
    Known{"md4c: blanks and a line feed in front of no address are no link",
          [](std::string_view text, const Pair&) { return has(text, "]( \n"); }},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto documents = std::strtoull(argv[1], nullptr, 10);
  const auto seed = std::strtoull(argv[2], nullptr, 10);
  std::map<std::string, std::uint64_t> known;
  std::map<std::string, std::uint64_t> unknown;
  for (std::uint64_t i = 0; i < documents; ++i) {
    // Each document has a seed of its own, so that one can be made again.
    Random random(seed + i);
    const std::string text = document(random);
    if (!differ(text)) continue;
    const std::string small = shrunk(text);
    const Pair pair(small);
    const auto* const found = std::find_if(kKnown.begin(), kKnown.end(),
                                           [&](const Known& entry) { return entry.fits(small, pair); });
    if (found != kKnown.end()) {
      ++known[found->reason];
    } else {
      ++unknown[small];
    }
  }
  std::uint64_t explained = 0;
  for (const auto& [reason, count] : known) {
    std::printf("%6llu  known: %s\n", static_cast<unsigned long long>(count), reason.c_str());
    explained += count;
  }
  std::uint64_t open = 0;
  for (const auto& [text, count] : unknown) {
    const Pair pair(text);
    std::printf("%6llu  unexplained:\n--- Markdown\n%s\n--- ours\n%s\n--- cmark-gfm\n%s\n",
                static_cast<unsigned long long>(count), text.c_str(), pair.ours.c_str(), pair.theirs.c_str());
    open += count;
  }
  std::printf("%llu documents, %llu differ for known reasons, %llu differ\n",
              static_cast<unsigned long long>(documents), static_cast<unsigned long long>(explained),
              static_cast<unsigned long long>(open));
  return open == 0 ? 0 : 1;
}
