// Vectors: what each article is about, as the few classes of words that say most in it.
//
// A class weighs as much in an article as it would in ranking: its rarity times its saturated strength
// (index/mark.h). Vectors have length 1, so their product is the cosine of the angle between two articles.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

// A block for each article, as VECT and bodies have them.
std::vector<Bytes> write_vectors(const Vectors& vectors, const Terms& terms);

struct Neighbour {
  std::uint32_t article = 0;
  float cosine = 0;
};

// For each article its nearest others, nearest first, at most `count`; further than a right angle, or nearly
// so, is nobody.
std::vector<std::vector<Neighbour>> nearest(const Vectors& vectors, std::uint32_t classes, std::size_t count);

}  // namespace carrel
