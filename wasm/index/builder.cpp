#include "index/builder.h"

#include <algorithm>
#include <utility>

#include "base/sort.h"
#include "text/stem_language.h"

namespace carrel {
namespace {

// About 8 kB once compressed: an article opens with one small request, and its neighbours come along.
constexpr std::size_t kBodyGroupBytes = 96 * 1024;

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

bool IndexBuilder::add_text(Field field, std::string_view text, Pace& pace) {
  // What a word costs: most are known, and a new one is folded and kept.
  constexpr std::size_t kWordCost = 3;
  if (next_token_ == 0) {
    tokens_.clear();
    tokenize(text, tokens_);
    pace.spend(1 + text.size() / 4);
  }
  for (; next_token_ < tokens_.size(); ++next_token_) {
    if (pace.is_over() && next_token_ > 0) return false;
    forms_.count(tokens_[next_token_].in(text), field, current_language_, position_++);
    pace.spend(kWordCost);
  }
  next_token_ = 0;
  // No phrase and no neighbourhood reaches from one text into the next.
  position_ += kTextGap;
  current_lengths_[field] += static_cast<std::uint32_t>(tokens_.size());
  return true;
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

std::uint32_t IndexBuilder::synonym_name(std::string_view language, std::string_view text) {
  if (languages_.empty()) return 0;
  // A language that no article has would bring a stemmer for nothing.
  auto known = std::find(languages_.begin(), languages_.end(), stem_language(language));
  if (known == languages_.end()) known = languages_.begin();
  return synonyms_.name(forms_, static_cast<LanguageId>(known - languages_.begin()), text);
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

}  // namespace carrel
