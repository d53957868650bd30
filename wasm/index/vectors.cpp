#include "index/vectors.h"

#include <algorithm>
#include <cmath>

#include "base/sort.h"
#include "index/ascending.h"

namespace carrel {
namespace {

// A word that more articles are about tells them apart too little for what it costs: time would grow with the
// square of the articles.
constexpr std::uint32_t kMaxAbout = 1000;
// Less than this is a word or two that happen to be the same.
constexpr float kLeastCosine = 0.1F;

// Robertson's idf, rounded so that no library's logarithm changes what is packed. Who alone has a word shares
// it with nobody.
float rarity_of(std::uint32_t count, std::uint32_t articles) {
  if (count < 2) return 0;
  const float odds = (static_cast<float>(articles - count) + 0.5F) / (static_cast<float>(count) + 0.5F);
  return std::round(std::log(1 + odds) * 64) / 64;
}

}  // namespace

Vectors make_vectors(const ClassPostings& postings, std::uint32_t classes, std::uint32_t articles) {
  // Postings go from class to articles; here they are wanted the other way round.
  const std::uint32_t end = classes > 0 ? postings.begins[classes] : 0;
  std::vector<std::uint32_t> next(articles + 1);
  for (std::uint32_t i = 0; i < end; ++i) ++next[postings.articles[i] + 1];
  for (std::uint32_t i = 0; i < articles; ++i) next[i + 1] += next[i];
  const std::vector<std::uint32_t> begins = next;
  std::vector<VectorTerm> all(end);
  for (std::uint32_t c = 0; c < classes; ++c) {
    const float rarity = rarity_of(postings.begins[c + 1] - postings.begins[c], articles);
    for (std::uint32_t i = postings.begins[c]; i < postings.begins[c + 1]; ++i) {
      all[next[postings.articles[i]]++] = {c, rarity * saturated(postings.marks[i] & kLevelMask)};
    }
  }
  Vectors vectors;
  vectors.begins.push_back(0);
  for (std::uint32_t article = 0; article < articles; ++article) {
    std::span<VectorTerm> terms =
        std::span(all).subspan(begins[article], begins[article + 1] - begins[article]);
    const std::size_t kept = std::min(terms.size(), kVectorTerms);
    sort_first(terms, kept, [](const VectorTerm& a, const VectorTerm& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.class_number < b.class_number;
    });
    terms = terms.first(kept);
    heap_sort(terms,
              [](const VectorTerm& a, const VectorTerm& b) { return a.class_number < b.class_number; });
    float square = 0;
    for (const VectorTerm& term : terms) square += term.weight * term.weight;
    for (const VectorTerm& term : terms) {
      if (term.weight > 0) vectors.terms.push_back({term.class_number, term.weight / std::sqrt(square)});
    }
    vectors.begins.push_back(static_cast<std::uint32_t>(vectors.terms.size()));
  }
  return vectors;
}

std::vector<Bytes> write_vectors(const Vectors& vectors, const Terms& terms) {
  std::vector<Bytes> blocks;
  for (std::uint32_t article = 0; article + 1 < vectors.begins.size(); ++article) {
    BitWriter bits;
    std::vector<std::uint32_t> classes;
    for (const VectorTerm& term : vectors.of(article))
      classes.push_back(terms.class_numbers[term.class_number]);
    bits.below(static_cast<std::uint32_t>(classes.size()), kVectorTerms + 1);
    write_ascending(bits, classes, static_cast<std::uint32_t>(terms.parts.size()) * terms.classes);
    for (const VectorTerm& term : vectors.of(article))
      bits.bits(coded_weight(term.weight), kVectorWeightBits);
    blocks.push_back(bits.take());
  }
  return blocks;
}

std::vector<std::vector<Neighbour>> nearest(const Vectors& vectors, std::uint32_t classes,
                                            std::size_t count) {
  const auto articles = static_cast<std::uint32_t>(vectors.begins.size() - 1);
  // The articles that are about each class.
  std::vector<std::uint32_t> begins(classes + 1);
  for (const VectorTerm& term : vectors.terms) ++begins[term.class_number + 1];
  for (std::uint32_t c = 0; c < classes; ++c) begins[c + 1] += begins[c];
  std::vector<Neighbour> about(vectors.terms.size());
  std::vector<std::uint32_t> next(begins);
  for (std::uint32_t article = 0; article < articles; ++article) {
    for (const VectorTerm& term : vectors.of(article))
      about[next[term.class_number]++] = {article, term.weight};
  }

  std::vector<std::vector<Neighbour>> found(articles);
  std::vector<float> cosines(articles);
  std::vector<Neighbour> touched;
  for (std::uint32_t article = 0; article < articles; ++article) {
    touched.clear();
    for (const VectorTerm& term : vectors.of(article)) {
      const std::uint32_t begin = begins[term.class_number];
      const std::uint32_t end = begins[term.class_number + 1];
      if (end - begin > kMaxAbout) continue;
      for (std::uint32_t i = begin; i < end; ++i) {
        if (cosines[about[i].article] == 0) touched.push_back({about[i].article, 0});
        cosines[about[i].article] += term.weight * about[i].cosine;
      }
    }
    std::vector<Neighbour>& near = found[article];
    for (Neighbour& other : touched) {
      other.cosine = cosines[other.article];
      cosines[other.article] = 0;
      if (other.article != article && other.cosine >= kLeastCosine) near.push_back(other);
    }
    const std::size_t kept = std::min(near.size(), count);
    sort_first(near, kept, [](const Neighbour& a, const Neighbour& b) {
      return a.cosine != b.cosine ? a.cosine > b.cosine : a.article < b.article;
    });
    near.resize(kept);
  }
  return found;
}

}  // namespace carrel
