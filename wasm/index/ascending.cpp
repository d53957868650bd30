#include "index/ascending.h"

#include <cassert>

namespace carrel {
namespace {

// `values` are among the `range` numbers from `low` on. Depth: log2 of their count.
void write_between(BitWriter& writer, std::span<const std::uint32_t> values, std::uint32_t low,
                   std::uint32_t range) {
  const auto count = static_cast<std::uint32_t>(values.size());
  if (count == 0 || count == range) return;
  if (count == 1) return writer.below(values[0] - low, range);
  const std::uint32_t middle = count / 2;
  const std::uint32_t place = values[middle] - low;
  // `middle` numbers must fit below it, the others above.
  writer.below(place - middle, range - count + 1);
  write_between(writer, values.first(middle), low, place);
  write_between(writer, values.subspan(middle + 1), low + place + 1, range - place - 1);
}

void read_between(BitReader& reader, std::span<std::uint32_t> out, std::uint32_t low, std::uint32_t range) {
  const auto count = static_cast<std::uint32_t>(out.size());
  if (count == 0) return;
  if (count == range) {
    for (std::uint32_t& value : out) value = low++;
    return;
  }
  const std::uint32_t middle = count / 2;
  const std::uint32_t place = reader.below(range - count + 1) + middle;
  out[middle] = low + place;
  read_between(reader, out.first(middle), low, place);
  read_between(reader, out.subspan(middle + 1), low + place + 1, range - place - 1);
}

}  // namespace

void write_ascending(BitWriter& writer, std::span<const std::uint32_t> values, std::uint32_t limit) {
  write_between(writer, values, 0, limit);
}

void read_ascending(BitReader& reader, std::span<std::uint32_t> out, std::uint32_t limit) {
  assert(out.size() <= limit);
  read_between(reader, out, 0, limit);
}

}  // namespace carrel
