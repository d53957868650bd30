#include "search/phrase.h"

namespace carrel {

void keep_rows(const Index& index, std::span<const Entry> forms, List<std::uint8_t>& wanted,
               Missing& missing) {
  // One word stands in a row wherever it stands.
  if (forms.size() < 2) return;
  // Where the words so far stand in a row: the article above, below it the position of the first word.
  List<std::uint64_t> rows;
  bool any_row = true;  // as long as no word had positions
  for (std::uint32_t i = 0; i < forms.size(); ++i) {
    List<Occurrence> places;
    if (!index.occurrences(forms[i].class_ref, wanted.span(), places, missing)) continue;
    List<std::uint64_t> kept;
    std::size_t row = 0;
    for (const Occurrence& place : places) {
      if (place.form != forms[i].form.index || place.position < i) continue;
      const std::uint64_t start = std::uint64_t{place.article} << 32 | (place.position - i);
      while (row < rows.size() && rows[row] < start) ++row;
      if (any_row || (row < rows.size() && rows[row] == start)) kept.push_back(start);
    }
    rows = std::move(kept);
    any_row = false;
  }
  if (any_row) return;
  const std::size_t articles = wanted.size();
  wanted.clear();
  wanted.resize(articles);
  for (const std::uint64_t row : rows) wanted[row >> 32] = 1;
}

}  // namespace carrel
