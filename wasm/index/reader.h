// Index: an opened bundle. Typed views over the root and over whatever other files have been added.
//
// Everything is validated at open and at add; after that, a view is in bounds. The index owns all bytes;
// views are valid as long as it lives.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/civil_date.h"
#include "base/result.h"
#include "index/container.h"
#include "index/format.h"

namespace carrel {

using ArticleId = std::uint32_t;
using FormId = std::uint32_t;
using ClassId = std::uint32_t;

struct ArticleRow {
  std::uint32_t slug_hash = 0;
  CivilDay day = 0;
  bool dated = false;
  std::uint32_t title_rank = 0;
  float weight = 1;
  std::uint32_t lengths[kFieldCount] = {};
  std::uint32_t facets_begin[kFacetCount + 1] = {};  // into Index::facet_values()
};

struct FacetValue {
  std::string_view slug, label;
};

// What a list shows of an article.
struct Card {
  std::string_view slug, title, url, date, updated, excerpt, image_json;
  std::vector<std::uint32_t> categories;  // numbers in the facet, as the author gave them
  std::vector<std::string_view> also_known_as;
};

struct Body {
  std::string_view details_json, markdown, plain_text;
};

struct FormRow {
  std::uint32_t text_begin = 0;  // into the decoded dictionary
  ClassId class_id = 0;
  std::uint32_t documents = 0;
  std::uint32_t postings_begin = 0;  // bytes before it in all postings
};

// A file that is not the root. `at` says where its bytes are kept, kNotLoaded before it was added.
struct IndexFile {
  static constexpr std::uint32_t kNotLoaded = 0xFFFFFFFF;
  std::uint64_t checksum = 0;
  PartKind kind = PartKind::kPostings;
  std::uint32_t first = 0, count = 0, bytes = 0;
  std::uint32_t at = kNotLoaded;
};

class Index {
 public:
  // Takes over the bytes of the root.
  // Requires: a fresh index; after a failure it is of no use.
  Failure open(Bytes root);

  // Takes over the bytes of any other file of this bundle; the same file twice is no error.
  Failure add(Bytes file);

  std::string_view meta_json() const { return meta_json_; }
  const Info& info() const { return info_; }
  const std::vector<ArticleRow>& articles() const { return articles_; }
  const std::vector<FormRow>& forms() const { return forms_; }

  std::string_view form(FormId id) const;
  // The forms of a class, ascending.
  std::span<const FormId> forms_of(ClassId id) const;

  const std::vector<FacetValue>& facet(Facet facet) const { return facets_[facet]; }
  // The values of one facet that an article has, ascending.
  std::span<const std::uint32_t> values_of(ArticleId article, Facet facet) const;

  // Views that may need a file: nothing means that `missing` got its checksum.
  std::optional<ByteSpan> postings(FormId id, std::vector<std::uint64_t>& missing) const;
  std::optional<Card> card(ArticleId id, std::vector<std::uint64_t>& missing) const;
  std::optional<Body> body(ArticleId id, std::vector<std::uint64_t>& missing) const;

 private:
  Failure read_root(const Container& root);
  bool read_articles(ByteSpan bytes);
  bool read_facets(ByteSpan bytes);
  bool read_forms(ByteSpan bytes);
  bool read_files(ByteSpan bytes);
  bool check_coverage() const;
  bool adopt(IndexFile& file, const std::optional<Section>& section);
  const IndexFile* file_of(PartKind kind, std::uint32_t number) const;

  // One loaded file: its bytes and where each of its items begins.
  struct Loaded {
    Bytes bytes;
    ByteSpan content;
    std::vector<std::uint32_t> begins;  // items + 1 for cards, 3 × items + 1 for bodies, empty for postings
  };
  std::vector<Loaded> loaded_;

  std::string_view meta_json_;
  Info info_ = {};
  std::vector<ArticleRow> articles_;
  std::vector<std::uint32_t> facet_values_;
  std::vector<FacetValue> facets_[kFacetCount];
  std::string form_text_;
  std::vector<FormRow> forms_;
  std::vector<std::uint32_t> class_begin_;
  std::vector<FormId> class_forms_;
  std::vector<IndexFile> files_;
};

}  // namespace carrel
