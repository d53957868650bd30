#include "search/phrase.h"

#include "search/words.h"

namespace carrel {

List<ArticleId> find_phrase(const Index& index, std::span<const Entry> forms, Missing& missing) {
  List<std::uint8_t> seen(index.articles().size());
  std::uint8_t words = 0;  // more than 255 in a phrase are not looked at
  for (const Entry& form : forms.first(std::min<std::size_t>(forms.size(), 255))) {
    each_posting(index, {form, Tier::kExact, 1}, [&](const Postings& postings, std::size_t place) {
      std::uint8_t& count = seen[postings.articles[place]];
      if (count == words) ++count;
    });
    ++words;
  }
  for (std::uint8_t& count : seen) count = count == words;

  // Where the words so far end: their last position, counted back to the first.
  List<Occurrence> rows;
  bool any_row = true;  // as long as no word had positions
  // A word alone stands wherever it stands.
  for (std::uint32_t i = 0; words > 1 && i < words; ++i) {
    List<Occurrence> places;
    if (!index.occurrences(forms[i].class_ref, seen.span(), places, missing)) continue;
    List<Occurrence> kept;
    std::size_t row = 0;
    for (const Occurrence& place : places) {
      if (place.form != forms[i].form.index || place.position < i) continue;
      const Occurrence start{place.article, place.position - i, 0};
      const auto before = [](const Occurrence& a, const Occurrence& b) {
        return a.article != b.article ? a.article < b.article : a.position < b.position;
      };
      while (row < rows.size() && before(rows[row], start)) ++row;
      if (any_row || (row < rows.size() && !before(start, rows[row]))) kept.push_back(start);
    }
    rows = std::move(kept);
    any_row = false;
  }

  List<ArticleId> articles;
  if (any_row) {
    for (ArticleId id = 0; id < seen.size(); ++id) {
      if (seen[id]) articles.push_back(id);
    }
  }
  for (const Occurrence& row : rows) {
    if (articles.empty() || articles.back() != row.article) articles.push_back(row.article);
  }
  return articles;
}

}  // namespace carrel
