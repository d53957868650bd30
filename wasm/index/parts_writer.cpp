#include "index/parts_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/sort.h"
#include "index/ascending.h"
#include "index/item_writer.h"
#include "index/slug_table.h"
#include "text/fold.h"
#include "text/slug.h"

namespace carrel {
namespace {

// No browser's address is longer, and looking for one text in another costs up to the product of their sizes.
constexpr std::size_t kMaxShortened = 2000;

// An address, or a slug, is mostly made from the title.
std::string without_title_slug(const std::string& text, const std::string& title_slug) {
  std::string out;
  for (const char c : text) {
    // A control character belongs into no address.
    if (c != kTitleSlugSign) out.push_back(c);
  }
  if (out.size() > kMaxShortened) return out;
  const std::size_t at = out.find(title_slug);
  if (at != std::string::npos) out.replace(at, title_slug.size(), 1, kTitleSlugSign);
  return out;
}

}  // namespace

CardTexts make_card(const IndexedArticle& article, std::uint32_t words,
                    const std::vector<std::uint32_t>& leaves) {
  const std::string title_slug = slugify(article.title);
  std::string names;
  for (const std::string& name : article.also_known_as) {
    names.append(name).push_back('\n');
    // A name is one line.
    std::replace(names.end() - static_cast<std::ptrdiff_t>(name.size()) - 1, names.end() - 1, '\n', ' ');
  }
  Writer numbers;
  numbers.varint(reading_minutes(words));
  for (const std::uint32_t value : leaves) numbers.varint(value);
  return {without_title_slug(article.slug, title_slug),
          without_title_slug(article.url, title_slug),
          article.title,
          names,
          article.excerpt,
          article.date,
          article.updated,
          article.image_json == "null" ? "" : article.image_json,
          std::string(text_of(numbers.data()))};
}

Bytes write_cards(std::span<const CardTexts> cards) {
  ItemWriter items;
  for (std::uint32_t text = 0; text < kCardTexts; ++text) {
    for (const CardTexts& card : cards) items.add(bytes_of(card[text]));
  }
  return items.take();
}

void BodyGroup::add(const IndexedArticle& article) {
  ++count_;
  for (const std::string* text :
       {&article.details_json, &article.markdown, &article.plain_text, &article.headings}) {
    items_.add(bytes_of(*text));
  }
}

Bytes BodyGroup::finish(std::span<const std::string> related, std::span<const Bytes> vectors) {
  for (const std::string& list : related) items_.add(bytes_of(list));
  for (const Bytes& vector : vectors) items_.add(vector);
  return items_.take();
}

Bytes write_slugs(const std::vector<IndexedArticle>& articles) {
  const auto count = static_cast<std::uint32_t>(articles.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;
  for (std::uint32_t i = 0; i < count; ++i) entries.emplace_back(slug_number(articles[i].slug, count), i);
  heap_sort(entries, std::less<>());
  std::vector<std::uint32_t> numbers;
  numbers.reserve(entries.size());
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
                 const std::vector<LengthCode>& length_codes, const std::vector<std::uint8_t>& usual_levels) {
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
  writer.bytes(usual_levels);
  return writer.take();
}

}  // namespace carrel
