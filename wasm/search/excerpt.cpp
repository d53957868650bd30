#include "search/excerpt.h"

#include <algorithm>

#include "base/logarithm.h"
#include "base/sort.h"
#include "base/text.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/sentences.h"

namespace carrel {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// Two passages instead of one must show so much more, in eighths of the one.
constexpr std::uint32_t kWorthTwo = 10;

// The rarer a word, the more it tells: the square of its inverse document frequency, so that "what" and "are"
// together weigh less than one word of the matter, but never nothing.
std::uint32_t weight_of(const Index& index, const Word& word) {
  const std::uint32_t documents = word.forms.empty() ? 0 : word.forms[0].entry.documents;
  const float information = natural_logarithm(static_cast<float>(index.articles().size() + 1) /
                                              (static_cast<float>(documents) + 0.5F));
  return 1 + static_cast<std::uint32_t>(information * information * 16);
}

}  // namespace

// Of the word whose weight comes next.
void Marker::add_target(std::string_view form, std::string_view rest) {
  targets_.push_back({form, rest, static_cast<std::uint32_t>(weights_.size())});
}

void Marker::add_class(const Index& index, TermRef class_ref) {
  for (const Entry& entry : find_class(index, class_ref)) add_target(entry.text);
}

Marker::Marker(const Index& index, const List<Word>& words, std::span<const std::string_view> phrases)
    : words_(words) {
  std::uint32_t in_phrases = 0;
  for (const Word& word : words) {
    const std::uint32_t weight = weight_of(index, word);
    total_ += weight;
    if (word.in_phrase) {
      in_phrases += weight;
    } else {
      for (const WordForm& form : word.forms) {
        if (form.tier == Tier::kStem) {
          add_class(index, form.entry.class_ref);
        } else if (form.tier != Tier::kPrefix) {
          add_target(form.entry.text);
        }
      }
      for (const TermRef name : word.named_words) add_class(index, name);
    }
    weights_.push_back(weight);
  }
  for (const std::string_view phrase : phrases) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    add_target(phrase.substr(0, end), phrase.substr(end));
    weights_.push_back(1 + in_phrases / static_cast<std::uint32_t>(phrases.size()));
  }
  heap_sort(targets_, [](const Target& a, const Target& b) { return a.form < b.form; });
  best_.resize(weights_.size());
}

// The token that ends a phrase of which `rest` is due behind this one; the number of tokens if that is not
// what stands there.
std::size_t Marker::end_of(std::string_view rest, std::string_view text, std::size_t token) const {
  for (; !rest.empty() && token < tokens_.size(); ++token) {
    const Token* const last = &tokens_[token];
    // A line feed parts what does not belong together.
    if (last + 1 == tokens_.end() || text[last->offset + last->size] == '\n') return tokens_.size();
    const std::string form = concat({" ", fold(last[1].in(text))});
    if (!rest.starts_with(form)) return tokens_.size();
    rest.remove_prefix(form.size());
  }
  return token;
}

void Marker::find(std::string_view text) {
  tokens_.clear();
  found_.clear();
  if (weights_.empty()) return;
  tokenize(text, tokens_);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    const std::string folded = fold(token.in(text));
    const std::string_view form = folded;
    // The first that does not come before it.
    std::size_t at = 0;
    for (std::size_t end = targets_.size(); at < end;) {
      const std::size_t middle = (at + end) / 2;
      if (targets_[middle].form < form) {
        at = middle + 1;
      } else {
        end = middle;
      }
    }
    for (; at < targets_.size() && targets_[at].form == form; ++at) {
      const Target& target = targets_[at];
      const std::size_t end = end_of(target.rest, text, i);
      if (end < tokens_.size())
        found_.push_back({token.offset, tokens_[end].offset + tokens_[end].size - token.offset, target.word,
                          weights_[target.word]});
    }
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
      if (words_[word].is_prefix && !words_[word].in_phrase && form.starts_with(words_[word].text))
        found_.push_back({token.offset, token.size, word, weights_[word] / 2});
    }
  }
}

// What the different words among those found are worth beyond what best_ holds already.
std::uint32_t Marker::weigh(std::uint32_t begin, std::uint32_t end, unsigned shift) {
  std::uint32_t weight = 0;
  for (; begin < end; ++begin) {
    const Found& found = found_[begin];
    const std::uint32_t gain = found.weight >> shift;
    if (gain <= best_[found.word]) continue;
    weight += gain - best_[found.word];
    best_[found.word] = gain;
  }
  return weight;
}

Excerpt Marker::mark(std::string_view text) {
  Excerpt excerpt;
  excerpt.text = text;
  find(text);
  excerpt.weight = weigh(0, static_cast<std::uint32_t>(found_.size()), 0);
  for (std::uint32_t& best : best_) {
    excerpt.words += best > 0;
    best = 0;
  }
  std::uint32_t units = 0;
  std::size_t counted = 0;
  for (const Found& found : found_) {
    // Pairs of letters overlap: a mark grows instead of beginning anew.
    std::size_t begin = found.offset;
    while (!is_character_border(text, begin)) --begin;
    std::size_t end = found.offset + found.size;
    while (!is_character_border(text, end)) ++end;
    begin = std::max(begin, counted);
    if (end <= begin) continue;
    units += utf16_size(text.substr(counted, begin - counted));
    const std::uint32_t from = units;
    units += utf16_size(text.substr(begin, end - begin));
    counted = end;
    if (!excerpt.ranges.empty() && excerpt.ranges.back().to == from) {
      excerpt.ranges.back().to = units;
    } else {
      excerpt.ranges.push_back({from, units});
    }
  }
  return excerpt;
}

// The text without its headings, in sentences; those longer than half a passage in parts.
void Marker::split(std::string_view text) {
  pieces_.clear();
  Piece piece = {};
  const auto pass = [&](std::uint32_t& from, std::uint32_t& to, std::uint32_t end) {
    from = std::max(piece.found_end, piece.heading_end);
    for (to = from; to < found_.size() && found_[to].offset < end;) ++to;
  };
  for (std::uint32_t begin = 0; begin < text.size();) {
    if (piece.section < headings_.size() && headings_[piece.section].offset <= begin) {
      const HeadingLine& heading = headings_[piece.section++];
      begin = std::max(begin, heading.offset + heading.size);
      pass(piece.heading, piece.heading_end, begin);
      continue;
    }
    if (is_space(text[begin])) {
      ++begin;
      continue;
    }
    piece.sentence_begin = begin;
    piece.sentence_end = static_cast<std::uint32_t>(next_sentence(text, begin));
    for (; begin < piece.sentence_end; begin = piece.end) {
      const std::string_view rest = text.substr(begin, piece.sentence_end - begin);
      std::size_t size = cut_text(rest, kPassageBytes / 2).size();
      while (size < rest.size() && (size == 0 || is_space(rest[size]) || !is_character_border(rest, size)))
        ++size;
      piece.begin = begin;
      piece.end = begin + static_cast<std::uint32_t>(size);
      pass(piece.found, piece.found_end, piece.end);
      pieces_.push_back(piece);
    }
  }
}

std::uint32_t Marker::weigh(const Window& window) {
  const Piece& first = pieces_[window.first];
  const std::uint32_t weight = weigh(first.found, pieces_[window.last].found_end, 0);
  return weight + weigh(first.heading, first.heading_end, 1);
}

// From each piece on, as many pieces as fit, whole sentences if there are any; apart from `other`, and
// without what that shows.
Marker::Window Marker::best_window(std::uint32_t limit, const Window* other) {
  Window best;
  bool none = true;
  for (std::uint32_t first = 0; first < pieces_.size(); ++first) {
    const Piece& start = pieces_[first];
    if (start.begin > start.sentence_begin && start.sentence_end - start.sentence_begin <= limit) continue;
    if (other && first >= other->first && first <= other->last) continue;
    // Begins where something was found, or where a section does.
    if (first > 0 && pieces_[first - 1].section == start.section && start.found == start.found_end) continue;
    std::uint32_t last = first;
    auto whole = static_cast<std::uint32_t>(pieces_.size());
    for (std::uint32_t i = first; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (i > first &&
          (piece.end - start.begin > limit || piece.section != start.section || (other && i == other->first)))
        break;
      last = i;
      if (piece.end == piece.sentence_end) whole = i;
    }
    if (whole < last) last = whole;
    Window window{first, last, 0, 0};
    if (other) weigh(*other);
    window.weight = weigh(window);
    for (std::uint32_t& value : best_) value = 0;
    for (std::uint32_t i = start.found; i < pieces_[last].found_end; ++i) {
      const Found& b = found_[i];
      ++window.nearness;
      if (i == start.found) continue;
      const Found& a = found_[i - 1];
      if (a.word != b.word)
        window.nearness += (a.word + 1 == b.word ? 1024 : 512) / (b.offset - a.offset + b.size);
    }
    if (none || window.weight > best.weight ||
        (window.weight == best.weight && window.nearness > best.nearness))
      best = window;
    none = false;
  }
  return best;
}

void Marker::append(std::string_view text, const Window& window) {
  const Piece& first = pieces_[window.first];
  const Piece& last = pieces_[window.last];
  std::string& shown = shown_;
  if (!shown.empty()) shown += ' ';
  if (!shown.empty() || first.begin > first.sentence_begin) shown += kEllipsis;
  if (shown.size() > kEllipsis.size()) shown += ' ';
  // Line feeds part blocks: what ends without a full stop is an item of a list or a cell.
  bool letter = false;
  const std::string_view passage = without_blanks(text.substr(first.begin, last.end - first.begin));
  for (std::size_t i = 0; i < passage.size();) {
    const Decoded decoded = decode_utf8(passage, i);
    if (is_space(passage[i])) {
      shown += letter && passage[i] != ' ' ? " \xC2\xB7 " : " ";
    } else {
      shown += passage.substr(i, decoded.size);
    }
    letter = !is_wordless(decoded.code_point);
    i += decoded.size;
  }
  if (last.end < last.sentence_end) shown += kEllipsis;
}

Excerpt Marker::passage(const Body& body) {
  const std::string_view text = body.plain_text;
  find(text);
  headings_ = read_headings(body.headings, text);
  split(text);
  if (pieces_.empty()) return {};
  Window one = best_window(kPassageBytes, nullptr);
  const Window half = best_window(kPassageBytes / 2, nullptr);
  const Window rest = best_window(kPassageBytes / 2, &half);
  shown_.clear();
  if (rest.weight * 8 > one.weight * kWorthTwo - half.weight * 8) {
    one = half;
    one.weight += rest.weight;
    const bool in_order = half.first < rest.first;
    append(text, in_order ? half : rest);
    append(text, in_order ? rest : half);
  } else {
    append(text, one);
  }
  const std::uint32_t section = pieces_[one.first].section;
  Excerpt excerpt = mark(shown_);
  excerpt.weight = one.weight;
  excerpt.body = text;
  excerpt.above = headings_.span().first(section);
  return excerpt;
}

}  // namespace carrel
