#include "index/related.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/json_writer.h"
#include "base/sort.h"
#include "text/fold.h"

namespace carrel {
namespace {

constexpr std::size_t kRelated = 4;
// As many are looked at closely: labels may change the order among them, and titles may repeat.
constexpr std::size_t kCandidates = 16;
// For each label in common; half of this is a common word said in both titles.
constexpr float kLabelBonus = 0.05F;
constexpr std::size_t kMaxLabels = 3;

}  // namespace

void RelatedFinder::LabelNumbers::add(const std::vector<std::string>& labels) {
  std::vector<std::uint32_t>& own = numbers_.emplace_back();
  for (const std::string& label : labels)
    own.push_back(known_.try_emplace(label, static_cast<std::uint32_t>(known_.size())).first->second);
  heap_sort(own, std::less<>());
}

std::size_t RelatedFinder::LabelNumbers::in_common(std::size_t a, std::size_t b) const {
  const std::vector<std::uint32_t>& one = numbers_[a];
  const std::vector<std::uint32_t>& other = numbers_[b];
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
    const std::uint32_t left = one[i];
    const std::uint32_t right = other[j];
    count += left == right;
    i += left <= right;
    j += right <= left;
  }
  return count;
}

RelatedFinder::RelatedFinder(const std::vector<IndexedArticle>& articles, const Vectors& vectors,
                             std::uint32_t classes)
    : articles_(articles), nearest_(vectors, classes) {}

bool RelatedFinder::step(Pace& pace) {
  for (; titles_.size() < articles_.size();) {
    if (pace.is_over()) return false;
    const IndexedArticle& article = articles_[titles_.size()];
    titles_.push_back(fold(article.title));
    tags_.add(article.tags);
    categories_.add(article.categories);
    pace.spend(20 + article.title.size() / 2 + 10 * (article.tags.size() + article.categories.size()));
  }
  while (related_.size() < articles_.size()) {
    if (pace.is_over()) return false;
    related_.push_back(related_to(static_cast<std::uint32_t>(related_.size()), pace));
  }
  return true;
}

std::string RelatedFinder::related_to(std::uint32_t article, Pace& pace) {
  std::vector<Neighbour> found = nearest_.find(article, kCandidates, pace);
  for (Neighbour& other : found) {
    const std::size_t labels =
        tags_.in_common(article, other.article) + categories_.in_common(article, other.article);
    other.cosine += kLabelBonus * static_cast<float>(std::min(labels, kMaxLabels));
    pace.spend((articles_[article].tags.size() + articles_[other.article].tags.size()) / 16);
  }
  heap_sort(found, [](const Neighbour& a, const Neighbour& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.article < b.article;
  });
  JsonWriter json;
  json.begin_array();
  std::vector<std::string_view> said = {titles_[article]};
  for (const Neighbour& other : found) {
    if (said.size() > kRelated) break;
    const std::string_view title = titles_[other.article];
    if (std::find(said.begin(), said.end(), title) != said.end()) continue;
    said.push_back(title);
    const IndexedArticle& near = articles_[other.article];
    json.begin_object().key("slug").string(near.slug).key("title").string(near.title).end_object();
  }
  json.end_array();
  pace.spend(20 + json.text().size() / 4);
  return json.take();
}

}  // namespace carrel
