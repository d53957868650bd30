// Packer: a content bundle in, the published files out. What packer.wasm is made of.
//
// Works in slices, so that a page stays alive while its bundle is packed. Words are stemmed outside, by the
// stem.<language>.wasm of their article's language. The same content gives the same files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "content/content.h"
#include "content/field_facets.h"
#include "index/builder.h"

namespace carrel {

// Up to 250 kB on the wire the index is one file: round trips cost more than bytes. What is left is for what
// the estimate leaves out.
constexpr std::uint32_t kSingleFileLimit = 240 * 1000;

class Packer {
 public:
  // Reads all of content.json.
  Result<bool> start(std::string_view json);

  // Takes up some more articles, a few hundredths of a second's worth. True when all are in. Requires: start
  // succeeded.
  bool step();

  // 0 to 1.
  double progress() const;

  // Words to be stemmed, until there are no more (index/stem_queue.h). Requires: step returned true.
  StemRequest next_words() { return builder_->next_words(); }
  // Their stems, before the next words are asked for.
  void add_stems(std::string_view stems) { builder_->add_stems(stems); }

  struct Output {
    std::vector<PackedFile> files;  // the root first
    std::string report_json;  // {"articles", "faults": [{"at","slug","fact","remedy"}], "unknown": [ … ]}
    std::uint32_t articles = 0;
  };
  // Requires: next_words said that there are no more. May be called once. (Limit 0: tests split a small
  // bundle.)
  Output finish(std::uint32_t single_file_limit = kSingleFileLimit);

 private:
  void take_up(Article& article, std::vector<FieldFacetValue>& fields);
  void add_synonyms();
  std::string meta_json() const;
  std::string report_json() const;

  Content content_;
  FieldFacets fields_;
  std::vector<std::uint32_t> order_;  // of articles: newest first, undated last
  std::size_t next_ = 0;
  std::optional<IndexBuilder> builder_;
};

}  // namespace carrel
