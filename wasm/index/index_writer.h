// IndexWriter: what an IndexBuilder has counted becomes the files of an index, in slices. The same articles
// in the same order give the same bytes, however the work is cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/pace.h"
#include "index/builder.h"
#include "index/classes.h"
#include "index/facet_writer.h"
#include "index/item_writer.h"
#include "index/parts_writer.h"
#include "index/related.h"
#include "index/shelf.h"
#include "index/term_lists.h"
#include "index/term_writer.h"
#include "index/vectors.h"

namespace carrel {

class IndexWriter {
 public:
  // `single_file_limit`: up to so many bytes the index stays in one file. `fields`: what the articles' field
  // values belong to. Requires: the builder's next_words said that there are no more; it outlives this, and
  // nothing else is done with it.
  IndexWriter(IndexBuilder& builder, std::uint32_t single_file_limit, std::vector<IndexedField> fields);

  // True when it is done; until then it is called again.
  bool step(Pace& pace);

  // The files, the root first. `meta_json` is what `open` will answer. May be called once.
  // Requires: step returned true.
  std::vector<PackedFile> finish(std::string_view meta_json);

  // How many texts they have is filled in. Requires: step returned true.
  const std::vector<IndexedField>& fields() const { return fields_; }

 private:
  bool add_labels(Pace& pace);
  bool close_facets(Pace& pace);
  bool join_classes(Pace& pace);
  bool close_synonyms(Pace& pace);
  bool make_lists(Pace& pace);
  bool make_vectors(Pace& pace);
  bool make_cards(Pace& pace);
  bool write_terms(Pace& pace);
  bool write_vectors(Pace& pace);
  bool find_related(Pace& pace);
  bool shelve_bodies(Pace& pace);
  bool shelve_terms(Pace& pace);
  bool shelve_cards(Pace& pace);
  bool shelve_slugs(Pace& pace);
  bool shelve_titles(Pace& pace);

  std::uint32_t articles() const { return builder_.articles(); }

  // Of a label or a value, beside its letters: it is looked up among all others.
  static constexpr std::size_t kMaxLabelCost = 20;

  IndexBuilder& builder_;
  std::uint32_t single_file_limit_;
  std::vector<IndexedField> fields_;
  std::size_t stage_ = 0;
  std::uint32_t next_ = 0;      // article, or part of the dictionary
  std::size_t next_group_ = 0;  // of bodies

  FacetWriter facets_;
  std::vector<std::vector<std::string>> category_keys_;  // of each article, until they have numbers
  std::vector<std::vector<std::uint32_t>> leaves_;       // the categories of each article
  ClassJoiner joiner_;
  std::vector<bool> function_words_;
  std::optional<TermListMaker> maker_;
  TermLists lists_;
  Vectors vectors_;
  std::vector<CardTexts> cards_;
  std::size_t card_bytes_ = 0;  // as write_cards writes them
  std::size_t wire_bytes_ = 0;  // of the index, nearly
  bool single_ = false;         // the index is one file
  bool whole_ = false;          // with what ranking may look at
  TermArticles known_;
  std::optional<TermWriter> writer_;
  Terms terms_;
  std::vector<Bytes> about_;  // the vector of each article
  ItemWriter about_in_root_;
  std::optional<RelatedFinder> related_;
  std::vector<std::string_view> keys_;  // of the parts of the dictionary
  std::vector<Bytes> synonyms_;         // of each part
  Bytes slugs_, titles_;
  Shelf shelf_;
};

}  // namespace carrel
