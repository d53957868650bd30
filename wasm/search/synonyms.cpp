#include "search/synonyms.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace carrel {
namespace {

// The names of one part, and of each its other names: a number, then twice as many texts.
class Names {
 public:
  explicit Names(ByteSpan bytes) : reader_(bytes) {}

  // Goes on to the next name.
  bool next() {
    while (other()) text();
    if (reader_.left() == 0) return false;
    key = text();
    texts_ = 2 * reader_.varint();
    return true;
  }
  // Whether there is another text. An other name comes first, then its words if they are written otherwise.
  bool other() const { return texts_ > 0 && reader_.left() > 0; }
  // Only a hostile packer writes what is not UTF-8.
  std::string_view text() {
    --texts_;
    const std::string_view text = reader_.text(reader_.varint());
    return is_valid_utf8(text) ? text : std::string_view();
  }

  std::string_view key;

 private:
  Reader reader_;
  std::uint32_t texts_ = 0;
};

// How many words the name `key` has if it begins at words[at], otherwise 0.
std::uint32_t words_of_name(std::string_view key, const List<Word>& words, std::size_t at) {
  std::uint32_t count = 0;
  for (; !key.empty(); ++count) {
    if (at + count == words.size() || take_item(key, ' ') != words[at + count].lemma) return 0;
  }
  return count;
}

// Appends the articles that have all words of a name, and the classes of these words.
void find_name(const Index& index, std::string_view key, List<NamedArticle>& out, List<TermRef>& classes,
               Missing& missing) {
  const std::size_t begin = out.size();
  for (bool first = true; !key.empty(); first = false) {
    Postings postings;
    if (const Entry entry = find_form(index, take_item(key, ' '), missing)) {
      postings = index.postings(entry.class_ref);
      classes.push_back(entry.class_ref);
    }
    if (first) {
      for (const ArticleId article : postings.articles) out.push_back({article, kLevelMask | kInTitle});
    }
    std::size_t kept = begin;
    std::size_t at = 0;
    for (std::size_t i = begin; i < out.size(); ++i) {
      NamedArticle named = out[i];
      while (at < postings.articles.size() && postings.articles[at] < named.article) ++at;
      if (at == postings.articles.size() || postings.articles[at] != named.article) continue;
      const std::uint32_t mark = postings.marks[at];
      named.mark = static_cast<Mark>(std::min(named.mark & kLevelMask, mark & kLevelMask) |
                                     (named.mark & mark & kInTitle));
      out[kept++] = named;
    }
    out.resize(kept);
  }
}

}  // namespace

void add_other_names(const Index& index, std::string_view text, Words& all, Missing& missing) {
  List<Word>& words = all.words;
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < words.size(); at += std::max(count, 1U)) {
    count = 0;
    const Word& first = words[at];
    if (first.lemma.empty()) continue;
    const TermPart* part = index.terms(index.part_of(first.lemma), missing);
    if (!part) continue;
    Names names(part->synonyms());
    Names longest(ByteSpan{});
    while (names.next()) {
      const std::uint32_t size = words_of_name(names.key, words, at);
      if (size <= count) continue;
      count = size;
      longest = names;
    }
    if (count == 0) continue;
    const Word& last = words[at + count - 1];
    List<NamedArticle> named;
    List<TermRef> classes;
    while (longest.other()) {
      OtherName other{at, count, between(text, first.offset, last.offset + last.typed.size()),
                      longest.text()};
      const std::string_view key = longest.text();
      other.begin = static_cast<std::uint32_t>(named.size());
      find_name(index, key.empty() ? other.name : key, named, classes, missing);
      other.end = static_cast<std::uint32_t>(named.size());
      if (other.end > other.begin) all.names.push_back(other);
    }
    words[at].named_words = all.arena.keep(classes);
    const auto kept = all.arena.keep(named);
    for (std::uint32_t i = at; i < at + count; ++i) words[i].named = kept;
  }
}

void add_named_words(const Index& index, const Word& like, std::string_view prefix, List<StemNeed>& out) {
  Missing none;
  for (std::uint32_t number = index.part_of(prefix); number <= last_part_of(index, prefix); ++number) {
    const TermPart* part = index.terms(number, none);
    if (!part) continue;
    Names names(part->synonyms());
    while (names.next()) {
      const std::string_view word = take_item(names.key, ' ');
      if (word.starts_with(prefix) && word != like.text && !find_form(index, word, none))
        out.push_back({like.typed, word});
    }
  }
}

}  // namespace carrel
