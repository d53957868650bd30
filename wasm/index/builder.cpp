#include "index/builder.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "base/hash.h"
#include "base/sort.h"
#include "base/versions.h"
#include "index/container.h"
#include "text/fold.h"
#include "text/slug.h"
#include "text/stem_language.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

// About 4 kB once compressed (median on MedQuAD): an article opens with one small request, and its neighbours
// come along.
constexpr std::size_t kBodyGroupBytes = 24 * 1024;
// About 6 kB once compressed: ten hits from anywhere cost at most ten of these.
constexpr std::uint32_t kCardGroupArticles = 32;
// Postings compress little; a part of this size is fetched in one flight on a slow network.
constexpr std::size_t kPostingsPartBytes = 48 * 1024;

std::uint32_t zigzag(std::int32_t value) {
  return static_cast<std::uint32_t>(value) << 1 ^ static_cast<std::uint32_t>(value >> 31);
}

void write_text(Writer& writer, std::string_view text) {
  writer.varint(static_cast<std::uint32_t>(text.size()));
  writer.text(text);
}

void write_list(Writer& writer, const std::vector<std::uint32_t>& numbers) {
  writer.varint(static_cast<std::uint32_t>(numbers.size()));
  for (const std::uint32_t number : numbers) writer.varint(number);
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

// A file of the FILE section: what it holds, from where, how many.
struct FileRecord {
  std::uint64_t checksum;
  PartKind kind;
  std::uint32_t first, count, bytes;
};

// Collects files and remembers what the root must say of them.
class Shelf {
 public:
  void add(ContainerWriter::File file, FileKind file_kind, PartKind kind, std::uint32_t first,
           std::uint32_t count) {
    records_.push_back({file.checksum, kind, first, count, static_cast<std::uint32_t>(file.bytes.size())});
    files_.push_back({hex64(file.checksum), file_kind, std::move(file.bytes)});
  }
  Bytes encode() const {
    Writer writer;
    for (const FileRecord& record : records_) {
      writer.u64(record.checksum);
      writer.u32(static_cast<std::uint32_t>(record.kind));
      writer.u32(record.first);
      writer.u32(record.count);
      writer.u32(record.bytes);
    }
    return writer.take();
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); }
  std::vector<PackedFile>& files() { return files_; }

 private:
  std::vector<FileRecord> records_;
  std::vector<PackedFile> files_;
};

Bytes encode_cards(const std::vector<Bytes>& cards, std::size_t first, std::size_t count) {
  Writer writer;
  for (std::size_t i = first; i < first + count; ++i)
    writer.varint(static_cast<std::uint32_t>(cards[i].size()));
  for (std::size_t i = first; i < first + count; ++i) writer.bytes(cards[i]);
  return writer.take();
}

Bytes encode_info(const Info& info) {
  Writer writer;
  for (const std::uint32_t value : {info.analyser_version, info.plain_text_version, info.articles, info.forms,
                                    info.classes, info.stem_language}) {
    writer.u32(value);
  }
  for (const std::uint32_t length : info.total_lengths) writer.u32(length);
  return writer.take();
}

}  // namespace

void IndexBuilder::begin_article(std::string_view language) {
  for (std::uint32_t& length : current_lengths_) length = 0;
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
  Row row;
  row.article = std::move(article);
  std::copy(std::begin(current_lengths_), std::end(current_lengths_), std::begin(row.lengths));
  articles_.push_back(std::move(row));
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

void IndexBuilder::collect_facets() {
  for (std::uint32_t facet = 0; facet < kFacetCount; ++facet) {
    // Labels that differ only in case or punctuation are one value; its label is the first one met.
    std::map<std::string, std::string> values;
    const auto labels_of = [facet](const IndexedArticle& article) -> const std::vector<std::string>& {
      const std::vector<std::string>* const lists[] = {&article.categories, &article.tags, &article.authors,
                                                       &article.topics};
      return *lists[facet];
    };
    const auto add_path = [&values](std::string_view path) {
      // "A/B" adds "A" too.
      for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
           slash = path.find('/', slash + 1)) {
        const std::string slug = slugify_path(path.substr(0, slash));
        if (!slug.empty()) values.try_emplace(slug, path.substr(0, slash));
      }
      if (const std::string slug = slugify_path(path); !slug.empty()) values.try_emplace(slug, path);
    };
    for (const Row& row : articles_) {
      for (const std::string& label : labels_of(row.article)) {
        if (facet == kCategories) {
          add_path(label);
        } else {
          values.try_emplace(slugify(label), label);
        }
      }
    }
    std::map<std::string_view, std::uint32_t> numbers;
    for (const auto& [slug, label] : values) {
      numbers.emplace(slug, static_cast<std::uint32_t>(labels_[facet].slugs.size()));
      labels_[facet].slugs.push_back(slug);
      labels_[facet].labels.push_back(label);
    }
    for (Row& row : articles_) {
      for (const std::string& label : labels_of(row.article)) {
        const std::string slug = facet == kCategories ? slugify_path(label) : slugify(label);
        if (slug.empty()) continue;
        if (facet == kCategories) {
          row.leaves.push_back(numbers.at(slug));
          for (std::size_t slash = slug.find('/'); slash != std::string::npos;
               slash = slug.find('/', slash + 1)) {
            row.facets[facet].push_back(numbers.at(std::string_view(slug).substr(0, slash)));
          }
        }
        row.facets[facet].push_back(numbers.at(slug));
      }
      heap_sort(row.facets[facet], std::less<>());
      row.facets[facet].erase(std::unique(row.facets[facet].begin(), row.facets[facet].end()),
                              row.facets[facet].end());
    }
  }
}

Bytes IndexBuilder::encode_articles() const {
  std::vector<std::uint32_t> by_title(articles_.size());
  std::iota(by_title.begin(), by_title.end(), 0U);
  std::vector<std::string> folded;
  folded.reserve(articles_.size());
  for (const Row& row : articles_) folded.push_back(fold(row.article.title));
  heap_sort(by_title, [&](std::uint32_t a, std::uint32_t b) {
    return folded[a] != folded[b] ? folded[a] < folded[b] : a < b;
  });
  std::vector<std::uint32_t> title_rank(articles_.size());
  for (std::uint32_t i = 0; i < by_title.size(); ++i) title_rank[by_title[i]] = i;

  Writer writer;
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    const Row& row = articles_[i];
    // The low half of the slug's hash finds an article by its slug; its card settles a collision.
    writer.u32(static_cast<std::uint32_t>(xxh64(bytes_of(row.article.slug))));
    writer.varint(row.article.dated ? zigzag(row.article.day) + 1 : 0);
    writer.varint(title_rank[i]);
    writer.varint(static_cast<std::uint32_t>(std::lround(row.article.weight * 100)));
    for (const std::uint32_t length : row.lengths) writer.varint(length);
    for (const auto& numbers : row.facets) write_list(writer, numbers);
  }
  return writer.take();
}

Bytes IndexBuilder::encode_facets() const {
  Writer writer;
  for (const Labels& facet : labels_) {
    writer.varint(static_cast<std::uint32_t>(facet.slugs.size()));
    for (std::size_t i = 0; i < facet.slugs.size(); ++i) {
      write_text(writer, facet.slugs[i]);
      write_text(writer, facet.labels[i]);
    }
  }
  return writer.take();
}

Bytes IndexBuilder::encode_forms(const std::vector<std::uint32_t>& order,
                                 const std::vector<std::uint32_t>& classes) const {
  Writer writer;
  std::string_view previous;
  std::map<std::uint32_t, std::uint32_t> class_numbers;  // in the order in which the dictionary meets them
  for (const std::uint32_t number : order) {
    const FormTable::Form& form = forms_.forms()[number];
    const std::size_t shared = shared_prefix(previous, form.text);
    writer.varint(static_cast<std::uint32_t>(shared));
    write_text(writer, std::string_view(form.text).substr(shared));
    previous = form.text;
    // 0: a new class; otherwise how far back it was numbered, which is near: forms of a class mostly stand
    // together.
    const auto next = static_cast<std::uint32_t>(class_numbers.size());
    const auto [entry, is_new] = class_numbers.try_emplace(classes[number], next);
    writer.varint(is_new ? 0 : next - entry->second);
    writer.varint(form.documents);
    writer.varint(static_cast<std::uint32_t>(form.postings.size()));
  }
  return writer.take();
}

Bytes IndexBuilder::encode_card(const Row& row) const {
  const IndexedArticle& article = row.article;
  Writer writer;
  for (const std::string_view text :
       {std::string_view(article.slug), std::string_view(article.title), std::string_view(article.url),
        std::string_view(article.date), std::string_view(article.updated), std::string_view(article.excerpt),
        std::string_view(article.image_json)}) {
    write_text(writer, text);
  }
  write_list(writer, row.leaves);
  writer.varint(static_cast<std::uint32_t>(article.also_known_as.size()));
  for (const std::string& name : article.also_known_as) write_text(writer, name);
  return writer.take();
}

std::vector<PackedFile> IndexBuilder::finish(std::string_view meta_json, std::uint32_t single_file_limit) {
  collect_facets();
  const std::vector<std::uint32_t> classes =
      join_classes(forms_.forms().size(), forms_.uses(), stems_.stems(), language_articles_);

  std::vector<std::uint32_t> order(forms_.forms().size());
  std::iota(order.begin(), order.end(), 0U);
  heap_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return forms_.forms()[a].text < forms_.forms()[b].text;
  });

  Info info{
      kAnalyserVersion, kPlainTextVersion, articles(), static_cast<std::uint32_t>(order.size()), 0, 0, {}};
  // Each class is named by one of its forms.
  for (std::uint32_t form = 0; form < classes.size(); ++form) info.classes += classes[form] == form;
  if (const auto languages = stem_languages(); !languages.empty()) {
    info.stem_language =
        static_cast<std::uint32_t>(languages[0][0]) | static_cast<std::uint32_t>(languages[0][1]) << 8;
  }
  std::vector<Bytes> cards;
  std::size_t card_bytes = 0;
  for (const Row& row : articles_) {
    for (std::uint32_t field = 0; field < kFieldCount; ++field)
      info.total_lengths[field] += row.lengths[field];
    cards.push_back(encode_card(row));
    card_bytes += cards.back().size() + 2;
  }
  std::size_t postings_bytes = 0;
  for (const FormTable::Form& form : forms_.forms()) postings_bytes += form.postings.size();

  ContainerWriter root;
  root.add(kMetaSection, 1, Bytes(meta_json.begin(), meta_json.end()));
  root.add(kInfoSection, kInfoItems, encode_info(info));
  root.add(kArticlesSection, info.articles, encode_articles());
  root.add(kFacetsSection, kFacetCount, encode_facets());
  Bytes encoded_forms = encode_forms(order, classes);

  Shelf shelf;
  const bool single = card_bytes + postings_bytes + encoded_forms.size() <= single_file_limit;
  root.add(kFormsSection, info.forms, std::move(encoded_forms));

  const auto postings_of = [&](std::size_t first, std::size_t count) {
    Writer writer;
    for (std::size_t i = first; i < first + count; ++i)
      writer.bytes(forms_.forms()[order[i]].postings.data());
    return writer.take();
  };
  if (single) {
    root.add(kPostingsSection, info.forms, postings_of(0, order.size()));
    root.add(kCardsSection, info.articles, encode_cards(cards, 0, cards.size()));
  } else {
    for (std::size_t first = 0; first < order.size();) {
      std::size_t count = 0;
      for (std::size_t bytes = 0; first + count < order.size(); ++count) {
        const std::size_t size = forms_.forms()[order[first + count]].postings.size();
        if (count > 0 && bytes + size > kPostingsPartBytes) break;
        bytes += size;
      }
      ContainerWriter part;
      part.add(kPostingsSection, static_cast<std::uint32_t>(count), postings_of(first, count));
      shelf.add(part.finish(FileKind::kPart), FileKind::kPart, PartKind::kPostings,
                static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count));
      first += count;
    }
    for (std::uint32_t first = 0; first < info.articles; first += kCardGroupArticles) {
      const std::uint32_t count = std::min(kCardGroupArticles, info.articles - first);
      ContainerWriter part;
      part.add(kCardsSection, count, encode_cards(cards, first, count));
      shelf.add(part.finish(FileKind::kPart), FileKind::kPart, PartKind::kCards, first, count);
    }
  }
  for (std::size_t first = 0; first < articles_.size();) {
    Writer sizes;
    Writer texts;
    std::size_t count = 0;
    for (; first + count < articles_.size(); ++count) {
      const IndexedArticle& article = articles_[first + count].article;
      const std::size_t size =
          article.details_json.size() + article.markdown.size() + article.plain_text.size();
      if (count > 0 && texts.size() + size > kBodyGroupBytes) break;
      for (const std::string* text : {&article.details_json, &article.markdown, &article.plain_text}) {
        sizes.varint(static_cast<std::uint32_t>(text->size()));
        texts.text(*text);
      }
    }
    ContainerWriter bodies;
    sizes.bytes(texts.data());
    bodies.add(kBodiesSection, static_cast<std::uint32_t>(count), sizes.take());
    shelf.add(bodies.finish(FileKind::kBodies), FileKind::kBodies, PartKind::kBodies,
              static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count));
    first += count;
  }
  root.add(kFilesSection, shelf.size(), shelf.encode());

  ContainerWriter::File file = root.finish(FileKind::kIndex);
  std::vector<PackedFile> files;
  files.push_back({hex64(file.checksum), FileKind::kIndex, std::move(file.bytes)});
  for (PackedFile& other : shelf.files()) files.push_back(std::move(other));
  return files;
}

}  // namespace carrel
