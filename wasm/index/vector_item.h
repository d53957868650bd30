// VectorItem: a class of words that an article is about, and how much, as the index keeps it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace carrel {

struct VectorItem {
  std::uint32_t class_number = 0;  // through all parts of the dictionary
  float weight = 0;
};

constexpr std::size_t kVectorTerms = 24;

// Vectors have length 1, so weights are mostly a fifth (1 / √24), and hardly ever two fifths: eight steps
// will do.
constexpr unsigned kVectorWeightBits = 3;
constexpr float kVectorWeightStep = 0.05F;

constexpr std::uint32_t coded_weight(float weight) {
  return std::clamp(static_cast<std::uint32_t>(weight / kVectorWeightStep + 0.5F), 1U, 8U) - 1;
}
constexpr float decoded_weight(std::uint32_t code) {
  return static_cast<float>(code + 1) * kVectorWeightStep;
}

}  // namespace carrel
