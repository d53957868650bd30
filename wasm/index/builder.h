// IndexBuilder: articles in, files out. The same articles in the same order give the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/civil_date.h"
#include "base/list.h"
#include "index/form_table.h"
#include "index/format.h"
#include "index/term_lists.h"
#include "text/tokenizer.h"

namespace carrel {

class Stemmer;

// What the index keeps of an article, ready-made by the packer.
struct IndexedArticle {
  std::string slug, title, url, date, updated, excerpt;
  std::string details_json;  // the members of the answer to `read`, without its braces and without `body`
  std::string markdown, plain_text;
  std::string image_json = "null";
  CivilDay day = 0;
  bool dated = false;
  double weight = 1;
  std::vector<std::string> also_known_as, authors, categories, tags, topics;
};

struct PackedFile {
  std::string name;  // sixteen hexadecimal digits: the checksum
  FileKind kind;
  Bytes bytes;
};

class IndexBuilder {
 public:
  // Articles are numbered in the order of these calls: newest first, undated last.
  // Requires: less than kMaxArticles of them.
  void begin_article();
  // Counts every word of `text` for the current article. Words are stemmed in `language`.
  void add_text(Field field, std::string_view text, Stemmer& stemmer);
  void end_article(IndexedArticle article);

  // Reading time of the current article so far.
  std::uint32_t minutes() const { return reading_minutes(current_lengths_[kBody]); }

  std::uint32_t articles() const { return static_cast<std::uint32_t>(articles_.size()); }

  // `meta_json` is what `open` will answer. `single_file_limit`: up to so many bytes the index stays in one
  // file. The root comes first. May be called once.
  std::vector<PackedFile> finish(std::string_view meta_json, std::string_view stem_language,
                                 std::uint32_t single_file_limit);

 private:
  FormTable forms_;
  std::vector<IndexedArticle> articles_;
  std::vector<Lengths> lengths_;
  Lengths current_lengths_ = {};
  List<Token> tokens_;
};

}  // namespace carrel
