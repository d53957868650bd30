#include "index/heading_list.h"

#include <algorithm>

#include "base/utf8.h"

namespace carrel {

std::string usual_name(std::string_view line) {
  std::string name;
  for (const char c : line) {
    if (c >= 'A' && c <= 'Z') {
      name.push_back(static_cast<char>(c + 32));
    } else if (c == ' ') {
      name.push_back('-');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80) != 0) {
      name.push_back(c);
    }
  }
  return name;
}

// For each heading two varints: how far behind the one before, and eight times the size of the name plus the
// level; then the name.
void write_heading(Writer& writer, const HeadingLine& last, const HeadingLine& heading) {
  writer.varint(heading.offset - last.offset);
  writer.varint(static_cast<std::uint32_t>(heading.name.size()) << 3 | heading.level);
  writer.text(heading.name);
}

List<HeadingLine> read_headings(ByteSpan bytes, std::string_view text) {
  List<HeadingLine> headings;
  std::size_t offset = 0;
  for (Reader reader(bytes); reader.left() > 0;) {
    HeadingLine heading;
    offset += reader.varint();
    const std::uint32_t level = reader.varint();
    heading.name = reader.text(level >> 3);
    heading.level = level & 7;
    // A heading is a line of its own.
    if (reader.failed() || offset >= text.size() || (offset > 0 && text[offset - 1] != '\n') ||
        !is_valid_utf8(heading.name))
      break;
    heading.offset = static_cast<std::uint32_t>(offset);
    heading.size = static_cast<std::uint32_t>(std::min(text.find('\n', offset), text.size()) - offset);
    headings.push_back(heading);
  }
  return headings;
}

}  // namespace carrel
