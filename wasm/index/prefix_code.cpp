#include "index/prefix_code.h"

#include <algorithm>
#include <cassert>

namespace carrel {
namespace {

// Huffman's lengths, without a limit. `weights`: of the symbols that occur, at least two.
std::vector<std::uint8_t> unlimited_lengths(const std::vector<std::uint32_t>& weights) {
  struct Node {
    std::uint64_t weight;
    std::size_t parent;
  };
  std::vector<Node> nodes;
  nodes.reserve(weights.size() * 2);
  for (const std::uint32_t weight : weights) nodes.push_back({weight, 0});
  std::vector<std::size_t> open(weights.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  // The alphabet is small, and ties go to the earlier node: the same frequencies give the same code.
  const auto take_lightest = [&] {
    std::size_t best = 0;
    for (std::size_t i = 1; i < open.size(); ++i) {
      if (nodes[open[i]].weight < nodes[open[best]].weight) best = i;
    }
    const std::size_t node = open[best];
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(best));
    return node;
  };
  while (open.size() > 1) {
    const std::size_t a = take_lightest();
    const std::size_t b = take_lightest();
    nodes[a].parent = nodes[b].parent = nodes.size();
    open.push_back(nodes.size());
    nodes.push_back({nodes[a].weight + nodes[b].weight, 0});
  }
  std::vector<std::uint8_t> lengths(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (std::size_t node = i; node + 1 < nodes.size(); node = nodes[node].parent) ++lengths[i];
  }
  return lengths;
}

std::uint16_t reversed(std::uint32_t code, unsigned length) {
  std::uint32_t out = 0;
  for (unsigned i = 0; i < length; ++i) out |= (code >> i & 1) << (length - 1 - i);
  return static_cast<std::uint16_t>(out);
}

}  // namespace

std::vector<std::uint8_t> PrefixCode::lengths_for(std::span<const std::uint32_t> frequencies) {
  assert(frequencies.size() <= kMaxSymbols);
  std::vector<std::uint8_t> lengths(frequencies.size());
  std::vector<std::uint32_t> weights;
  for (const std::uint32_t frequency : frequencies) {
    if (frequency > 0) weights.push_back(frequency);
  }
  if (weights.size() < 2) {
    // A lone symbol is marked by length 1; from_lengths gives it an empty code.
    for (std::size_t i = 0; i < frequencies.size(); ++i) lengths[i] = frequencies[i] > 0;
    return lengths;
  }
  std::vector<std::uint8_t> short_lengths = unlimited_lengths(weights);
  // Flatter weights give shorter longest codes, at hardly any cost.
  while (*std::max_element(short_lengths.begin(), short_lengths.end()) > kMaxCodeLength) {
    for (std::uint32_t& weight : weights) weight = (weight >> 1) + 1;
    short_lengths = unlimited_lengths(weights);
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    if (frequencies[i] > 0) lengths[i] = short_lengths[next++];
  }
  return lengths;
}

std::optional<PrefixCode> PrefixCode::from_lengths(std::span<const std::uint8_t> lengths) {
  if (lengths.size() > kMaxSymbols) return std::nullopt;
  PrefixCode code;
  std::size_t symbols = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (lengths[i] > kMaxCodeLength) return std::nullopt;
    code.width_ = std::max<unsigned>(code.width_, lengths[i]);
    if (lengths[i] > 0) {
      ++symbols;
      last = i;
    }
  }
  if (symbols == 0) return std::nullopt;
  if (symbols == 1) {
    code.width_ = 0;
    code.table_[0] = {static_cast<std::uint8_t>(last), 0};
    return code;
  }
  std::uint32_t next = 0;
  for (unsigned length = 1; length <= code.width_; ++length) {
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      if (lengths[i] != length) continue;
      if (next >> length != 0) return std::nullopt;  // more codes than there is room for
      code.codes_[i] = {reversed(next, length), static_cast<std::uint8_t>(length)};
      for (std::size_t at = code.codes_[i].bits; at >> code.width_ == 0; at += std::size_t{1} << length) {
        code.table_[at] = {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(length)};
      }
      ++next;
    }
    next <<= 1;
  }
  // Bits that are no code would be read as some symbol for ever.
  if (next != std::uint32_t{2} << code.width_) return std::nullopt;
  return code;
}

}  // namespace carrel
