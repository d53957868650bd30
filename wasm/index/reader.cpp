#include "index/reader.h"

#include <algorithm>
#include <cassert>

#include "base/hash.h"
#include "base/sort.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/versions.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

Failure malformed(const char* what) {
  return {Error::kMalformed,
          concat({"the index is damaged (", what, "): pack the content again and publish all files"})};
}

std::int32_t unzigzag(std::uint32_t value) {
  return static_cast<std::int32_t>(value >> 1 ^ (0U - (value & 1)));
}

std::uint32_t section_of(PartKind kind) {
  constexpr std::uint32_t kSections[] = {0, kPostingsSection, kCardsSection, kBodiesSection};
  return kSections[static_cast<std::uint32_t>(kind)];
}

// A varint size and so many bytes of well-formed UTF-8.
bool read_text(Reader& reader, std::string_view& text) {
  text = reader.text(reader.varint());
  return !reader.failed() && is_valid_utf8(text);
}

}  // namespace

Failure Index::open(Bytes root_bytes) {
  loaded_.push_back({std::move(root_bytes), {}, {}});
  const auto root = Container::open(loaded_[0].bytes, FileKind::kIndex);
  return root ? read_root(*root) : root.failure();
}

Failure Index::read_root(const Container& root) {
  const auto meta = root.find(kMetaSection);
  const auto info = root.find(kInfoSection);
  const auto articles = root.find(kArticlesSection);
  const auto facets = root.find(kFacetsSection);
  const auto forms = root.find(kFormsSection);
  const auto files = root.find(kFilesSection);
  if (!meta || !info || !articles || !facets || !forms || !files) return malformed("a section is missing");
  if (info->bytes.size() < kInfoItems * 4) return malformed("INFO is short");

  Reader reader(info->bytes);
  info_ = {reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32(), {}};
  for (std::uint32_t& length : info_.total_lengths) length = reader.u32();
  if (info_.analyser_version != kAnalyserVersion || info_.plain_text_version != kPlainTextVersion) {
    return Failure{Error::kVersion,
                   concat({"the index was packed with analyser ", std::to_string(info_.analyser_version),
                           " and plain text ", std::to_string(info_.plain_text_version), ", this engine has ",
                           std::to_string(kAnalyserVersion), " and ", std::to_string(kPlainTextVersion),
                           ": pack the content again or update the engine"})};
  }
  // Each record takes at least this many bytes, so the counts are bounded by the file before anything is
  // allocated.
  if (info_.articles > kMaxArticles || std::uint64_t{info_.articles} * 16 > articles->bytes.size())
    return malformed("too many articles");
  if (info_.forms > kMaxForms || std::uint64_t{info_.forms} * 5 > forms->bytes.size())
    return malformed("too many words");
  if (info_.classes > info_.forms) return malformed("more classes than words");

  meta_json_ = text_of(meta->bytes);
  if (!is_valid_utf8(meta_json_)) return malformed("META is not UTF-8");
  if (!read_facets(facets->bytes)) return malformed("FACT");
  if (!read_articles(articles->bytes)) return malformed("ARTS");
  if (!read_forms(forms->bytes)) return malformed("DICT");
  if (!read_files(files->bytes)) return malformed("FILE");

  // A small bundle carries postings and cards in the root itself, as if they were files of their own.
  for (const PartKind kind : {PartKind::kPostings, PartKind::kCards}) {
    const auto section = root.find(section_of(kind));
    if (!section) continue;
    IndexFile inside{
        root.checksum(),      kind, 0, kind == PartKind::kCards ? info_.articles : info_.forms, 0,
        IndexFile::kNotLoaded};
    loaded_.push_back({});
    if (!adopt(inside, section)) return malformed(kind == PartKind::kCards ? "CARD" : "POST");
    files_.push_back(inside);
  }
  heap_sort(files_, [](const IndexFile& a, const IndexFile& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.first < b.first;
  });
  if (!check_coverage()) return malformed("FILE leaves gaps");
  return {};
}

bool Index::read_facets(ByteSpan bytes) {
  Reader reader(bytes);
  for (auto& facet : facets_) {
    const std::uint32_t count = reader.varint();
    if (count > reader.left() / 2) return false;
    facet.resize(count);
    for (FacetValue& value : facet) {
      if (!read_text(reader, value.slug) || !read_text(reader, value.label)) return false;
      // Sorted, so that a slug is found by bisection.
      if (&value != facet.data() && !((&value - 1)->slug < value.slug)) return false;
    }
  }
  return !reader.failed() && reader.left() == 0;
}

bool Index::read_articles(ByteSpan bytes) {
  Reader reader(bytes);
  articles_.resize(info_.articles);
  for (ArticleRow& row : articles_) {
    row.slug_hash = reader.u32();
    const std::uint32_t day = reader.varint();
    row.dated = day != 0;
    row.day = row.dated ? unzigzag(day - 1) : 0;
    row.title_rank = reader.varint();
    row.weight = static_cast<float>(reader.varint()) / 100;
    for (std::uint32_t& length : row.lengths) length = reader.varint();
    for (std::uint32_t facet = 0; facet < kFacetCount; ++facet) {
      row.facets_begin[facet] = static_cast<std::uint32_t>(facet_values_.size());
      const std::uint32_t count = reader.varint();
      if (count > reader.left()) return false;
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t value = reader.varint();
        if (value >= facets_[facet].size()) return false;
        if (i > 0 && value <= facet_values_.back()) return false;
        facet_values_.push_back(value);
      }
    }
    row.facets_begin[kFacetCount] = static_cast<std::uint32_t>(facet_values_.size());
  }
  return !reader.failed() && reader.left() == 0;
}

bool Index::read_forms(ByteSpan bytes) {
  Reader reader(bytes);
  forms_.reserve(info_.forms + 1);
  ClassId classes = 0;
  std::uint64_t postings = 0;
  std::size_t previous = 0;
  for (std::uint32_t i = 0; i < info_.forms; ++i) {
    const std::uint32_t shared = reader.varint();
    const std::string_view suffix = reader.text(reader.varint());
    const std::size_t begin = form_text_.size();
    if (reader.failed() || shared > begin - previous || shared + suffix.size() > 4 * kMaxWordBytes)
      return false;
    form_text_.append(form_text_, previous, shared);
    form_text_.append(suffix);
    const std::string_view text = std::string_view(form_text_).substr(begin);
    // Ascending, so that a word and a prefix are found by bisection.
    if (i > 0 && !(std::string_view(form_text_).substr(previous, begin - previous) < text)) return false;
    if (!is_valid_utf8(text)) return false;
    previous = begin;

    FormRow row;
    row.text_begin = static_cast<std::uint32_t>(begin);
    const std::uint32_t back = reader.varint();
    if (back > classes) return false;
    row.class_id = back == 0 ? classes++ : classes - back;
    row.documents = reader.varint();
    if (postings > 0xFFFFFFFF) return false;
    row.postings_begin = static_cast<std::uint32_t>(postings);
    postings += reader.varint();
    if (row.documents == 0 || row.documents > info_.articles) return false;
    forms_.push_back(row);
  }
  if (reader.failed() || reader.left() != 0 || classes != info_.classes || postings > 0xFFFFFFFF)
    return false;
  forms_.push_back(
      {static_cast<std::uint32_t>(form_text_.size()), 0, 0, static_cast<std::uint32_t>(postings)});

  class_begin_.assign(classes + 1, 0);
  for (std::uint32_t i = 0; i < info_.forms; ++i) ++class_begin_[forms_[i].class_id + 1];
  for (std::uint32_t i = 0; i < classes; ++i) class_begin_[i + 1] += class_begin_[i];
  class_forms_.resize(info_.forms);
  std::vector<std::uint32_t> next(class_begin_.begin(), class_begin_.end());
  for (FormId i = 0; i < info_.forms; ++i) class_forms_[next[forms_[i].class_id]++] = i;
  return true;
}

bool Index::read_files(ByteSpan bytes) {
  constexpr std::size_t kRecordSize = 24;
  if (bytes.size() % kRecordSize != 0) return false;
  Reader reader(bytes);
  while (reader.left() > 0) {
    IndexFile file;
    file.checksum = reader.u64();
    const std::uint32_t kind = reader.u32();
    file.first = reader.u32();
    file.count = reader.u32();
    file.bytes = reader.u32();
    if (kind < 1 || kind > 3) return false;
    file.kind = static_cast<PartKind>(kind);
    files_.push_back(file);
  }
  return !reader.failed();
}

// Each kind of file must cover its numbers exactly: then every lookup below finds its file.
bool Index::check_coverage() const {
  std::uint32_t next[4] = {0, 0, 0, 0};
  for (const IndexFile& file : files_) {
    std::uint32_t& expected = next[static_cast<std::uint32_t>(file.kind)];
    const std::uint32_t end = file.kind == PartKind::kPostings ? info_.forms : info_.articles;
    if (file.first != expected || file.count > end - expected) return false;
    if (file.count == 0 && end != 0) return false;
    expected += file.count;
  }
  return next[1] == info_.forms && next[2] == info_.articles && next[3] == info_.articles;
}

Failure Index::add(Bytes bytes) {
  if (bytes.size() < kHeaderSize)
    return {Error::kTruncated,
            concat({"the file is cut short at ", std::to_string(bytes.size()), " bytes: publish it again"})};
  const std::uint64_t checksum = load_u64(bytes.data() + 8);
  const auto found = std::find_if(files_.begin(), files_.end(),
                                  [&](const IndexFile& file) { return file.checksum == checksum; });
  if (found == files_.end()) {
    return {Error::kUnexpectedFile,
            concat({"the file ", hex64(checksum),
                    " does not belong to this index: publish all files of one packing together"})};
  }
  if (found->at != IndexFile::kNotLoaded) return {};
  const auto container =
      Container::open(bytes, found->kind == PartKind::kBodies ? FileKind::kBodies : FileKind::kPart);
  if (!container) return container.failure();
  // The section's span stays good: moving a vector moves none of its bytes.
  loaded_.push_back({std::move(bytes), {}, {}});
  if (!adopt(*found, container->find(section_of(found->kind)))) {
    loaded_.pop_back();
    return malformed("a part does not fit the root");
  }
  return {};
}

bool Index::adopt(IndexFile& file, const std::optional<Section>& section) {
  if (!section || section->items != file.count) return false;
  Loaded& loaded = loaded_.back();
  if (file.kind == PartKind::kPostings) {
    if (file.first > info_.forms || file.count > info_.forms - file.first) return false;
    const std::uint32_t expected =
        forms_[file.first + file.count].postings_begin - forms_[file.first].postings_begin;
    if (section->bytes.size() != expected) return false;
    loaded.content = section->bytes;
  } else {
    // A body has three texts: details, Markdown, plain text.
    const std::uint64_t texts = std::uint64_t{file.count} * (file.kind == PartKind::kBodies ? 3 : 1);
    if (texts > section->bytes.size()) return false;
    Reader reader(section->bytes);
    std::uint64_t begin = 0;
    for (std::uint64_t i = 0; i < texts; ++i) {
      loaded.begins.push_back(static_cast<std::uint32_t>(begin));
      begin += reader.varint();
    }
    loaded.begins.push_back(static_cast<std::uint32_t>(begin));
    if (reader.failed() || begin != reader.left()) return false;
    loaded.content = section->bytes.subspan(reader.position());
    // Cards check each text when it is read; bodies are handed out whole.
    if (file.kind == PartKind::kBodies) {
      for (std::size_t i = 0; i + 1 < loaded.begins.size(); ++i) {
        if (!is_valid_utf8(
                text_of(loaded.content.subspan(loaded.begins[i], loaded.begins[i + 1] - loaded.begins[i]))))
          return false;
      }
    }
  }
  file.at = static_cast<std::uint32_t>(loaded_.size() - 1);
  return true;
}

const IndexFile* Index::file_of(PartKind kind, std::uint32_t number) const {
  const auto after = std::upper_bound(
      files_.begin(), files_.end(), std::pair{kind, number}, [](const auto& wanted, const IndexFile& file) {
        return wanted.first != file.kind ? wanted.first < file.kind : wanted.second < file.first;
      });
  assert(after != files_.begin());
  return &*(after - 1);
}

std::string_view Index::form(FormId id) const {
  return std::string_view(form_text_)
      .substr(forms_[id].text_begin, forms_[id + 1].text_begin - forms_[id].text_begin);
}

std::span<const FormId> Index::forms_of(ClassId id) const {
  return std::span(class_forms_).subspan(class_begin_[id], class_begin_[id + 1] - class_begin_[id]);
}

std::span<const std::uint32_t> Index::values_of(ArticleId article, Facet facet) const {
  const ArticleRow& row = articles_[article];
  return std::span(facet_values_)
      .subspan(row.facets_begin[facet], row.facets_begin[facet + 1] - row.facets_begin[facet]);
}

std::optional<ByteSpan> Index::postings(FormId id, std::vector<std::uint64_t>& missing) const {
  const IndexFile* file = file_of(PartKind::kPostings, id);
  if (file->at == IndexFile::kNotLoaded) {
    missing.push_back(file->checksum);
    return std::nullopt;
  }
  const std::uint32_t begin = forms_[id].postings_begin - forms_[file->first].postings_begin;
  return loaded_[file->at].content.subspan(begin, forms_[id + 1].postings_begin - forms_[id].postings_begin);
}

std::optional<Card> Index::card(ArticleId id, std::vector<std::uint64_t>& missing) const {
  const IndexFile* file = file_of(PartKind::kCards, id);
  if (file->at == IndexFile::kNotLoaded) {
    missing.push_back(file->checksum);
    return std::nullopt;
  }
  const Loaded& loaded = loaded_[file->at];
  const std::uint32_t item = id - file->first;
  Reader reader(loaded.content.subspan(loaded.begins[item], loaded.begins[item + 1] - loaded.begins[item]));
  Card card;
  // Texts that are not UTF-8 stay empty: only a hostile packer writes them.
  for (std::string_view* text :
       {&card.slug, &card.title, &card.url, &card.date, &card.updated, &card.excerpt, &card.image_json}) {
    if (!read_text(reader, *text)) *text = {};
  }
  if (card.image_json.empty()) card.image_json = "null";
  for (std::uint32_t left = reader.varint(); left > 0 && !reader.failed(); --left) {
    if (const std::uint32_t value = reader.varint(); value < facets_[kCategories].size())
      card.categories.push_back(value);
  }
  for (std::uint32_t left = reader.varint(); left > 0 && !reader.failed(); --left) {
    std::string_view name;
    if (read_text(reader, name)) card.also_known_as.push_back(name);
  }
  return card;
}

std::optional<Body> Index::body(ArticleId id, std::vector<std::uint64_t>& missing) const {
  const IndexFile* file = file_of(PartKind::kBodies, id);
  if (file->at == IndexFile::kNotLoaded) {
    missing.push_back(file->checksum);
    return std::nullopt;
  }
  const Loaded& loaded = loaded_[file->at];
  const std::uint32_t* begins = loaded.begins.data() + std::size_t{3} * (id - file->first);
  const std::string_view content = text_of(loaded.content);
  return Body{content.substr(begins[0], begins[1] - begins[0]),
              content.substr(begins[1], begins[2] - begins[1]),
              content.substr(begins[2], begins[3] - begins[2])};
}

}  // namespace carrel
