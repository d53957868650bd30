#include "index/index_writer.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/hash.h"
#include "base/versions.h"
#include "index/container.h"

namespace carrel {
namespace {

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

// Seven bits a byte.
std::size_t varint_bytes(std::size_t value) { return (std::bit_width(value | 1) + 6) / 7; }

Bytes encode_info(const Info& info) {
  Writer writer;
  for (const std::uint32_t value : {info.analyser_version, info.plain_text_version, info.articles,
                                    info.term_parts, info.classes, info.stem_language}) {
    writer.u32(value);
  }
  return writer.take();
}

}  // namespace

IndexWriter::IndexWriter(IndexBuilder& builder, std::uint32_t single_file_limit,
                         std::vector<IndexedField> fields)
    : builder_(builder),
      single_file_limit_(single_file_limit),
      fields_(std::move(fields)),
      facets_(fields_),
      category_keys_(builder.articles()) {}

bool IndexWriter::step(Pace& pace) {
  static constexpr bool (IndexWriter::*kStages[])(Pace&) = {
      &IndexWriter::add_labels,     &IndexWriter::close_facets,  &IndexWriter::join_classes,
      &IndexWriter::close_synonyms, &IndexWriter::make_lists,    &IndexWriter::make_vectors,
      &IndexWriter::make_cards,     &IndexWriter::write_terms,   &IndexWriter::write_vectors,
      &IndexWriter::find_related,   &IndexWriter::shelve_bodies, &IndexWriter::shelve_terms,
      &IndexWriter::shelve_cards,   &IndexWriter::shelve_slugs,  &IndexWriter::shelve_titles};
  return run_stages(*this, kStages, stage_, pace);
}

bool IndexWriter::add_labels(Pace& pace) {
  for (; next_ < articles(); ++next_) {
    if (pace.is_over()) return false;
    const IndexedArticle& article = builder_.articles_[next_];
    for (const std::string& label : article.categories) {
      std::string key = facets_.add(kCategories, label, next_);
      if (!key.empty()) category_keys_[next_].push_back(std::move(key));
      pace.spend(kMaxLabelCost + label.size());
    }
    for (const auto& [facet, labels] :
         {std::pair{kTags, &article.tags}, {kAuthors, &article.authors}, {kTopics, &article.topics}}) {
      for (const std::string& label : *labels) {
        facets_.add(facet, label, next_);
        pace.spend(kMaxLabelCost + label.size());
      }
    }
    for (const IndexedFieldValue& value : article.fields) facets_.add(value, next_);
    pace.spend(2 + kMaxLabelCost * article.fields.size());
  }
  next_ = 0;
  return true;
}

bool IndexWriter::close_facets(Pace& pace) {
  if (next_ == 0) {
    facets_.close();
    pace.spend(articles());
  }
  leaves_.resize(articles());
  for (; next_ < articles(); ++next_) {
    if (pace.is_over() && next_ > 0) return false;
    for (const std::string& key : std::exchange(category_keys_[next_], {})) {
      leaves_[next_].push_back(facets_.number(kCategories, key));
      pace.spend(kMaxLabelCost);
    }
    pace.spend(1);
  }
  next_ = 0;
  return true;
}

bool IndexWriter::join_classes(Pace& pace) {
  const FormTable& forms = builder_.forms_;
  return joiner_.step(forms.forms().size(), forms.uses(), builder_.stems_.stems(),
                      builder_.language_articles_, pace);
}

bool IndexWriter::close_synonyms(Pace& pace) {
  const FormTable& forms = builder_.forms_;
  if (!builder_.synonyms_.close(forms, joiner_.classes(), pace)) return false;
  function_words_ = builder_.function_words();
  maker_.emplace(forms, joiner_.classes(), function_words_, builder_.lengths_);
  pace.spend(forms.forms().size() / 4);
  return true;
}

bool IndexWriter::make_lists(Pace& pace) {
  if (!maker_->step(pace)) return false;
  lists_ = maker_->take();
  return true;
}

bool IndexWriter::make_vectors(Pace& pace) {
  vectors_ = carrel::make_vectors(lists_.postings, lists_.word_classes, articles());
  pace.spend(lists_.postings.articles.size() / 2 + lists_.word_classes);
  return true;
}

bool IndexWriter::make_cards(Pace& pace) {
  for (; cards_.size() < articles();) {
    if (pace.is_over()) return false;
    const std::size_t i = cards_.size();
    cards_.push_back(make_card(builder_.articles_[i], builder_.lengths_[i][kBody], leaves_[i]));
    for (const std::string& text : cards_.back()) {
      card_bytes_ += text.size() + varint_bytes(text.size());
      pace.spend(4 + text.size() / 4);
    }
  }
  return true;
}

bool IndexWriter::write_terms(Pace& pace) {
  if (!writer_) {
    // On the wire cards take some two fifths of their size, a posting three quarters of a byte, a form two
    // bytes.
    wire_bytes_ = card_bytes_ * 2 / 5 + lists_.postings.articles.size() * 3 / 4 + lists_.forms.size() * 2;
    single_ = wire_bytes_ <= single_file_limit_;
    known_ = {builder_.length_codes_, lists_.usual_levels};
    writer_.emplace(lists_.forms, lists_.postings, builder_.forms_, known_, single_ ? 0 : kTermPartBytes);
  }
  if (!writer_->step(pace)) return false;
  terms_ = writer_->take();
  // Where all of it stays small, what ranking may look at needs no other file.
  std::size_t whole_bytes = wire_bytes_ + vectors_.terms.size() * 2;
  for (const TermPartFile& part : terms_.parts) whole_bytes += part.positions.size();
  whole_ = single_ && whole_bytes <= single_file_limit_;
  return true;
}

bool IndexWriter::write_vectors(Pace& pace) {
  for (; about_.size() < articles();) {
    if (pace.is_over()) return false;
    const auto vector = vectors_.of(static_cast<std::uint32_t>(about_.size()));
    about_.push_back(write_vector(vector, terms_));
    pace.spend(10 + 2 * vector.size());
  }
  if (whole_) {
    for (Bytes& vector : about_) about_in_root_.add(std::exchange(vector, {}));
  }
  related_.emplace(builder_.articles_, vectors_, lists_.word_classes);
  pace.spend(vectors_.terms.size() / 4);
  return true;
}

bool IndexWriter::find_related(Pace& pace) { return related_->step(pace); }

bool IndexWriter::shelve_bodies(Pace& pace) {
  std::vector<BodyGroup>& groups = builder_.bodies_;
  for (; next_group_ < groups.size(); ++next_group_) {
    if (pace.is_over()) return false;
    BodyGroup& group = groups[next_group_];
    const std::span<const std::string> related = related_->related_json();
    pace.spend(group.bytes() / 8);
    ContainerWriter part;
    part.add(kBodiesSection, group.count(),
             group.finish(related.subspan(next_, group.count()),
                          std::span<const Bytes>(about_).subspan(next_, group.count())));
    shelf_.add(part, FileKind::kBodies, PartKind::kBodies, next_, group.count());
    next_ += group.count();
  }
  groups.clear();
  next_ = 0;
  for (const TermPartFile& part : terms_.parts) keys_.push_back(part.key);
  synonyms_ = builder_.synonyms_.encode(keys_);
  return true;
}

bool IndexWriter::shelve_terms(Pace& pace) {
  for (; !single_ && next_ < terms_.parts.size(); ++next_) {
    if (pace.is_over()) return false;
    TermPartFile& file = terms_.parts[next_];
    ContainerWriter part;
    part.add(kFormsSection, file.forms, std::move(file.dictionary));
    part.add(kListsSection, file.forms, std::move(file.lists));
    if (!synonyms_[next_].empty()) part.add(kSynonymsSection, 1, std::move(synonyms_[next_]));
    add_positions(shelf_, file, next_);
    part.add(kFilesSection, 0, shelf_.list(PartKind::kPositions, next_, next_ + 1));
    shelf_.add(part, FileKind::kPart, PartKind::kTerms, next_, 1, file.key);
    pace.spend(kTermPartBytes / 4);
  }
  next_ = 0;
  return true;
}

bool IndexWriter::shelve_cards(Pace& pace) {
  while (!single_ && next_ < articles()) {
    if (pace.is_over()) return false;
    const std::uint32_t count = std::min(kCardGroupArticles, articles() - next_);
    ContainerWriter part;
    part.add(kCardsSection, count, write_cards(std::span<const CardTexts>(cards_).subspan(next_, count)));
    part.add(kFilesSection, 0, shelf_.list(PartKind::kBodies, next_, next_ + count));
    shelf_.add(part, FileKind::kPart, PartKind::kCards, next_, count);
    next_ += count;
    pace.spend(40 * count);
  }
  next_ = 0;
  return true;
}

bool IndexWriter::shelve_slugs(Pace& pace) {
  slugs_ = write_slugs(builder_.articles_);
  pace.spend(std::size_t{20} * articles());
  return true;
}

bool IndexWriter::shelve_titles(Pace& pace) {
  titles_ = write_title_order(builder_.articles_);
  pace.spend(std::size_t{20} * articles());
  if (single_) return true;
  ContainerWriter slugs;
  slugs.add(kSlugsSection, articles(), std::move(slugs_));
  slugs.add(kFilesSection, 0, shelf_.list(PartKind::kBodies, 0, articles()));
  shelf_.add(slugs, FileKind::kPart, PartKind::kSlugs, 0, articles());
  ContainerWriter titles;
  titles.add(kTitlesSection, articles(), std::move(titles_));
  shelf_.add(titles, FileKind::kPart, PartKind::kTitles, 0, articles());
  return true;
}

std::vector<PackedFile> IndexWriter::finish(std::string_view meta_json) {
  std::uint32_t letters = 0;
  if (const auto languages = builder_.stem_languages(); !languages.empty()) {
    letters = static_cast<std::uint32_t>(languages[0][0]) | static_cast<std::uint32_t>(languages[0][1]) << 8;
  }
  ContainerWriter root;
  root.add(kMetaSection, 1, Bytes(meta_json.begin(), meta_json.end()));
  root.add(kInfoSection, kInfoItems,
           encode_info({kAnalyserVersion, kPlainTextVersion, articles(),
                        static_cast<std::uint32_t>(terms_.parts.size()), terms_.classes, letters}));
  root.add(kDocsSection, articles(),
           write_docs(builder_.articles_, builder_.lengths_, builder_.length_codes_, lists_.usual_levels));
  root.add(kFacetsSection, kFacetCount, facets_.encode(articles()));
  root.add(kCodesSection, kCodes, std::move(terms_.codes));

  Writer files;
  if (single_) {
    for (TermPartFile& part : terms_.parts) {
      root.add(kFormsSection, part.forms, std::move(part.dictionary));
      root.add(kListsSection, part.forms, std::move(part.lists));
      if (whole_) {
        root.add(kPositionsSection, part.classes, std::move(part.positions));
        root.add(kVectorsSection, articles(), about_in_root_.take());
      } else {
        add_positions(shelf_, part, 0);
      }
    }
    if (!synonyms_.empty()) root.add(kSynonymsSection, 1, std::move(synonyms_[0]));
    root.add(kCardsSection, articles(), write_cards(cards_));
    root.add(kSlugsSection, articles(), std::move(slugs_));
    root.add(kTitlesSection, articles(), std::move(titles_));
    shelf_.write(files, PartKind::kBodies, 0, articles());
    shelf_.write(files, PartKind::kPositions, 0, 1);
  } else {
    shelf_.write(files, PartKind::kTerms, 0, kMaxTermParts);
    for (const PartKind kind : {PartKind::kCards, PartKind::kSlugs, PartKind::kTitles})
      shelf_.write(files, kind, 0, articles());
  }
  root.add(kFilesSection, 0, files.take());

  ContainerWriter::File file = root.finish(FileKind::kIndex);
  std::vector<PackedFile> out;
  out.push_back(
      {hex64(file.checksum), FileKind::kIndex, std::move(file.bytes), single_ ? "" : lists_.beginnings});
  for (PackedFile& other : shelf_.take()) out.push_back(std::move(other));
  return out;
}

}  // namespace carrel
