#include "index/builder.h"

#include <algorithm>

#include "base/hash.h"
#include "base/sort.h"
#include "base/versions.h"
#include "index/container.h"
#include "index/facet_writer.h"
#include "index/parts_writer.h"
#include "index/term_writer.h"
#include "text/stem_language.h"

namespace carrel {
namespace {

// About 8 kB once compressed: an article opens with one small request, and its neighbours come along.
constexpr std::size_t kBodyGroupBytes = 48 * 1024;
// About 2.5 kB once compressed: ten hits from anywhere cost at most ten of these.
constexpr std::uint32_t kCardGroupArticles = 24;
// A word costs one such part, which a slow network brings in one flight.
constexpr std::size_t kTermPartBytes = 6 * 1024;

// Collects files and remembers what must be said of them.
class Shelf {
 public:
  void add(const ContainerWriter& container, FileKind file_kind, PartKind kind, std::uint32_t first,
           std::uint32_t count, std::string_view key = {}) {
    ContainerWriter::File file = container.finish(file_kind);
    records_.push_back({kind, first, count, file.checksum, std::string(key)});
    files.push_back({hex64(file.checksum), file_kind, std::move(file.bytes), std::nullopt});
    if (kind == PartKind::kTerms) files.back().first_word = key;
  }

  // Section FILE: the files of one kind that hold something of [first, end).
  void write(Writer& writer, PartKind kind, std::uint32_t first, std::uint32_t end) const {
    for (const Record& record : records_) {
      if (record.kind != kind || record.first >= end || record.first + record.count <= first) continue;
      writer.varint(static_cast<std::uint32_t>(record.kind));
      writer.varint(record.first);
      writer.varint(record.count);
      writer.u64(record.checksum);
      writer.sized_text(record.key);
    }
  }
  Bytes bodies(std::uint32_t first, std::uint32_t end) const {
    Writer writer;
    write(writer, PartKind::kBodies, first, end);
    return writer.take();
  }

  std::vector<PackedFile> files;

 private:
  struct Record {
    PartKind kind;
    std::uint32_t first, count;
    std::uint64_t checksum;
    std::string key;
  };
  std::vector<Record> records_;
};

Bytes encode_info(const Info& info) {
  Writer writer;
  for (const std::uint32_t value :
       {info.analyser_version, info.plain_text_version, info.articles, info.term_parts, info.stem_language}) {
    writer.u32(value);
  }
  return writer.take();
}

}  // namespace

void IndexBuilder::begin_article(std::string_view language) {
  current_lengths_ = {};
  const std::string_view code = stem_language(language);
  const auto known = std::find(languages_.begin(), languages_.end(), code);
  current_language_ = static_cast<LanguageId>(known - languages_.begin());
  if (known == languages_.end()) {
    languages_.push_back(code);
    language_articles_.push_back(0);
  }
  ++language_articles_[current_language_];
}

void IndexBuilder::add_text(Field field, std::string_view text) {
  tokens_.clear();
  tokenize(text, tokens_);
  for (const Token& token : tokens_)
    forms_.count(text.substr(token.offset, token.size), field, current_language_);
  current_lengths_[field] += static_cast<std::uint32_t>(tokens_.size());
}

void IndexBuilder::end_article(IndexedArticle article) {
  forms_.flush(articles());
  articles_.push_back(std::move(article));
  lengths_.push_back(current_lengths_);
}

std::vector<std::string_view> IndexBuilder::stem_languages() const {
  std::vector<LanguageId> order;
  for (LanguageId i = 0; i < languages_.size(); ++i) {
    if (!languages_[i].empty()) order.push_back(i);
  }
  heap_sort(order, [this](LanguageId a, LanguageId b) {
    return language_articles_[a] != language_articles_[b] ? language_articles_[a] > language_articles_[b]
                                                          : a < b;
  });
  std::vector<std::string_view> codes;
  for (const LanguageId i : order) codes.push_back(languages_[i]);
  return codes;
}

std::vector<PackedFile> IndexBuilder::finish(std::string_view meta_json, std::uint32_t single_file_limit) {
  FacetWriter facets;
  std::vector<std::vector<std::string>> category_keys(articles_.size());
  for (std::uint32_t i = 0; i < articles(); ++i) {
    const IndexedArticle& article = articles_[i];
    for (const std::string& label : article.categories) {
      std::string key = facets.add(kCategories, label, i);
      if (!key.empty()) category_keys[i].push_back(std::move(key));
    }
    for (const std::string& label : article.tags) facets.add(kTags, label, i);
    for (const std::string& label : article.authors) facets.add(kAuthors, label, i);
    for (const std::string& label : article.topics) facets.add(kTopics, label, i);
  }
  facets.close();
  std::vector<std::vector<std::uint32_t>> leaves(articles_.size());
  for (std::uint32_t i = 0; i < articles(); ++i) {
    for (const std::string& key : category_keys[i]) leaves[i].push_back(facets.number(kCategories, key));
  }

  const std::vector<std::uint32_t> classes =
      join_classes(forms_.forms().size(), forms_.uses(), stems_.stems(), language_articles_);
  const TermLists lists = make_term_lists(forms_, classes, lengths_);
  Bytes cards = write_cards(articles_, lengths_, leaves, 0, articles_.size());
  // A posting takes about a byte, a form three.
  const bool single =
      cards.size() + lists.postings.articles.size() + 3 * lists.forms.size() <= single_file_limit;
  Terms terms = write_terms(lists.forms, lists.postings, articles(),
                            single ? std::size_t{single_file_limit} * 16 : kTermPartBytes);

  std::uint32_t letters = 0;
  if (const auto languages = stem_languages(); !languages.empty()) {
    letters = static_cast<std::uint32_t>(languages[0][0]) | static_cast<std::uint32_t>(languages[0][1]) << 8;
  }
  ContainerWriter root;
  root.add(kMetaSection, 1, Bytes(meta_json.begin(), meta_json.end()));
  root.add(kInfoSection, kInfoItems,
           encode_info({kAnalyserVersion, kPlainTextVersion, articles(),
                        static_cast<std::uint32_t>(terms.parts.size()), letters}));
  root.add(kDocsSection, articles(), write_docs(articles_, lengths_));
  root.add(kFacetsSection, kFacetCount, facets.encode(articles()));
  root.add(kCodesSection, kCodes, std::move(terms.codes));

  Shelf shelf;
  for (std::uint32_t first = 0; first < articles();) {
    ContainerWriter part;
    std::uint32_t count = 0;
    Bytes bodies = write_bodies(articles_, first, kBodyGroupBytes, count);
    part.add(kBodiesSection, count, std::move(bodies));
    shelf.add(part, FileKind::kBodies, PartKind::kBodies, first, count);
    first += count;
  }
  Writer files;
  if (single) {
    for (TermPartFile& part : terms.parts) {
      root.add(kFormsSection, part.forms, std::move(part.dictionary));
      root.add(kListsSection, part.forms, std::move(part.lists));
    }
    root.add(kCardsSection, articles(), std::move(cards));
    root.add(kSlugsSection, articles(), write_slugs(articles_));
    root.add(kTitlesSection, articles(), write_title_order(articles_));
    shelf.write(files, PartKind::kBodies, 0, articles());
  } else {
    for (std::uint32_t i = 0; i < terms.parts.size(); ++i) {
      TermPartFile& file = terms.parts[i];
      ContainerWriter part;
      part.add(kFormsSection, file.forms, std::move(file.dictionary));
      part.add(kListsSection, file.forms, std::move(file.lists));
      shelf.add(part, FileKind::kPart, PartKind::kTerms, i, 1, file.key);
    }
    for (std::uint32_t first = 0; first < articles(); first += kCardGroupArticles) {
      const std::uint32_t count = std::min(kCardGroupArticles, articles() - first);
      ContainerWriter part;
      part.add(kCardsSection, count, write_cards(articles_, lengths_, leaves, first, count));
      part.add(kFilesSection, 0, shelf.bodies(first, first + count));
      shelf.add(part, FileKind::kPart, PartKind::kCards, first, count);
    }
    ContainerWriter slugs;
    slugs.add(kSlugsSection, articles(), write_slugs(articles_));
    slugs.add(kFilesSection, 0, shelf.bodies(0, articles()));
    shelf.add(slugs, FileKind::kPart, PartKind::kSlugs, 0, articles());
    ContainerWriter titles;
    titles.add(kTitlesSection, articles(), write_title_order(articles_));
    shelf.add(titles, FileKind::kPart, PartKind::kTitles, 0, articles());
    shelf.write(files, PartKind::kTerms, 0, kMaxTermParts);
    for (const PartKind kind : {PartKind::kCards, PartKind::kSlugs, PartKind::kTitles})
      shelf.write(files, kind, 0, articles());
  }
  root.add(kFilesSection, 0, files.take());

  ContainerWriter::File file = root.finish(FileKind::kIndex);
  std::vector<PackedFile> out;
  out.push_back({hex64(file.checksum), FileKind::kIndex, std::move(file.bytes), std::nullopt});
  for (PackedFile& other : shelf.files) out.push_back(std::move(other));
  return out;
}

}  // namespace carrel
