#include "search/excerpt.h"

#include <algorithm>

#include "base/sort.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace carrel {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// Where sentences begin: after a line feed, after .!? and a blank, after the full stops of Han and
// Devanagari.
List<std::size_t> sentence_starts(std::string_view text) {
  List<std::size_t> starts = {0};
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    std::size_t end = 0;
    if (c == '\n') {
      end = i + 1;
    } else if ((c == '.' || c == '!' || c == '?') && is_space(text[i + 1])) {
      end = i + 2;
    } else if (text.substr(i, 3) == "\xE3\x80\x82" || text.substr(i, 3) == "\xE0\xA5\xA4") {
      end = i + 3;
    }
    if (end > starts.back() && end < text.size()) starts.push_back(end);
  }
  return starts;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// At most `limit` bytes, ending before a word.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && !is_space(text[end])) --end;
  if (end < limit / 2) {  // no blanks: between two characters will do
    end = limit;
    while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  }
  return trimmed(text.substr(0, end));
}

}  // namespace

Marker::Marker(const Index& index, const std::vector<Word>& words) {
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    for (const WordForm& form : words[word].forms) {
      if (form.tier != Tier::kStem) {
        targets_.push_back({form.entry.text, word});
        continue;
      }
      for (const Entry& entry : find_class(index, form.entry.class_ref))
        targets_.push_back({entry.text, word});
    }
  }
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    for (const TermRef name : words[word].named_words) {
      for (const Entry& entry : find_class(index, name)) targets_.push_back({entry.text, word});
    }
  }
  heap_sort(targets_, [](const Target& a, const Target& b) { return a.form < b.form; });
}

const List<Marker::Found>& Marker::find(std::string_view text) {
  tokens_.clear();
  found_.clear();
  if (targets_.empty()) return found_;
  tokenize(text, tokens_);
  for (const Token& token : tokens_) {
    const std::string form = fold(text.substr(token.offset, token.size));
    const auto at = std::lower_bound(
        targets_.begin(), targets_.end(), form,
        [](const Target& target, const std::string& wanted) { return target.form < wanted; });
    if (at != targets_.end() && at->form == form) found_.push_back({token.offset, token.size, at->word});
  }
  return found_;
}

Excerpt Marker::mark(std::string_view text) {
  Excerpt excerpt;
  excerpt.text = text;
  std::uint32_t units = 0;
  std::size_t counted = 0;
  std::uint64_t seen = 0;  // a bit for each word of the query, of which there are at most 64
  for (const Found& found : find(text)) {
    // Pairs of letters overlap: a mark grows instead of beginning anew.
    const std::size_t begin = std::max<std::size_t>(found.offset, counted);
    const std::size_t end = found.offset + found.size;
    if (end <= counted) continue;
    units += utf16_size(text.substr(counted, begin - counted));
    const std::uint32_t from = units;
    units += utf16_size(text.substr(begin, end - begin));
    counted = end;
    if (!excerpt.ranges.empty() && excerpt.ranges.back().to == from) {
      excerpt.ranges.back().to = units;
    } else {
      excerpt.ranges.push_back({from, units});
    }
    const std::uint64_t bit = std::uint64_t{1} << (found.word & 63);
    if ((seen & bit) == 0) ++excerpt.words;
    seen |= bit;
  }
  return excerpt;
}

Excerpt Marker::passage(std::string_view text) {
  const List<Found> all = find(text);
  const List<std::size_t> starts = sentence_starts(text);
  const auto sentence_end = [&](std::size_t i) {
    return i + 1 < starts.size() ? starts[i + 1] : text.size();
  };

  // From each sentence on, as many whole sentences as fit; the passage with the most different words wins,
  // then the one with the most words, then the first.
  std::size_t best_begin = 0;
  std::size_t best_end = sentence_end(0);
  std::uint32_t best_score = 0;
  std::size_t last = 0;
  std::size_t first_found = 0;
  for (std::size_t first = 0; first < starts.size(); ++first) {
    last = std::max(last, first);
    while (last + 1 < starts.size() && sentence_end(last + 1) - starts[first] <= kPassageBytes) ++last;
    const std::size_t begin = starts[first];
    const std::size_t end = sentence_end(last);
    while (first_found < all.size() && all[first_found].offset < begin) ++first_found;
    std::uint64_t seen = 0;
    std::uint32_t hits = 0;
    for (std::size_t i = first_found; i < all.size() && all[i].offset < end; ++i) {
      seen |= std::uint64_t{1} << (all[i].word & 63);
      ++hits;
    }
    std::uint32_t different = 0;
    for (; seen != 0; seen &= seen - 1) ++different;
    const std::uint32_t score = different * 1000 + std::min(hits, 999U);
    if (score > best_score || first == 0) {
      best_score = score;
      best_begin = begin;
      best_end = end;
    }
  }

  std::string_view chosen = trimmed(text.substr(best_begin, best_end - best_begin));
  bool cut_front = false;
  if (chosen.size() > kPassageBytes + kPassageBytes / 2) {
    // One very long sentence: from a little before its first marked word.
    const auto hit =
        std::find_if(all.begin(), all.end(), [&](const Found& found) { return found.offset >= best_begin; });
    if (hit != all.end() && hit->offset > best_begin + kPassageBytes / 2) {
      std::size_t from = hit->offset - kPassageBytes / 4;
      while (from < hit->offset && !is_space(text[from])) ++from;
      chosen = trimmed(text.substr(from, best_end - from));
      cut_front = true;
    }
  }
  const std::string_view shortened =
      chosen.size() > kPassageBytes + kPassageBytes / 2 ? cut(chosen, kPassageBytes) : chosen;
  std::string shown = cut_front ? std::string(kEllipsis) : "";
  // Line feeds part blocks in plain text; in an excerpt they are blanks.
  for (const char c : shortened) shown.push_back(c == '\n' ? ' ' : c);
  if (shortened.size() < chosen.size()) shown.append(kEllipsis);
  return mark(shown);
}

}  // namespace carrel
