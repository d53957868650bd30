// plain_text: the words of an article, for the index, for excerpts and for highlighting.
//
// One function makes it, for packing and for reading alike; kPlainTextVersion (base/versions.h) is stored in
// the index, and an index made by another version is refused. Changing a byte of what comes out means raising
// the version.
//
// Blocks are separated by one '\n', the cells of a table row by one tab; soft and hard line breaks are a
// blank, so that a '\n' is always a border of sense. Inside `pre` the code keeps its lines. Left out: what
// Carrel itself adds (numbers of footnotes, links back, titles of admonitions), and the alternative text of
// images: no text node stands for it, so a hit could neither be shown nor marked, and much of it is file
// names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "markdown/stream.h"

namespace carrel::markdown {

struct PlainText {
  std::string text;  // well-formed UTF-8

  // One whole text node of the stream: byte `offset + i` here is byte i of that node, and where the two
  // differ a line break or tab of the node is a blank here. Segments are in order and do not overlap.
  struct Segment {
    std::uint32_t offset;
    std::uint32_t size;
    std::uint32_t node;  // counts text operations from 0: the n-th text node that web/stream.js creates
  };
  std::vector<Segment> segments;

  struct Heading {
    std::uint32_t offset;
    std::uint32_t size;
    int level;       // 1 to 6, as rendered
    std::string id;  // empty: past the limit of headings with ids
  };
  std::vector<Heading> headings;
};

PlainText plain_text(const Stream& stream);

}  // namespace carrel::markdown
