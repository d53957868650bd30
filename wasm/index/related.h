// Related articles: what a reader of one may want to read next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/pace.h"
#include "index/builder.h"
#include "index/vectors.h"

namespace carrel {

// Finds them, in slices.
class RelatedFinder {
 public:
  // `articles` and `vectors` outlive this.
  RelatedFinder(const std::vector<IndexedArticle>& articles, const Vectors& vectors, std::uint32_t classes);

  // True when it is done; until then it is called again.
  bool step(Pace& pace);

  // For each article a JSON list of up to four others with slug and title: those whose vectors are nearest,
  // tags and categories in common helping a little; of several with one title the nearest.
  // Requires: step returned true.
  std::span<const std::string> related_json() const { return related_; }

 private:
  // The labels of one kind of each article as ascending numbers, so that two articles are compared in one
  // run.
  class LabelNumbers {
   public:
    void add(const std::vector<std::string>& labels);
    // How many labels both articles have.
    std::size_t in_common(std::size_t a, std::size_t b) const;

   private:
    std::unordered_map<std::string, std::uint32_t> known_;
    std::vector<std::vector<std::uint32_t>> numbers_;
  };

  std::string related_to(std::uint32_t article, Pace& pace);

  const std::vector<IndexedArticle>& articles_;
  NearestFinder nearest_;
  std::vector<std::string> titles_;  // folded
  LabelNumbers tags_, categories_;
  std::vector<std::string> related_;
};

}  // namespace carrel
