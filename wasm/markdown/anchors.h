// Anchors: the ids of one article, its outline, and the links between its parts.
//
// Ids are put together here and nowhere else: prefix, the article's id, name. A link `#causes` that an author
// wrote leads to what got the id `carrel-causes`; one that meets nothing stays as written.
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
  // as many headings. Headings past it have an empty id and no line in the outline, other elements no id.
  static constexpr std::size_t kMaxNames = 4096;

  // Of `prefix` and `id` only characters that need no escaping anywhere are kept; bytes outside ASCII become
  // hexadecimal digits, so that two articles with names in another script still differ.
  Anchors(std::string_view prefix, std::string_view id);

  // The addresses of a footnote and of its n-th reference, with '#'. No slug holds their ':'.
  std::string footnote(unsigned footnote) const;
  std::string reference(unsigned footnote, unsigned n) const;

  // The id for an element that its author named in raw HTML, or nothing: a name belongs to who had it first.
  std::string author_id(std::string_view name);

  // Ends a heading whose empty id was written at `place`: gives it its slug, or what its author named it by
  // an attribute list at its end, which is taken out of the text; and a line of the outline. `plain`: so many
  // bytes at the end of the text node being written stand in the source as they are, and may hold the list.
  void end_heading(StreamWriter& writer, Place place, int level, std::string text, std::size_t plain);

  // Remembers a link whose href, written at `place`, begins with '#'; past the bound it stays as written.
  void add_fragment(Place place) {
    if (fragments_.size() < kMaxNames) fragments_.push_back(place);
  }

  // Points the remembered links at the ids, and hands the outline over.
  void resolve(Stream& stream);

 private:
  struct Name {
    std::uint32_t hash;
    std::uint32_t repeats;  // the highest number tried behind it
    std::uint32_t id;       // where it begins in ids_
    std::uint32_t size;
  };

  std::size_t find(std::string_view name) const;
  std::string new_name(const std::string& wanted);
  // Makes an id of a name that is new.
  std::string_view take(std::string_view name);
  std::string_view id(std::size_t name) const {
    return std::string_view(ids_).substr(names_[name].id, names_[name].size);
  }

  std::string base_;  // what every id begins with
  std::string ids_;   // of all names: base_ and the name
  List<Name> names_;
  std::vector<OutlineEntry> outline_;
  List<Place> fragments_;
};

}  // namespace carrel::markdown
