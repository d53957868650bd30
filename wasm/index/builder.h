// IndexBuilder: counts the words of articles; IndexWriter makes files of what it has counted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/civil_date.h"
#include "base/list.h"
#include "base/pace.h"
#include "index/facet_writer.h"
#include "index/form_table.h"
#include "index/format.h"
#include "index/item_writer.h"
#include "index/length.h"
#include "index/shelf.h"
#include "index/stem_queue.h"
#include "index/synonym_writer.h"
#include "index/term_lists.h"
#include "text/tokenizer.h"

namespace carrel {

// What the index keeps of an article, ready-made by the packer.
struct IndexedArticle {
  std::string slug, title, url, date, updated, excerpt;
  std::string details_json;  // the members of the answer to `read`, without its braces and without `body`
  std::string markdown, plain_text;
  std::string headings;  // of the body (index/heading_list.h)
  std::string image_json = "null";
  CivilDay day = 0;
  bool dated = false;
  double weight = 1;
  std::vector<std::string> also_known_as, authors, categories, tags, topics;
  std::vector<IndexedFieldValue> fields;
};

// The bodies of some articles that follow one another, as they stand in section BODY.
class BodyGroup {
 public:
  void add(const IndexedArticle& article);
  std::uint32_t count() const { return count_; }
  std::size_t bytes() const { return items_.bytes(); }
  // Closes the group with what its articles are related to, and what they are about.
  Bytes finish(std::span<const std::string> related, std::span<const Bytes> vectors);

 private:
  ItemWriter items_;
  std::uint32_t count_ = 0;
};

class IndexBuilder {
 public:
  // Articles are numbered in the order of these calls: newest first, undated last. `language`: of their
  // words, a BCP 47 tag. Requires: less than kMaxArticles of them.
  void begin_article(std::string_view language);
  // Counts the words of `text` for the current article. True when it has counted all; until then it is called
  // again with the same text.
  bool add_text(Field field, std::string_view text, Pace& pace);
  void end_article(IndexedArticle article);

  // The number of a name that has others, for add_synonym. `language`: as above.
  // Requires: all articles are in, next_words was not asked yet.
  std::uint32_t synonym_name(std::string_view language, std::string_view text);
  // Whoever asks for the name `from` finds `to` too.
  void add_synonym(std::uint32_t from, std::uint32_t to) {
    if (!languages_.empty()) synonyms_.add(from, to);
  }

  // Reading time of the current article so far.
  std::uint32_t minutes() const { return reading_minutes(current_lengths_[kBody]); }

  std::uint32_t articles() const { return static_cast<std::uint32_t>(articles_.size()); }

  // The languages whose stemmers are wanted, those of the most articles first.
  std::vector<std::string_view> stem_languages() const;

  // Words to be stemmed, and their stems (index/stem_queue.h). Requires: all articles are in.
  StemRequest next_words() { return stems_.next(forms_, languages_); }
  void add_stems(std::string_view stems) { stems_.add(forms_, stems); }

  // For each form, by its number, whether it is a function word in the language where it is most common.
  // Requires: next_words said that there are no more.
  std::vector<bool> function_words() const;

 private:
  friend class IndexWriter;

  FormTable forms_;
  StemQueue stems_;
  SynonymWriter synonyms_;
  std::vector<std::string_view> languages_;  // of stemmers, in the order in which articles brought them
  std::vector<std::uint32_t> language_articles_;
  LanguageId current_language_ = 0;
  std::vector<BodyGroup> bodies_;
  std::vector<IndexedArticle> articles_;  // without their bodies
  std::vector<Lengths> lengths_;
  Lengths current_lengths_ = {};
  std::uint32_t position_ = 0;            // of the next word in the current article
  std::vector<LengthCode> length_codes_;  // of the positions of each article
  List<Token> tokens_;                    // of the text that is being counted
  std::size_t next_token_ = 0;
};

}  // namespace carrel
