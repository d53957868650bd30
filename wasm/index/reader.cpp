#include "index/reader.h"

#include <algorithm>
#include <cassert>

#include "base/hash.h"
#include "base/lasting.h"
#include "base/sort.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/versions.h"
#include "index/ascending.h"
#include "index/slug_table.h"
#include "text/slug.h"

namespace carrel {
namespace {

// Details, Markdown, plain text, headings.
constexpr std::uint32_t kBodyTexts = 4;

Failure malformed(const char* what) {
  return {Error::kMalformed,
          concat({"the index is damaged (", what, "): pack the content again and publish all files"})};
}

std::string with_title_slug(std::string_view text, std::string_view title) {
  const std::size_t sign = text.find(kTitleSlugSign);
  if (sign == std::string_view::npos) return std::string(text);
  return concat({text.substr(0, sign), slugify(title), text.substr(sign + 1)});
}

}  // namespace

Index::~Index() {
  for (Loaded* loaded : loaded_) delete loaded;
}

void Index::keep(ByteSpan file) {
  const Lasting lasting;
  loaded_.push_back(new Loaded{Bytes(file.data(), file.data() + file.size()), {}, {}});
}

Failure Index::open(ByteSpan root_bytes) {
  keep(root_bytes);
  const auto root = Container::open(loaded_[0]->bytes, FileKind::kIndex);
  return root ? read_root(*root) : root.failure();
}

Failure Index::read_root(const Container& root) {
  const auto meta = root.find(kMetaSection);
  const auto info = root.find(kInfoSection);
  const auto docs = root.find(kDocsSection);
  const auto facets = root.find(kFacetsSection);
  const auto codes = root.find(kCodesSection);
  const auto files = root.find(kFilesSection);
  if (!meta || !info || !docs || !facets || !codes || !files) return malformed("a section is missing");
  if (info->bytes.size() < kInfoItems * 4) return malformed("INFO is short");

  Reader reader(info->bytes);
  info_ = {reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32()};
  if (info_.analyser_version != kAnalyserVersion || info_.plain_text_version != kPlainTextVersion) {
    return Failure{Error::kVersion,
                   concat({"the index was packed with analyser ", std::to_string(info_.analyser_version),
                           " and plain text ", std::to_string(info_.plain_text_version), ", this engine has ",
                           std::to_string(kAnalyserVersion), " and ", std::to_string(kPlainTextVersion),
                           ": pack the content again or update the engine"})};
  }
  // Each article takes at least a byte of DOCS, so the counts are bounded by the file before anything is
  // allocated.
  if (info_.articles > kMaxArticles || info_.articles > docs->bytes.size())
    return malformed("too many articles");
  if (info_.term_parts > kMaxTermParts || info_.term_parts > std::max<std::size_t>(files->bytes.size(), 1))
    return malformed("too many parts");

  meta_json_ = text_of(meta->bytes);
  if (!is_valid_utf8(meta_json_)) return malformed("META is not UTF-8");
  if (!read_docs(docs->bytes)) return malformed("DOCS");
  if (!facets_.read(facets->bytes, info_.articles)) return malformed("FACT");
  if (!read_codes(codes->bytes)) return malformed("CODE");
  {
    const Lasting lasting;
    terms_ = std::make_unique<TermPart[]>(info_.term_parts);
  }
  if (!read_files(files->bytes)) return malformed("FILE");

  // A small bundle carries its parts in the root itself, as if they were files of their own.
  for (const auto& [section, kind] :
       {std::pair{kFormsSection, PartKind::kTerms}, std::pair{kCardsSection, PartKind::kCards},
        std::pair{kSlugsSection, PartKind::kSlugs}, std::pair{kTitlesSection, PartKind::kTitles},
        std::pair{kPositionsSection, PartKind::kPositions}, std::pair{kVectorsSection, PartKind::kVectors}}) {
    if (!root.find(section)) continue;
    File inside{kind, 0, counts_articles(kind) ? info_.articles : 1, root.checksum(), {}, File::kNotLoaded};
    keep({});
    if (!adopt(inside, root)) return malformed("a part in the root");
    files_.push_back(inside);
    depth_at_hand_ += kind == PartKind::kPositions || kind == PartKind::kVectors;
  }
  heap_sort(files_, [](const File& a, const File& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.first < b.first;
  });
  if (!check_coverage()) return malformed("FILE leaves gaps");
  return {};
}

bool Index::read_docs(ByteSpan bytes) {
  Reader reader(bytes);
  const Lasting lasting;
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
  constexpr std::uint8_t kUnused[] = {1};
  for (std::size_t i = 0; i < kCodes; ++i) {
    const ByteSpan lengths = bytes.subspan(i * kMarks, kMarks);
    const bool used =
        std::any_of(lengths.begin(), lengths.end(), [](std::uint8_t length) { return length > 0; });
    auto code = PrefixCode::from_lengths(used ? lengths : ByteSpan(kUnused));
    if (!code) return false;
    codes_[i] = *code;
  }
  return true;
}

Failure Index::add(ByteSpan bytes) {
  if (bytes.size() < kHeaderSize)
    return {Error::kTruncated,
            concat({"the file is cut short at ", std::to_string(bytes.size()), " bytes: publish it again"})};
  const std::uint64_t checksum = load_u64(bytes.data() + 8);
  const auto found =
      std::find_if(files_.begin(), files_.end(), [&](const File& file) { return file.checksum == checksum; });
  if (found == files_.end()) {
    return {Error::kUnexpectedFile,
            concat({"the file ", hex64(checksum),
                    " is none that this index leads to from what was added so far: add files as answers need "
                    "them, and publish all files of one packing together"})};
  }
  if (found->at != File::kNotLoaded) return {};
  keep(bytes);
  const auto container = Container::open(loaded_.back()->bytes,
                                         found->kind == PartKind::kBodies ? FileKind::kBodies : FileKind::kPart);
  if (!container) return container.failure();
  const auto more = container->find(kFilesSection);
  if (!adopt(*found, *container)) {
    delete loaded_.back();
    loaded_.pop_back();
    return malformed("a part does not fit the root");
  }
  if (more && !read_files(more->bytes)) return malformed("a part leads to other files than the root");
  return {};
}

bool Index::adopt(File& file, const Container& container) {
  const auto section_of = [&](std::uint32_t id) { return container.find(id); };
  bool fits = false;
  switch (file.kind) {
    case PartKind::kTerms: {
      const auto forms = section_of(kFormsSection);
      const auto lists = section_of(kListsSection);
      fits = forms && lists && file.first < info_.term_parts &&
             terms_[file.first].read(file.first, forms->items, forms->bytes, lists->bytes);
      const auto synonyms = section_of(kSynonymsSection);
      if (fits && synonyms) terms_[file.first].set_synonyms(synonyms->bytes);
      break;
    }
    case PartKind::kCards:
    case PartKind::kBodies: {
      const bool cards = file.kind == PartKind::kCards;
      const auto items = section_of(cards ? kCardsSection : kBodiesSection);
      fits = items && items->items == file.count && adopt_items(*items, cards ? kCardTexts : kBodyTexts + 1);
      break;
    }
    case PartKind::kVectors: {
      const auto vectors = section_of(kVectorsSection);
      fits = vectors && vectors->items == file.count && adopt_items(*vectors, 1);
      break;
    }
    case PartKind::kPositions: {
      // A block for each class of its part, which leads here and so is loaded.
      const auto positions = section_of(kPositionsSection);
      fits = positions && file.first < info_.term_parts && terms_[file.first].loaded() &&
             adopt_items({positions->bytes, terms_[file.first].classes()}, 1);
      break;
    }
    case PartKind::kSlugs: {
      const auto slugs = section_of(kSlugsSection);
      if (!slugs) break;
      BitReader bits(slugs->bytes);
      slug_numbers_.resize(info_.articles);
      read_ascending(bits, slug_numbers_.span(), slug_limit(info_.articles));
      for (ArticleId i = 0; i < info_.articles; ++i) slug_articles_.push_back(bits.below(info_.articles));
      fits = !bits.failed();
      break;
    }
    case PartKind::kTitles: {
      const auto titles = section_of(kTitlesSection);
      if (!titles) break;
      BitReader bits(titles->bytes);
      for (ArticleId i = 0; i < info_.articles; ++i) by_title_.push_back(bits.below(info_.articles));
      fits = !bits.failed();
      break;
    }
  }
  if (fits) file.at = static_cast<std::uint32_t>(loaded_.size() - 1);
  return fits;
}

// Items of so many texts each: all sizes first.
bool Index::adopt_items(const Section& section, std::uint32_t texts_each) {
  const std::uint64_t texts = std::uint64_t{section.items} * texts_each;
  if (texts > section.bytes.size()) return false;
  Loaded& loaded = *loaded_.back();
  Reader reader(section.bytes);
  std::uint64_t begin = 0;
  for (std::uint64_t i = 0; i < texts; ++i) {
    loaded.begins.push_back(static_cast<std::uint32_t>(begin));
    begin += reader.varint();
  }
  loaded.begins.push_back(static_cast<std::uint32_t>(begin));
  if (reader.failed() || begin != reader.left()) return false;
  loaded.content = section.bytes.subspan(reader.position());
  // Cards and lists of headings are checked when they are read; the texts of bodies are handed out whole.
  if (texts_each != kBodyTexts + 1) return true;
  for (std::size_t i = 0; i + 1 < loaded.begins.size(); ++i) {
    const bool is_headings = i % kBodyTexts + 1 == kBodyTexts && i < std::size_t{section.items} * kBodyTexts;
    const ByteSpan text = loaded.content.subspan(loaded.begins[i], loaded.begins[i + 1] - loaded.begins[i]);
    if (!is_headings && !is_valid_utf8(text_of(text))) return false;
  }
  return true;
}

const Index::File* Index::loaded_file(PartKind kind, std::uint32_t number, Missing& missing) const {
  const File* file = file_of(kind, number);
  if (file && file->at == File::kNotLoaded) {
    missing.push_back(file->checksum);
    return nullptr;
  }
  return file;
}

const TermPart* Index::terms(std::uint32_t part, Missing& missing) const {
  return loaded_file(PartKind::kTerms, part, missing) ? &terms_[part] : nullptr;
}

Postings Index::postings(TermRef ref) const {
  TermPart& part = terms_[ref.part];
  part.unpack(codes_, usual_levels_);
  return part.postings(ref.index);
}

std::optional<Card> Index::card(ArticleId id, Missing& missing) const {
  const File* file = loaded_file(PartKind::kCards, id, missing);
  if (!file) return std::nullopt;
  const Loaded& loaded = *loaded_[file->at];
  const auto bytes = [&](CardText kind) {
    const std::uint32_t* begin = loaded.begins.data() + kind * file->count + (id - file->first);
    return loaded.content.subspan(begin[0], begin[1] - begin[0]);
  };
  const auto text = [&](CardText kind) {
    const std::string_view found = text_of(bytes(kind));
    // Only a hostile packer writes what is not UTF-8.
    return is_valid_utf8(found) ? found : std::string_view();
  };
  Card card;
  card.title = text(kCardTitle);
  card.slug = with_title_slug(text(kCardSlug), card.title);
  card.url = with_title_slug(text(kCardUrl), card.title);
  card.date = text(kCardDate);
  card.updated = text(kCardUpdated);
  card.excerpt = text(kCardExcerpt);
  card.image_json = text(kCardImage);
  if (card.image_json.empty()) card.image_json = "null";
  std::string_view names = text(kCardNames);
  for (std::size_t end; (end = names.find('\n')) != std::string_view::npos; names.remove_prefix(end + 1))
    card.also_known_as.push_back(names.substr(0, end));
  Reader reader(bytes(kCardNumbers));
  card.minutes = reader.varint();
  while (!reader.failed() && reader.left() > 0) {
    if (const std::uint32_t value = reader.varint(); value < facets_.of(kCategories).size())
      card.categories.push_back(value);
  }
  return card;
}

std::optional<Body> Index::body(ArticleId id, Missing& missing) const {
  // Cards lead to the bodies of their articles.
  const bool known = file_of(PartKind::kBodies, id) != nullptr;
  const File* file = loaded_file(known ? PartKind::kBodies : PartKind::kCards, id, missing);
  if (!file || !known) return std::nullopt;
  const Loaded& loaded = *loaded_[file->at];
  const std::uint32_t* begins = loaded.begins.data() + std::size_t{kBodyTexts} * (id - file->first);
  const std::uint32_t* related =
      loaded.begins.data() + std::size_t{kBodyTexts} * file->count + (id - file->first);
  const std::string_view content = text_of(loaded.content);
  return Body{content.substr(begins[0], begins[1] - begins[0]),
              content.substr(begins[1], begins[2] - begins[1]),
              content.substr(begins[2], begins[3] - begins[2]),
              loaded.content.subspan(begins[3], begins[4] - begins[3]),
              content.substr(related[0], related[1] - related[0])};
}

List<ArticleId> Index::with_slug(std::string_view slug, Missing& missing) const {
  List<ArticleId> found;
  // A hit that is opened has its card here.
  for (const File& file : files_) {
    if (file.kind != PartKind::kCards || file.at == File::kNotLoaded) continue;
    for (ArticleId id = file.first; id - file.first < file.count; ++id) {
      if (card(id, missing)->slug == slug) return {id};
    }
  }
  if (info_.articles == 0 || !loaded_file(PartKind::kSlugs, 0, missing)) return found;
  std::uint32_t number = slug_number(slug, info_.articles);
  const auto at = std::lower_bound(slug_numbers_.begin(), slug_numbers_.end(), number);
  for (auto i = static_cast<std::size_t>(at - slug_numbers_.begin());
       i < slug_numbers_.size() && slug_numbers_[i] == number; ++i, ++number)
    found.push_back(slug_articles_[i]);
  return found;
}

std::span<const ArticleId> Index::by_title(Missing& missing) const {
  if (info_.articles == 0 || !loaded_file(PartKind::kTitles, 0, missing)) return {};
  return by_title_.span();
}

}  // namespace carrel
