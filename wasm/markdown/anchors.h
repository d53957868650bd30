// Anchors: the ids of one article, its outline, and the links between its parts.
//
// Ids are put together here and nowhere else: prefix, the article's id, name. A link `#causes` that an author
// wrote leads to the heading whose id became `carrel-causes`; one that meets no heading stays as written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/stream.h"

namespace carrel::markdown {

class Anchors {
 public:
  // Finding a name is a linear search; with this bound a hostile article costs milliseconds, and no book has
  // as many headings. Those past it have an empty id and no line in the outline.
  static constexpr std::size_t kMaxHeadings = 4096;

  // Of `prefix` and `id` only characters that need no escaping anywhere are kept; bytes outside ASCII become
  // hexadecimal digits, so that two articles with names in another script still differ.
  Anchors(std::string_view prefix, std::string_view id);

  // The addresses of a footnote and of its n-th reference, with '#'. No slug holds their ':'.
  std::string footnote(unsigned footnote) const;
  std::string reference(unsigned footnote, unsigned n) const;

  // Ends a heading whose empty id was written at `place`: gives it the author's name (`{#name}` at its end,
  // which is taken out of the text) or its slug, and a line of the outline.
  void end_heading(StreamWriter& writer, Place place, int level);

  // Remembers a link whose href, written at `place`, begins with '#'; past the bound it stays as written.
  void add_fragment(Place place) {
    if (fragments_.size() < kMaxHeadings) fragments_.push_back(place);
  }

  // Points the remembered links at the ids, and hands the outline over.
  void resolve(Stream& stream);

 private:
  std::size_t find(std::string_view name) const;
  std::string new_name(const std::string& wanted);

  std::string base_;                    // what every id begins with
  std::vector<OutlineEntry> outline_;   // id = base_ and the heading's name
  std::vector<std::uint32_t> hashes_;   // of the names of outline_
  std::vector<std::uint32_t> repeats_;  // the highest number tried behind each
  std::vector<Place> fragments_;
};

}  // namespace carrel::markdown
