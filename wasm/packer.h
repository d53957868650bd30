// Packer: a content bundle in, the published files out. What packer.wasm is made of.
//
// Works in slices, so that a page stays alive while its bundle is packed. Words are stemmed outside, by the
// stem.<language>.wasm of their article's language. The same content gives the same files.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/pace.h"
#include "base/result.h"
#include "content/content.h"
#include "content/field_facets.h"
#include "index/builder.h"

namespace carrel {

class IndexWriter;
namespace markdown {
struct PlainText;
}

// Up to 250 kB on the wire the index is one file: round trips cost more than bytes. What is left is for what
// the estimate leaves out.
constexpr std::uint32_t kSingleFileLimit = 240 * 1000;

class Packer {
 public:
  Packer();
  Packer(Packer&&) noexcept;
  Packer& operator=(Packer&&) noexcept;
  ~Packer();

  // Reads all of content.json.
  Result<bool> start(std::string_view json);

  // Takes up some more articles. True when all are in. Requires: start succeeded.
  bool step(Pace& pace);
  bool step() {
    Pace pace;
    return step(pace);
  }

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
  // Makes some more of the files. True when all are made. (Limit 0: tests split a small bundle.)
  // Requires: next_words said that there are no more.
  bool write(Pace& pace, std::uint32_t single_file_limit = kSingleFileLimit);
  // May be called once. Requires: write returned true.
  Output take();

  // The last two, in one piece.
  Output finish(std::uint32_t single_file_limit = kSingleFileLimit);

 private:
  bool check(Pace& pace);
  bool find_fields(Pace& pace);
  bool order_articles(Pace& pace);
  bool take_up_articles(Pace& pace);
  bool link_synonyms(Pace& pace);
  bool link_terms(Pace& pace);
  bool describe_topics(Pace& pace);
  void begin_article(const Article& article);
  void take_up(Article& article, std::vector<FieldFacetValue>& fields);
  // Each of the names finds all others; with `from`, that one finds them and they find nothing.
  void link(const std::string& from, const std::vector<std::string>& names, Pace& pace);
  void link(std::uint32_t from, std::uint32_t to, const std::string& name);
  std::string topic_json(const Topic& topic) const;
  std::string meta_json() const;
  std::string report_json() const;

  Content content_;
  FieldFacets fields_;
  std::vector<std::uint32_t> order_;  // of articles: newest first, undated last
  SlicedSort sort_;                   // of order_
  std::size_t next_ = 0;              // of order_, then of synonyms, then of topics
  std::size_t stage_ = 0;
  std::unique_ptr<markdown::PlainText> plain_;             // of the article that is being taken up
  std::vector<std::pair<Field, std::string_view>> texts_;  // of it, as their words count
  std::size_t next_text_ = 0;
  std::optional<IndexBuilder> builder_;
  std::unordered_set<std::uint64_t> links_;  // pairs of names
  std::vector<std::uint32_t> led_to_;        // to how many others each name leads
  std::size_t unlinked_ = 0;                 // pairs past the limit of all
  std::unordered_map<std::string, std::uint32_t> topic_articles_;
  std::vector<std::string> topics_json_;
  std::unique_ptr<IndexWriter> writer_;
};

}  // namespace carrel
