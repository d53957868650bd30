// Index: an opened bundle. Typed views over the root and over whatever other files have been added.
//
// What is added is checked against its checksum and its parts against each other; after that, a view is in
// bounds. What parts of terms hold is decoded, and validated, when a query first looks at it; `damaged` says
// if any was refused. The index owns all bytes; views are valid as long as it lives.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/civil_date.h"
#include "base/list.h"
#include "base/result.h"
#include "index/container.h"
#include "index/facets.h"
#include "index/format.h"
#include "index/length.h"
#include "index/occurrences.h"
#include "index/term_part.h"
#include "index/vector_item.h"

namespace carrel {

using ArticleId = std::uint32_t;

struct ArticleRow {
  CivilDay day = 0;
  bool dated = false;
  std::uint8_t title_words = 0;
  LengthCode length = 0;
  float weight = 1;
};

// What a list shows of an article.
struct Card {
  std::string_view texts[kCardTexts];  // by CardText (index/format.h)

  std::string slug() const;
  std::string url() const;
};

struct Body {
  std::string_view details_json, markdown, plain_text;
  ByteSpan headings;              // index/heading_list.h
  std::string_view related_json;  // a list
};

// The checksums of files that a view needs.
using Missing = List<std::uint64_t>;

class Index {
 public:
  Index() = default;
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;
  ~Index();

  // Copies the bytes of the root.
  // Requires: a fresh index; after a failure it is of no use.
  Failure open(ByteSpan root);

  // Copies the bytes of any other file that the root names, or a part that was added before: a file is
  // checked against the checksum by which it was named. The same file twice is no error; of one that is
  // refused nothing is taken up.
  Failure add(ByteSpan file);

  std::string_view meta_json() const { return meta_json_; }
  const Info& info() const { return info_; }
  const List<ArticleRow>& articles() const { return articles_; }

  const Facets& facets() const { return facets_; }

  // The number of the part that holds `word`, were it in the dictionary.
  std::uint32_t part_of(std::string_view word) const;

  // Whether a part of terms that was looked at is none of our packer's; then no answer is worth anything.
  bool is_damaged() const;

  // All files that are not here yet of those that make up the dictionary and the cards: terms, cards, slugs
  // and titles, whatever a search is for. Bodies and positions, to which these lead, are not among them.
  void lacking(Missing& missing) const;

  // Views that may need a file: then they are empty, and `missing` got its checksum.
  const TermPart* terms(std::uint32_t part, Missing& missing) const;
  // Requires: `terms` gave it before.
  const TermPart& loaded_terms(std::uint32_t part) const { return terms_[part]; }
  // Requires: `terms` gave the class's part before.
  Postings postings(TermRef class_ref) const;
  // Appends where the forms of a class stand, form after form, in the articles that are wanted. False if it
  // has no positions (index/format.h), or not yet. Requires: `terms` gave the class's part
  // before, a flag for each article.
  bool occurrences(TermRef class_ref, std::span<const std::uint8_t> wanted, List<Occurrence>& out,
                   Missing& missing) const;
  // Appends what an article is about, ascending by class.
  void vector(ArticleId id, List<VectorItem>& out, Missing& missing) const;
  // Of a class, through all parts.
  std::uint32_t class_number(TermRef class_ref) const {
    return class_ref.part * info_.classes + class_ref.index;
  }
  // Of a class by that number, which `vector` gave. Nothing if there is none, or if `missing` got the
  // checksum of its part.
  Postings postings(std::uint32_t class_number, Missing& missing) const;
  // What ranking may look at without another file (search/query.h): with vectors positions are in the root
  // too.
  std::uint32_t depth_at_hand() const { return file_of(PartKind::kVectors, 0) ? 2 : 0; }
  std::optional<Card> card(ArticleId id, Missing& missing) const;
  std::optional<Body> body(ArticleId id, Missing& missing) const;
  // The articles that may have this slug.
  List<ArticleId> with_slug(std::string_view slug, Missing& missing) const;
  // All articles by title.
  std::span<const ArticleId> by_title(Missing& missing) const;

 private:
  // A file that is not the root, and where its content is once it was added.
  struct File {
    static constexpr std::uint32_t kNotLoaded = 0xFFFFFFFF;
    PartKind kind = PartKind::kTerms;
    std::uint32_t first = 0, count = 0;
    std::uint64_t checksum = 0;
    std::string_view key;
    std::uint32_t at = kNotLoaded;  // in loaded_
  };
  // A copy of a file, and where each of its items begins.
  struct Loaded {
    List<std::uint8_t> bytes;
    ByteSpan content;
    List<std::uint32_t> begins;

    ByteSpan item(std::size_t i) const { return content.subspan(begins[i], begins[i + 1] - begins[i]); }
  };

  // Copies a file's bytes into a new member of loaded_, and finds its sections there.
  void keep(Container& file);
  const char* read_root(const Container& root);
  bool read_docs(ByteSpan bytes);
  bool read_codes(ByteSpan bytes);
  bool read_files(ByteSpan bytes, bool of_root);
  bool check_coverage() const;
  bool adopt(const File& file, const Container& container);
  bool adopt_items(const Section& section, std::uint32_t texts_each);
  bool texts_are_valid(std::uint32_t texts, std::uint32_t with_headings) const;
  bool read_articles(BitReader& bits, List<ArticleId>& out) const;
  // Where in files_ those end that are not behind (kind, number).
  std::size_t files_to(PartKind kind, std::uint32_t number) const;
  const File* file_of(PartKind kind, std::uint32_t number) const;
  // Nothing if there is none, or if `missing` got its checksum.
  const File* loaded_file(PartKind kind, std::uint32_t number, Missing& missing) const;
  // The same for the body of an article, to which its card leads.
  const File* loaded_body(ArticleId id, Missing& missing) const;

  List<Loaded*> loaded_;
  List<File> files_;  // by kind, then by what they hold

  std::string_view meta_json_;
  Info info_ = {};
  List<ArticleRow> articles_;
  Facets facets_;
  std::array<PrefixCode, kCodes> codes_;
  ByteSpan usual_levels_;  // of each article (index/mark.h); any byte will do
  // They are decoded when a query first looks at them, which changes nothing that can be seen from outside.
  std::unique_ptr<TermPart[]> terms_;
  List<ArticleId> by_title_;
  List<std::uint32_t> slug_numbers_;
  List<ArticleId> slug_articles_;
};

}  // namespace carrel
