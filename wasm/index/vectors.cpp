#include "index/vectors.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

Bytes write_vector(std::span<const VectorTerm> vector, const Terms& terms) {
  BitWriter bits;
  std::vector<std::uint32_t> classes;
  for (const VectorTerm& term : vector) classes.push_back(terms.class_numbers[term.class_number]);
  bits.below(static_cast<std::uint32_t>(classes.size()), kVectorTerms + 1);
  write_ascending(bits, classes, static_cast<std::uint32_t>(terms.parts.size()) * terms.classes);
  for (const VectorTerm& term : vector) bits.bits(coded_weight(term.weight), kVectorWeightBits);
  return bits.take();
}

NearestFinder::NearestFinder(const Vectors& vectors, std::uint32_t classes)
    : vectors_(vectors),
      begins_(classes + 1),
      about_(vectors.terms.size()),
      cosines_(vectors.begins.size() - 1) {
  for (const VectorTerm& term : vectors.terms) ++begins_[term.class_number + 1];
  for (std::uint32_t c = 0; c < classes; ++c) begins_[c + 1] += begins_[c];
  std::vector<std::uint32_t> next(begins_);
  for (std::uint32_t article = 0; article < cosines_.size(); ++article) {
    for (const VectorTerm& term : vectors.of(article))
      about_[next[term.class_number]++] = {article, term.weight};
  }
}

std::vector<Neighbour> NearestFinder::find(std::uint32_t article, std::size_t count, Pace& pace) {
  touched_.clear();
  for (const VectorTerm& term : vectors_.of(article)) {
    const std::uint32_t begin = begins_[term.class_number];
    const std::uint32_t end = begins_[term.class_number + 1];
    if (end - begin > kMaxAbout) continue;
    for (std::uint32_t i = begin; i < end; ++i) {
      float& cosine = cosines_[about_[i].article];
      if (cosine == 0) touched_.push_back(about_[i].article);
      cosine += term.weight * about_[i].cosine;
    }
    pace.spend((end - begin) / 16);
  }
  std::vector<Neighbour> near;
  for (const std::uint32_t other : touched_) {
    const float cosine = std::exchange(cosines_[other], 0.0F);
    if (other != article && cosine >= kLeastCosine) near.push_back({other, cosine});
  }
  pace.spend(touched_.size() / 8);
  const std::size_t kept = std::min(near.size(), count);
  sort_first(near, kept, [](const Neighbour& a, const Neighbour& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.article < b.article;
  });
  near.resize(kept);
  return near;
}

}  // namespace carrel
