#include "index/parts_writer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/sort.h"
#include "index/ascending.h"
#include "index/slug_table.h"
#include "text/fold.h"

namespace carrel {
namespace {

std::uint32_t zigzag(std::int32_t value) {
  return static_cast<std::uint32_t>(value) << 1 ^ static_cast<std::uint32_t>(value >> 31);
}

Bytes encode_card(const IndexedArticle& article, std::uint32_t minutes,
                  const std::vector<std::uint32_t>& leaves) {
  Writer writer;
  for (const std::string* text : {&article.slug, &article.title, &article.url, &article.date,
                                  &article.updated, &article.excerpt, &article.image_json}) {
    writer.sized_text(*text);
  }
  writer.varint(minutes);
  writer.varint(static_cast<std::uint32_t>(leaves.size()));
  for (const std::uint32_t value : leaves) writer.varint(value);
  writer.varint(static_cast<std::uint32_t>(article.also_known_as.size()));
  for (const std::string& name : article.also_known_as) writer.sized_text(name);
  return writer.take();
}

}  // namespace

Bytes write_cards(const std::vector<IndexedArticle>& articles, const std::vector<Lengths>& lengths,
                  const std::vector<std::vector<std::uint32_t>>& leaves, std::size_t first,
                  std::size_t count) {
  Writer sizes;
  Writer cards;
  for (std::size_t i = first; i < first + count; ++i) {
    const Bytes card = encode_card(articles[i], reading_minutes(lengths[i][kBody]), leaves[i]);
    sizes.varint(static_cast<std::uint32_t>(card.size()));
    cards.bytes(card);
  }
  sizes.bytes(cards.data());
  return sizes.take();
}

void BodyGroup::add(const IndexedArticle& article) {
  ++count_;
  for (const std::string* text : {&article.details_json, &article.markdown, &article.plain_text}) {
    sizes_.varint(static_cast<std::uint32_t>(text->size()));
    texts_.text(*text);
  }
}

Bytes BodyGroup::take() {
  sizes_.bytes(texts_.data());
  texts_.clear();
  count_ = 0;
  return sizes_.take();
}

Bytes write_slugs(const std::vector<IndexedArticle>& articles) {
  const auto count = static_cast<std::uint32_t>(articles.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;
  for (std::uint32_t i = 0; i < count; ++i) entries.emplace_back(slug_number(articles[i].slug, count), i);
  heap_sort(entries, std::less<>());
  std::vector<std::uint32_t> numbers;
  for (const auto& entry : entries) {
    numbers.push_back(numbers.empty() ? entry.first : std::max(entry.first, numbers.back() + 1));
  }
  BitWriter bits;
  write_ascending(bits, numbers, slug_limit(count));
  for (const auto& entry : entries) bits.below(entry.second, count);
  return bits.take();
}

Bytes write_title_order(const std::vector<IndexedArticle>& articles) {
  std::vector<std::string> folded;
  folded.reserve(articles.size());
  for (const IndexedArticle& article : articles) folded.push_back(fold(article.title));
  std::vector<std::uint32_t> order(articles.size());
  std::iota(order.begin(), order.end(), 0U);
  heap_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return folded[a] != folded[b] ? folded[a] < folded[b] : a < b;
  });
  BitWriter bits;
  for (const std::uint32_t article : order) bits.below(article, static_cast<std::uint32_t>(articles.size()));
  return bits.take();
}

Bytes write_docs(const std::vector<IndexedArticle>& articles, const std::vector<Lengths>& lengths,
                 const std::vector<LengthCode>& length_codes) {
  Writer writer;
  const auto dated = static_cast<std::uint32_t>(
      std::count_if(articles.begin(), articles.end(), [](const IndexedArticle& a) { return a.dated; }));
  writer.varint(dated);
  CivilDay previous = 0;
  for (std::uint32_t i = 0; i < dated; ++i) {
    writer.varint(zigzag(articles[i].day - previous));
    previous = articles[i].day;
  }
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i < articles.size(); ++i) {
    const auto weight = static_cast<std::uint32_t>(std::lround(articles[i].weight * 100));
    if (weight == 100) continue;
    writer.varint(i - next + 1);
    writer.varint(weight);
    next = i;
  }
  writer.varint(0);
  for (const Lengths& row : lengths) writer.u8(static_cast<std::uint8_t>(std::min(row[kTitle], 255U)));
  writer.bytes(length_codes);
  return writer.take();
}

}  // namespace carrel
