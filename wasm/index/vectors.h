// Vectors: what each article is about, as the few classes of words that say most in it.
//
// A class weighs as much in an article as it would in ranking: its rarity times its saturated strength
// (index/mark.h). Vectors have length 1, so their product is the cosine of the angle between two articles.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/pace.h"
#include "index/term_writer.h"
#include "index/vector_item.h"

namespace carrel {

struct VectorTerm {
  std::uint32_t class_number = 0;
  float weight = 0;
};

struct Vectors {
  std::vector<std::uint32_t> begins;  // of each article, and the end
  std::vector<VectorTerm> terms;      // of an article ascending by class, at most kVectorTerms

  std::span<const VectorTerm> of(std::uint32_t article) const {
    return std::span(terms).subspan(begins[article], begins[article + 1] - begins[article]);
  }
};

// `classes`: the first so many classes of `postings` are of words. `articles`: how many there are.
Vectors make_vectors(const ClassPostings& postings, std::uint32_t classes, std::uint32_t articles);

// The block of an article, as VECT and bodies have it.
Bytes write_vector(std::span<const VectorTerm> vector, const Terms& terms);

struct Neighbour {
  std::uint32_t article = 0;
  float cosine = 0;
};

// Finds the nearest of each article.
class NearestFinder {
 public:
  // `vectors` outlive this.
  NearestFinder(const Vectors& vectors, std::uint32_t classes);

  // The others nearest to an article, nearest first, at most `count`; further than a right angle, or nearly
  // so, is nobody.
  std::vector<Neighbour> find(std::uint32_t article, std::size_t count, Pace& pace);

 private:
  const Vectors& vectors_;
  std::vector<std::uint32_t> begins_;  // in about_, of each class
  std::vector<Neighbour> about_;       // the articles that are about each class, and how much
  std::vector<float> cosines_;         // of each article, 0 between two calls
  std::vector<std::uint32_t> touched_;
};

}  // namespace carrel
