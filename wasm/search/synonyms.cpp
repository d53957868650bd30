#include "search/synonyms.h"

#include <algorithm>

#include "base/utf8.h"

namespace carrel {
namespace {

std::string_view first_word(std::string_view key) { return key.substr(0, key.find(' ')); }

// Only a hostile packer writes what is not UTF-8.
std::string_view sized_text(Reader& reader) {
  const std::string_view text = reader.text(reader.varint());
  return is_valid_utf8(text) ? text : std::string_view();
}

// How many words the name `key` has if it begins at words[at], otherwise 0.
std::uint32_t words_of_name(std::string_view key, const std::vector<Word>& words, std::size_t at) {
  for (std::uint32_t count = 1; at < words.size(); ++at, ++count) {
    const std::string_view lemma = words[at].lemma;
    const std::string_view word = first_word(key);
    if (word != lemma) return 0;
    if (word.size() == key.size()) return count;
    key.remove_prefix(word.size() + 1);
  }
  return 0;
}

// Appends the articles that have all words of a name, and the classes of these words.
void find_name(const Index& index, std::string_view key, List<NamedArticle>& out, List<TermRef>& classes,
               Missing& missing) {
  const std::size_t begin = out.size();
  for (bool first = true; !key.empty(); first = false) {
    const std::string_view word = first_word(key);
    key.remove_prefix(std::min(word.size() + 1, key.size()));
    Postings postings;
    if (const auto entry = find_form(index, word, missing)) {
      postings = index.postings(entry->class_ref);
      classes.push_back(entry->class_ref);
    }
    if (first) {
      for (const ArticleId article : postings.articles)
        out.push_back({article, strength_of(kLevels - 1), true});
    }
    std::size_t kept = begin;
    std::size_t at = 0;
    for (std::size_t i = begin; i < out.size(); ++i) {
      NamedArticle named = out[i];
      while (at < postings.articles.size() && postings.articles[at] < named.article) ++at;
      if (at == postings.articles.size() || postings.articles[at] != named.article) continue;
      named.strength = std::min(named.strength, strength_of(postings.marks[at] & kLevelMask));
      named.in_title &= (postings.marks[at] & kInTitle) != 0;
      out[kept++] = named;
    }
    out.resize(kept);
  }
}

}  // namespace

List<OtherName> add_other_names(const Index& index, std::string_view text, std::vector<Word>& words,
                                Missing& missing) {
  List<OtherName> names;
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < words.size(); at += std::max(count, 1U)) {
    count = 0;
    if (words[at].lemma.empty()) continue;
    const TermPart* part = index.terms(index.part_of(words[at].lemma), missing);
    if (!part) continue;
    Reader reader(part->synonyms());
    Reader others(ByteSpan{});
    while (reader.left() > 0) {
      const std::uint32_t size = words_of_name(sized_text(reader), words, at);
      if (size > count) {
        count = size;
        others = reader;
      }
      for (std::uint32_t left = 2 * reader.varint(); left > 0 && !reader.failed(); --left) sized_text(reader);
    }
    if (count == 0) continue;
    const Word& last = words[at + count - 1];
    const std::size_t begin = words[at].offset;
    for (std::uint32_t left = others.varint(); left > 0 && !others.failed(); --left) {
      OtherName other{at, count, text.substr(begin, last.offset + last.typed.size() - begin),
                      sized_text(others)};
      const std::string_view key = sized_text(others);
      Word& first = words[at];
      other.begin = static_cast<std::uint32_t>(first.named.size());
      find_name(index, key.empty() ? other.name : key, first.named, first.named_words, missing);
      other.end = static_cast<std::uint32_t>(first.named.size());
      if (other.end > other.begin) names.push_back(other);
    }
    for (std::uint32_t i = at + 1; i < at + count; ++i) words[i].named = words[at].named;
  }
  return names;
}

void add_named_words(const Index& index, const Word& like, std::string_view prefix,
                     std::vector<std::string>& out) {
  Missing none;
  const std::string end = std::string(prefix) + '\xFF';
  for (std::uint32_t number = index.part_of(prefix); number <= index.part_of(end); ++number) {
    const TermPart* part = index.terms(number, none);
    if (!part) continue;
    Reader reader(part->synonyms());
    while (reader.left() > 0) {
      const std::string_view word = first_word(sized_text(reader));
      if (word.starts_with(prefix) && word != like.text && !find_form(index, word, none))
        out.emplace_back(word);
      for (std::uint32_t left = 2 * reader.varint(); left > 0 && !reader.failed(); --left) sized_text(reader);
    }
  }
}

}  // namespace carrel
