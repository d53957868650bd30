#include "index/related.h"

#include <algorithm>
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

std::size_t in_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](const std::string& label) {
    return std::find(b.begin(), b.end(), label) != b.end();
  }));
}

}  // namespace

std::vector<std::string> related_json(const std::vector<IndexedArticle>& articles, const Vectors& vectors,
                                      std::uint32_t classes) {
  std::vector<std::string> related;
  std::vector<std::string> titles;
  titles.reserve(articles.size());
  for (const IndexedArticle& article : articles) titles.push_back(fold(article.title));
  std::vector<std::vector<Neighbour>> found = nearest(vectors, classes, kCandidates);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const IndexedArticle& article = articles[i];
    for (Neighbour& other : found[i]) {
      const IndexedArticle& near = articles[other.article];
      const std::size_t labels =
          in_common(article.tags, near.tags) + in_common(article.categories, near.categories);
      other.cosine += kLabelBonus * static_cast<float>(std::min(labels, kMaxLabels));
    }
    heap_sort(found[i], [](const Neighbour& a, const Neighbour& b) {
      return a.cosine != b.cosine ? a.cosine > b.cosine : a.article < b.article;
    });
    JsonWriter json;
    json.begin_array();
    std::vector<std::string_view> said = {titles[i]};
    for (const Neighbour& other : found[i]) {
      if (said.size() > kRelated) break;
      const std::string_view title = titles[other.article];
      if (std::find(said.begin(), said.end(), title) != said.end()) continue;
      said.push_back(title);
      const IndexedArticle& near = articles[other.article];
      json.begin_object().key("slug").string(near.slug).key("title").string(near.title).end_object();
    }
    json.end_array();
    related.push_back(json.take());
  }
  return related;
}

}  // namespace carrel
