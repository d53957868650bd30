#include "index/builder.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/sort.h"
#include "base/versions.h"
#include "index/container.h"
#include "index/parts_writer.h"
#include "index/related.h"
#include "index/term_writer.h"
#include "text/stem_language.h"

namespace carrel {
namespace {

// About 8 kB once compressed: an article opens with one small request, and its neighbours come along.
constexpr std::size_t kBodyGroupBytes = 96 * 1024;
// About 4 kB once compressed: ten hits from anywhere cost at most ten of these.
constexpr std::uint32_t kCardGroupArticles = 56;
// A word costs one such part, about 7 kB compressed, which a slow network brings in one flight.
constexpr std::size_t kTermPartBytes = 8 * 1024;

// Positions are files of their own, which only phrases and neighbourhoods need.
void add_positions(Shelf& shelf, TermPartFile& terms, std::uint32_t number) {
  ContainerWriter part;
  part.add(kPositionsSection, terms.classes, std::move(terms.positions));
  shelf.add(part, FileKind::kPart, PartKind::kPositions, number, 1);
}

Bytes encode_info(const Info& info) {
  Writer writer;
  for (const std::uint32_t value : {info.analyser_version, info.plain_text_version, info.articles,
                                    info.term_parts, info.classes, info.stem_language}) {
    writer.u32(value);
  }
  return writer.take();
}

}  // namespace

void IndexBuilder::begin_article(std::string_view language) {
  current_lengths_ = {};
  position_ = 0;
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
  for (const Token& token : tokens_) forms_.count(token.in(text), field, current_language_, position_++);
  // No phrase and no neighbourhood reaches from one text into the next.
  position_ += kTextGap;
  current_lengths_[field] += static_cast<std::uint32_t>(tokens_.size());
}

void IndexBuilder::end_article(IndexedArticle article) {
  forms_.flush(articles());
  const std::size_t size = article.details_json.size() + article.markdown.size() + article.plain_text.size();
  if (bodies_.empty() || bodies_.back().bytes() + size > kBodyGroupBytes) bodies_.emplace_back();
  bodies_.back().add(article);
  article.details_json = article.markdown = article.plain_text = {};
  articles_.push_back(std::move(article));
  lengths_.push_back(current_lengths_);
  length_codes_.push_back(length_code(position_));
}

void IndexBuilder::shelve_bodies(std::span<const std::string> related, std::span<const Bytes> vectors) {
  std::uint32_t first = 0;
  for (BodyGroup& group : bodies_) {
    ContainerWriter part;
    part.add(kBodiesSection, group.count(),
             group.finish(related.subspan(first, group.count()), vectors.subspan(first, group.count())));
    shelf_.add(part, FileKind::kBodies, PartKind::kBodies, first, group.count());
    first += group.count();
  }
  bodies_.clear();
}

void IndexBuilder::add_synonym(std::string_view language, std::string_view from, std::string_view to) {
  if (languages_.empty()) return;
  // A language that no article has would bring a stemmer for nothing.
  auto known = std::find(languages_.begin(), languages_.end(), stem_language(language));
  if (known == languages_.end()) known = languages_.begin();
  synonyms_.add(forms_, static_cast<LanguageId>(known - languages_.begin()), from, to);
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
  codes.reserve(order.size());
  for (const LanguageId i : order) codes.push_back(languages_[i]);
  return codes;
}

std::vector<bool> IndexBuilder::function_words() const {
  std::vector<bool> marked;
  for (const std::uint32_t use : commonest_uses(forms_.forms().size(), forms_.uses(), language_articles_))
    marked.push_back(stems_.function_words()[use]);
  return marked;
}

std::vector<PackedFile> IndexBuilder::finish(std::string_view meta_json, std::uint32_t single_file_limit,
                                             std::vector<IndexedField>& fields) {
  FacetWriter facets(fields);
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
    for (const IndexedFieldValue& value : article.fields) facets.add(value, i);
  }
  facets.close();
  std::vector<std::vector<std::uint32_t>> leaves(articles_.size());
  for (std::uint32_t i = 0; i < articles(); ++i) {
    for (const std::string& key : category_keys[i]) leaves[i].push_back(facets.number(kCategories, key));
  }

  const std::vector<std::uint32_t> classes =
      join_classes(forms_.forms().size(), forms_.uses(), stems_.stems(), language_articles_);
  synonyms_.close(forms_, classes);
  const TermLists lists = make_term_lists(forms_, classes, function_words(), lengths_);
  const Vectors vectors = make_vectors(lists.postings, lists.word_classes, articles());
  Bytes cards = write_cards(articles_, lengths_, leaves, 0, articles_.size());
  // On the wire cards take some two fifths of their size, a posting three quarters of a byte, a form two
  // bytes.
  const std::size_t wire_bytes =
      cards.size() * 2 / 5 + lists.postings.articles.size() * 3 / 4 + lists.forms.size() * 2;
  const bool single = wire_bytes <= single_file_limit;
  Terms terms = write_terms(lists.forms, lists.postings, forms_, {length_codes_, lists.usual_levels},
                            single ? 0 : kTermPartBytes);
  // Where all of it stays small, what ranking may look at needs no other file.
  std::size_t whole_bytes = wire_bytes + vectors.terms.size() * 2;
  for (const TermPartFile& part : terms.parts) whole_bytes += part.positions.size();
  const bool whole = single && whole_bytes <= single_file_limit;
  std::vector<Bytes> about = write_vectors(vectors, terms);
  ItemWriter about_in_root;
  if (whole) {
    for (Bytes& vector : about) about_in_root.add(std::exchange(vector, {}));
  }
  shelve_bodies(related_json(articles_, vectors, lists.word_classes), about);

  std::vector<std::string_view> keys;
  for (const TermPartFile& part : terms.parts) keys.push_back(part.key);
  std::vector<Bytes> synonyms = synonyms_.encode(keys);

  std::uint32_t letters = 0;
  if (const auto languages = stem_languages(); !languages.empty()) {
    letters = static_cast<std::uint32_t>(languages[0][0]) | static_cast<std::uint32_t>(languages[0][1]) << 8;
  }
  ContainerWriter root;
  root.add(kMetaSection, 1, Bytes(meta_json.begin(), meta_json.end()));
  root.add(kInfoSection, kInfoItems,
           encode_info({kAnalyserVersion, kPlainTextVersion, articles(),
                        static_cast<std::uint32_t>(terms.parts.size()), terms.classes, letters}));
  root.add(kDocsSection, articles(), write_docs(articles_, lengths_, length_codes_, lists.usual_levels));
  root.add(kFacetsSection, kFacetCount, facets.encode(articles()));
  root.add(kCodesSection, kCodes, std::move(terms.codes));

  Writer files;
  if (single) {
    for (TermPartFile& part : terms.parts) {
      root.add(kFormsSection, part.forms, std::move(part.dictionary));
      root.add(kListsSection, part.forms, std::move(part.lists));
      if (whole) {
        root.add(kPositionsSection, part.classes, std::move(part.positions));
        root.add(kVectorsSection, articles(), about_in_root.take());
      } else {
        add_positions(shelf_, part, 0);
      }
    }
    if (!synonyms.empty()) root.add(kSynonymsSection, 1, std::move(synonyms[0]));
    root.add(kCardsSection, articles(), std::move(cards));
    root.add(kSlugsSection, articles(), write_slugs(articles_));
    root.add(kTitlesSection, articles(), write_title_order(articles_));
    shelf_.write(files, PartKind::kBodies, 0, articles());
    shelf_.write(files, PartKind::kPositions, 0, 1);
  } else {
    for (std::uint32_t i = 0; i < terms.parts.size(); ++i) {
      TermPartFile& file = terms.parts[i];
      ContainerWriter part;
      part.add(kFormsSection, file.forms, std::move(file.dictionary));
      part.add(kListsSection, file.forms, std::move(file.lists));
      if (!synonyms[i].empty()) part.add(kSynonymsSection, 1, std::move(synonyms[i]));
      add_positions(shelf_, file, i);
      part.add(kFilesSection, 0, shelf_.list(PartKind::kPositions, i, i + 1));
      shelf_.add(part, FileKind::kPart, PartKind::kTerms, i, 1, file.key);
    }
    for (std::uint32_t first = 0; first < articles(); first += kCardGroupArticles) {
      const std::uint32_t count = std::min(kCardGroupArticles, articles() - first);
      ContainerWriter part;
      part.add(kCardsSection, count, write_cards(articles_, lengths_, leaves, first, count));
      part.add(kFilesSection, 0, shelf_.list(PartKind::kBodies, first, first + count));
      shelf_.add(part, FileKind::kPart, PartKind::kCards, first, count);
    }
    ContainerWriter slugs;
    slugs.add(kSlugsSection, articles(), write_slugs(articles_));
    slugs.add(kFilesSection, 0, shelf_.list(PartKind::kBodies, 0, articles()));
    shelf_.add(slugs, FileKind::kPart, PartKind::kSlugs, 0, articles());
    ContainerWriter titles;
    titles.add(kTitlesSection, articles(), write_title_order(articles_));
    shelf_.add(titles, FileKind::kPart, PartKind::kTitles, 0, articles());
    shelf_.write(files, PartKind::kTerms, 0, kMaxTermParts);
    for (const PartKind kind : {PartKind::kCards, PartKind::kSlugs, PartKind::kTitles})
      shelf_.write(files, kind, 0, articles());
  }
  root.add(kFilesSection, 0, files.take());

  ContainerWriter::File file = root.finish(FileKind::kIndex);
  std::vector<PackedFile> out;
  out.push_back(
      {hex64(file.checksum), FileKind::kIndex, std::move(file.bytes), single ? "" : lists.beginnings});
  for (PackedFile& other : shelf_.take()) out.push_back(std::move(other));
  return out;
}

}  // namespace carrel
