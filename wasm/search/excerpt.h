// Excerpts and marks: which parts of a text show why an article matched.
//
// Guarantees for every range: sorted, apart, counted in UTF-16 units, and never inside a character as readers
// see it (text/sentences.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/list.h"
#include "index/heading_list.h"
#include "search/words.h"
#include "text/tokenizer.h"

namespace carrel {

// A run of marked characters in UTF-16 units: [from, to).
struct Range {
  std::uint32_t from = 0, to = 0;
};

struct Excerpt {
  std::string_view text;
  List<Range> ranges;
  std::uint32_t words = 0;   // how many different words of the query it shows
  std::uint32_t weight = 0;  // what these are worth; a passage counts the words of its heading by half
  // Of a passage: the plain text it is from, and the headings before it, its own last.
  std::string_view body;
  std::span<const HeadingLine> above;
};

constexpr std::size_t kPassageBytes = 240;

// Finds the words of a query in running text. Borrows the index's forms and the words.
//
// What it returns borrows from the text that was given; a passage from the marker itself, until the next one.
//
// A word marks the forms it was expanded to (with its stem, all of their class), and if it is a prefix every
// word that begins so, each as a whole. A phrase marks its words where they stand in a row, as one range.
class Marker {
 public:
  // `phrases`: the folded words of each, parted by one blank; together they weigh what their words weigh.
  // Requires: none is empty.
  Marker(const Index& index, const List<Word>& words, std::span<const std::string_view> phrases = {});

  // What all words and phrases together weigh.
  std::uint32_t weight() const { return total_; }

  // All of `text`, marked.
  Excerpt mark(std::string_view text);

  // The best passage of a body: one of about kPassageBytes, or two of half that size where these show more of
  // the query. It stays under one heading, without the heading's own line, and ends with sentences if they
  // are short enough. Best is what shows the words that weigh most, then what shows them near each other and
  // in their order, then what comes first. Empty if the body has no text but headings.
  Excerpt passage(const Body& body);

 private:
  struct Found {
    std::uint32_t offset, size, word;
    std::uint32_t weight;  // half where its beginning alone was found
  };
  struct Target {
    std::string_view form;
    std::string_view rest;  // of a phrase, each word with a blank before it
    std::uint32_t word;
  };
  // A sentence, or a part of a long one.
  struct Piece {
    std::uint32_t begin, end;
    std::uint32_t section;  // how many headings stand before it
    std::uint32_t sentence_begin, sentence_end;
    std::uint32_t found, found_end;      // what was found in it: numbers in found_
    std::uint32_t heading, heading_end;  // and in the heading above it
  };
  struct Window {
    std::uint32_t first = 0, last = 0;  // pieces
    std::uint32_t weight = 0, nearness = 0;
  };

  void add_target(std::string_view form, std::string_view rest = {});
  void add_class(const Index& index, TermRef class_ref);
  void find(std::string_view text);
  std::size_t end_of(std::string_view rest, std::string_view text, std::size_t token) const;
  void split(std::string_view text);
  std::uint32_t weigh(std::uint32_t begin, std::uint32_t end, unsigned shift);
  std::uint32_t weigh(const Window& window);
  Window best_window(std::uint32_t limit, const Window* other);
  void append(std::string_view text, const Window& window);

  const List<Word>& words_;
  List<Target> targets_;         // ascending by form
  List<std::uint32_t> weights_;  // of the words, then of the phrases
  List<std::uint32_t> best_;     // what was found of each, while it is added up
  std::uint32_t total_ = 0;
  // Of the text at hand.
  List<Token> tokens_;
  List<Found> found_;
  List<HeadingLine> headings_;
  List<Piece> pieces_;
  std::string shown_;  // the passage
};

}  // namespace carrel
