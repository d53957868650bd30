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

}  // namespace

std::vector<std::uint8_t> PrefixCode::lengths_for(std::span<const std::uint32_t> frequencies) {
  assert(frequencies.size() <= kMaxSymbols);
  std::vector<std::uint8_t> lengths(frequencies.size());
  std::vector<std::uint32_t> weights;
  for (const std::uint32_t frequency : frequencies) {
    if (frequency > 0) weights.push_back(frequency);
  }
  if (weights.size() < 2) {
    // A lone symbol is marked by length 1; read_lengths gives it an empty code.
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

bool PrefixCode::read_lengths(std::span<const std::uint8_t> lengths) {
  // Codes ascend by length, then by symbol, and each fills all entries that begin with it: ascending as well,
  // if the highest bit of an entry's number is taken for the first.
  std::size_t left = table_.size();
  std::size_t at = 0;
  for (std::uint8_t length = 1; length <= kMaxCodeLength; ++length) {
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      if (lengths[i] > kMaxCodeLength) return false;
      if (lengths[i] != length) continue;
      std::size_t entries = table_.size() >> length;
      if (entries > left) return false;
      left -= entries;
      while (entries-- > 0) {
        table_[at] = {static_cast<std::uint8_t>(i), length};
        std::size_t bit = table_.size() / 2;
        for (; (at & bit) != 0; bit /= 2) at ^= bit;
        at ^= bit;
      }
    }
  }
  const Entry first = table_[0];
  if (first.length == 1 && left == table_.size() / 2) {
    table_.fill({first.symbol, 0});
    left = 0;
  }
  // Bits that are no code would be read as some symbol for ever.
  return left == 0;
}

PrefixWriter::PrefixWriter(const PrefixCode& code) {
  // The bits behind a code are zero in its first entry.
  for (std::size_t at = code.table_.size(); at-- > 0;) {
    const auto [symbol, length] = code.table_[at];
    codes_[symbol] = {static_cast<std::uint16_t>(at), length};
  }
}

}  // namespace carrel
