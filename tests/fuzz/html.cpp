// Markdown → node stream → HTML → an HTML parser that is not ours: only harmless elements, attributes and
// schemes come out, and the page is the tree that the stream said.
#include <string>

#include "../unit/stream_html.h"
#include "html_tree.h"
#include "rendered.h"

using namespace carrel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {  // NOLINT
  const Rendered rendered(data, size);
  const std::string html = carrel::markdown::stream_html(rendered.stream);
  must(html.substr(0, 11) != "malformed: ", "a stream can be written", html);
  const ParsedHtml parsed(html);
  const std::string meant = tree_of(rendered.stream);
  const std::string read = tree_of(parsed);
  must(read == meant, "HTML is read as the stream meant it",
       "--- Markdown\n" + std::string(rendered.markdown) + "\n--- HTML\n" + html + "\n--- meant\n" + meant +
           "--- read\n" + read);
  return 0;
}
