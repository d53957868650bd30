#include "index/reader.h"

#include <algorithm>
#include <cassert>

#include "base/hash.h"
#include "base/lasting.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/versions.h"
#include "index/ascending.h"
#include "index/slug_table.h"
#include "text/slug.h"

namespace carrel {
namespace {

std::string with_title_slug(std::string_view text, std::string_view title) {
  const std::size_t sign = text.find(kTitleSlugSign);
  if (sign == std::string_view::npos) return std::string(text);
  return concat({between(text, 0, sign), slugify(title), behind(text, sign + 1)});
}

}  // namespace

Index::~Index() {
  for (Loaded* loaded : loaded_) delete loaded;
}

void Index::keep(Container& file) {
  const Lasting lasting;
  loaded_.push_back(new Loaded);
  loaded_.back()->bytes.append(file.bytes());
  file.move_to(loaded_.back()->bytes.span());
}

Failure Index::open(ByteSpan file) {
  Container root;
  Failure failure = root.open(file, FileKind::kIndex);
  if (failure.error != Error::kNone) return failure;
  keep(root);

  Reader info(root.find(kInfoSection).bytes);
  for (std::uint32_t* item : {&info_.analyser_version, &info_.plain_text_version, &info_.articles,
                              &info_.term_parts, &info_.classes, &info_.stem_language})
    *item = info.u32();
  if (info_.analyser_version != kAnalyserVersion)
    return other_version("analyser", info_.analyser_version, kAnalyserVersion);
  if (info_.plain_text_version != kPlainTextVersion)
    return other_version("plain text", info_.plain_text_version, kPlainTextVersion);
  const char* const broken = read_root(root);
  return broken ? damaged(broken) : Failure{};
}

// What is damaged, or null.
const char* Index::read_root(const Container& root) {
  const ByteSpan docs = root.find(kDocsSection).bytes;
  const ByteSpan files = root.find(kFilesSection).bytes;
  meta_json_ = text_of(root.find(kMetaSection).bytes);
  if (meta_json_.empty() || !is_valid_utf8(meta_json_)) return "META";
  // Each article takes at least a byte of DOCS and each part one of FILE, so what is allocated is bounded by
  // the file.
  if (info_.articles > kMaxArticles || info_.articles > docs.size() || info_.term_parts > kMaxTermParts ||
      info_.term_parts > files.size() + 1)
    return "INFO";
  // Reading them takes more room than they do.
  Facets facets;
  if (!facets.read(root.find(kFacetsSection).bytes, info_.articles)) return "FACT";
  const Lasting lasting;
  facets_ = facets;
  if (!read_docs(docs)) return "DOCS";
  if (!read_codes(root.find(kCodesSection).bytes)) return "CODE";
  terms_ = std::make_unique<TermPart[]>(info_.term_parts);
  if (!read_files(files, true)) return "FILE";

  // A small bundle carries its parts in the root itself, as if they were files of their own.
  for (std::uint32_t kind = 1; kind <= kPartKinds; ++kind) {
    File inside;
    inside.kind = static_cast<PartKind>(kind);
    if (!root.find(section_of(inside.kind))) continue;
    inside.count = counts_articles(inside.kind) ? info_.articles : 1;
    inside.checksum = root.checksum();
    loaded_.push_back(new Loaded);
    if (!adopt(inside, root)) return "a part";
    inside.at = static_cast<std::uint32_t>(loaded_.size() - 1);
    files_.insert(files_to(inside.kind, 0), inside);
  }
  return check_coverage() ? nullptr : "FILE";
}

bool Index::read_docs(ByteSpan bytes) {
  Reader reader(bytes);
  articles_.resize(info_.articles);
  for (ArticleRow& row : articles_) row.weight = 1;
  const std::uint32_t dated = reader.varint();
  if (dated > info_.articles) return false;
  std::uint32_t day = 0;
  for (std::uint32_t i = 0; i < dated; ++i) {
    day += static_cast<std::uint32_t>(unzigzag(reader.varint()));
    articles_[i].day = static_cast<CivilDay>(day);
    if (articles_[i].day < kFirstDay || articles_[i].day > kLastDay) return false;
    articles_[i].dated = true;
  }
  std::uint32_t at = 0;
  while (const std::uint32_t distance = reader.varint()) {
    at += distance - 1;
    if (at >= info_.articles) return false;
    articles_[at].weight = static_cast<float>(reader.varint()) / 100;
  }
  for (ArticleRow& row : articles_) row.title_words = reader.u8();
  const ByteSpan lengths = reader.bytes(info_.articles);
  usual_levels_ = reader.bytes(info_.articles);
  if (reader.failed() || reader.left() > 0) return false;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (lengths[i] > kMaxLengthCode) return false;
    articles_[i].length = lengths[i];
  }
  return true;
}

bool Index::read_codes(ByteSpan bytes) {
  if (bytes.size() != std::size_t{kCodes} * kMarks) return false;
  for (PrefixCode& code : codes_) {
    std::uint8_t any = 0;
    for (const std::uint8_t length : bytes.first(kMarks)) any |= length;
    // A code that no mark is written in has no lengths.
    if (any != 0 && !code.read_lengths(bytes.first(kMarks))) return false;
    bytes = bytes.subspan(kMarks);
  }
  return true;
}

Failure Index::add(ByteSpan bytes) {
  Reader header(bytes);
  header.bytes(sizeof kMagic);
  const std::uint64_t checksum = header.u64();
  File* file = files_.begin();
  while (file < files_.end() && file->checksum != checksum) ++file;
  if (file == files_.end()) {
    return {Error::kUnexpectedFile,
            concat({"nothing that was added so far leads to the file ", hex64(checksum),
                    ": add files as answers need them, and publish all files of one packing together"})};
  }
  if (file->at != File::kNotLoaded) return {};
  Container container;
  Failure failure =
      container.open(bytes, file->kind == PartKind::kBodies ? FileKind::kBodies : FileKind::kPart);
  if (failure.error != Error::kNone) return failure;
  // What is damaged was kept nowhere, so a page may try again for ever.
  keep(container);
  const Lasting lasting;
  const File added = *file;
  if (!adopt(added, container) || !read_files(container.find(kFilesSection).bytes, false))
    return damaged("a part");
  // The files that it leads to may have moved it.
  files_[files_to(added.kind, added.first) - 1].at = static_cast<std::uint32_t>(loaded_.size() - 1);
  return {};
}

// Takes up what stands in the newest of loaded_, or in the root.
bool Index::adopt(const File& file, const Container& container) {
  const Section section = container.find(section_of(file.kind));
  if (!section || (!counts_articles(file.kind) && file.first >= info_.term_parts)) return false;
  BitReader bits(section.bytes);
  bool fits = section.items == file.count;
  switch (file.kind) {
    case PartKind::kTerms:
      fits = true;
      terms_[file.first].load(file.first, section.items, section.bytes, container.find(kListsSection).bytes,
                              container.find(kSynonymsSection).bytes);
      break;
    case PartKind::kCards:
      fits = fits && adopt_items(section, kCardTexts) && texts_are_valid(section.items * kCardNumbers, 0);
      break;
    case PartKind::kBodies:
      fits = fits && adopt_items(section, kBodyTexts + 2) &&
             texts_are_valid(section.items * (kBodyTexts + 1), section.items * kBodyTexts);
      break;
    case PartKind::kVectors:
      fits = fits && adopt_items(section, 1);
      break;
    case PartKind::kPositions:
      // A block for each class of its part, which leads here and so is loaded.
      fits = terms_[file.first].loaded() && adopt_items(section, 1);
      break;
    case PartKind::kSlugs:
      slug_numbers_.resize(info_.articles);
      read_ascending(bits, slug_numbers_.span(), slug_limit(info_.articles));
      fits = read_articles(bits, slug_articles_);
      break;
    case PartKind::kTitles:
      fits = read_articles(bits, by_title_);
      break;
  }
  return fits;
}

bool Index::read_articles(BitReader& bits, List<ArticleId>& out) const {
  out.resize(info_.articles);
  for (ArticleId& article : out) article = bits.below(info_.articles);
  return !bits.failed();
}

// Items of so many texts each: all sizes first.
bool Index::adopt_items(const Section& section, std::uint32_t texts_each) {
  const std::uint64_t texts = std::uint64_t{section.items} * texts_each;
  if (texts > section.bytes.size()) return false;
  Loaded& loaded = *loaded_.back();
  loaded.begins.resize(static_cast<std::size_t>(texts) + 1);
  Reader reader(section.bytes);
  for (std::size_t i = 0; i < texts; ++i) {
    const std::uint32_t size = reader.varint();
    if (size > section.bytes.size() - loaded.begins[i]) return false;
    loaded.begins[i + 1] = loaded.begins[i] + size;
  }
  loaded.content = section.bytes.subspan(reader.position());
  return !reader.failed() && loaded.begins.back() == loaded.content.size();
}

// Only a hostile packer writes what is not UTF-8. Of the first `with_headings` each fourth is a list of
// headings, which is checked when it is read.
bool Index::texts_are_valid(std::uint32_t texts, std::uint32_t with_headings) const {
  const Loaded& loaded = *loaded_.back();
  for (std::uint32_t i = 0; i < texts; ++i) {
    const bool is_headings = i % kBodyTexts + 1 == kBodyTexts && i < with_headings;
    if (!is_headings && !is_valid_utf8(text_of(loaded.item(i)))) return false;
  }
  return true;
}

const TermPart* Index::terms(std::uint32_t part, Missing& missing) const {
  if (!loaded_file(PartKind::kTerms, part, missing)) return nullptr;
  terms_[part].read();
  return &terms_[part];
}

bool Index::is_damaged() const {
  for (std::uint32_t part = 0; part < info_.term_parts; ++part) {
    if (terms_[part].is_damaged()) return true;
  }
  return false;
}

Postings Index::postings(TermRef ref) const {
  TermPart& part = terms_[ref.part];
  part.unpack(codes_, usual_levels_);
  return part.postings(ref.index);
}

Postings Index::postings(std::uint32_t class_number, Missing& missing) const {
  const TermRef class_ref{class_number / info_.classes, class_number % info_.classes};
  const TermPart* const part = terms(class_ref.part, missing);
  return part && class_ref.index < part->classes() ? postings(class_ref) : Postings{};
}

std::string Card::slug() const { return with_title_slug(texts[kCardSlug], texts[kCardTitle]); }

std::string Card::url() const { return with_title_slug(texts[kCardUrl], texts[kCardTitle]); }

std::optional<Card> Index::card(ArticleId id, Missing& missing) const {
  std::optional<Card> card;
  if (const File* const file = loaded_file(PartKind::kCards, id, missing)) {
    card.emplace();
    for (std::uint32_t kind = 0; kind < kCardTexts; ++kind)
      card->texts[kind] = text_of(loaded_[file->at]->item(kind * file->count + (id - file->first)));
  }
  return card;
}

std::optional<Body> Index::body(ArticleId id, Missing& missing) const {
  std::optional<Body> result;
  const File* const file = loaded_body(id, missing);
  if (!file) return result;
  const Loaded& loaded = *loaded_[file->at];
  const std::uint32_t number = id - file->first;
  const auto text = [&](std::uint32_t i) { return text_of(loaded.item(i)); };
  result = Body{text(number * kBodyTexts), text(number * kBodyTexts + 1), text(number * kBodyTexts + 2),
                loaded.item(number * kBodyTexts + 3), text(file->count * kBodyTexts + number)};
  return result;
}

List<ArticleId> Index::with_slug(std::string_view slug, Missing& missing) const {
  List<ArticleId> found;
  // A hit that is opened has its card here.
  for (const File& file : files_) {
    if (file.kind != PartKind::kCards || file.at == File::kNotLoaded) continue;
    for (ArticleId id = file.first; id - file.first < file.count; ++id) {
      const std::optional<Card> card = this->card(id, missing);
      if (!card || card->slug() != slug) continue;
      found.push_back(id);
      return found;
    }
  }
  if (info_.articles == 0 || !loaded_file(PartKind::kSlugs, 0, missing)) return found;
  std::uint32_t number = slug_number(slug, info_.articles);
  for (std::size_t i = 0; i < slug_numbers_.size(); ++i) {
    if (slug_numbers_[i] != number) continue;
    found.push_back(slug_articles_[i]);
    ++number;
  }
  return found;
}

std::span<const ArticleId> Index::by_title(Missing& missing) const {
  if (info_.articles == 0 || !loaded_file(PartKind::kTitles, 0, missing)) return {};
  return by_title_.span();
}

}  // namespace carrel
