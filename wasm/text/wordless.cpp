#include <algorithm>
#include <iterator>

#include "text/fold.h"
#include "text/fold_table.h"
#include "text/table_numbers.h"

namespace carrel {
namespace {

struct WordlessTable {
  std::uint16_t ends[2 * kWordlessRanges];

  WordlessTable() {
    const volatile std::uint8_t* at = kWordlessBytes;
    read_varints(at, ends);
    for (std::size_t i = 1; i < std::size(ends); ++i)
      ends[i] = static_cast<std::uint16_t>(ends[i - 1] + ends[i]);
  }
};
const WordlessTable kTable;

}  // namespace

bool is_wordless(char32_t c) {
  if (c < 0x80) {
    return !((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9'));
  }
  // Past the basic plane: emoji and other pictographs are symbols, and the last planes hold what cannot be
  // seen; the rest are letters.
  if (c > 0xFFFF) return (c >= 0x1F000 && c <= 0x1FAFF) || c >= 0xE0000;
  const auto* const after = std::upper_bound(std::begin(kTable.ends), std::end(kTable.ends), c);
  // Behind a first and before the next, or at a last.
  const std::ptrdiff_t ends = after - std::begin(kTable.ends);
  return ends % 2 == 1 || (ends > 0 && after[-1] == c);
}

}  // namespace carrel
