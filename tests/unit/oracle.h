// What a search must find, worked out without an index: every word of every article is looked at for every
// word of the query, as docs/query.md and docs/decisions/0006 say. Shares the engine's analysis (tokenize and
// fold, which have tests of their own) and nothing else.
//
// Words alone, as with depth=0; no misspellings, synonyms, facets, and no prefix of more than kMaxExpansions
// words.
#pragma once

#include <array>
#include <cmath>

#include "corpus.h"
#include "text/tokenizer.h"

namespace carrel::testing {

// One clause of a query.
struct Part {
  std::string text;
  bool excluded = false, in_title = false, quoted = false;
  bool closed = false;  // quoted, and a quote ends it
  bool joined = false;  // by OR to the one before
};

inline std::string written(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts) {
    out.append(out.empty() ? "" : " ").append(part.joined ? "OR " : "").append(part.excluded ? "-" : "");
    out.append(part.in_title ? "title:" : "").append(part.quoted ? "\"" : "").append(part.text);
    out.append(part.closed ? "\"" : "");
  }
  return out;
}

// One to four clauses, mostly of words of the corpus.
std::vector<Part> random_query(Corpus& corpus);

// The folded words of a text. The last letter of a run without blanks is a word of texts, and of phrases that
// go on behind the run; otherwise a query has it in the pair before.
enum class Reading { kText, kPhrase, kWords };
inline Strings words_of(std::string_view text, Reading reading = Reading::kText) {
  List<Token> tokens;
  tokenize(text, tokens);
  Strings words;
  std::size_t end = 0;
  for (const Token& token : tokens) {
    const bool inside = token.offset + token.size == end;
    end = token.offset + token.size;
    const bool skipped = inside && (reading == Reading::kWords || &token + 1 == tokens.end());
    if (reading == Reading::kText || !skipped) words.push_back(fold(token.in(text)));
  }
  return words;
}

// Articles by number, with their scores; those left out were not found.
struct Verdict {
  std::map<std::size_t, float> scores;
  std::vector<std::size_t> order;  // by score, then by number
  std::set<std::string> relaxed;
  bool doubtful = false;  // rounding may have taken a word of the corpus to another level
};

class Oracle {
 public:
  explicit Oracle(const Corpus& corpus);
  Verdict operator()(std::vector<Part> parts);

 private:
  // A class in an article. `strength`: its frequency over all fields, weighted and normalised, where it
  // saturates to the middle of one of 20 steps.
  struct Said {
    float strength = 0;
    std::array<float, kFieldCount> times = {};  // by field
    bool in_title = false, in_name = false;
  };
  struct Sheet {
    std::vector<Strings> rows;                   // the words of each text
    std::map<std::string, std::string> classes;  // of its forms
    std::map<std::string, Said> said;
    std::set<Strings> names;
    std::size_t title_words = 0;
  };
  struct Word {
    std::string text, stem;
    std::size_t part = 0;
    bool exact = false, is_prefix = false, known = false, begun = false;
  };
  // A word, or what OR joins, in an article.
  struct Seen {
    float strong = 0, weak = 0;
    bool in_title = false, in_name = false, strongly_in_title = false;
  };
  struct Group {
    std::vector<Word> words;
    float times = 1;
  };

  std::size_t slot(std::size_t part) const { return parts_[part].joined ? slot(part - 1) : part; }
  bool is_joined(std::size_t part) const {
    return parts_[part].joined || (part + 1 < parts_.size() && parts_[part + 1].joined);
  }
  bool demands(std::size_t part) const {
    return !parts_[part].excluded && (parts_[part].quoted || parts_[part].in_title);
  }
  bool slot_demands(std::size_t part) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (slot(i) == slot(part) && demands(i)) return true;
    }
    return false;
  }

  void read();
  Seen see(const Group& group, const Sheet& sheet) const;
  bool meets(std::size_t part, const Sheet& sheet) const;
  bool let_go(std::size_t first, std::size_t end, bool phrases, bool titles, Verdict& verdict);
  std::vector<bool> allow(Verdict& verdict);
  std::vector<Group> groups() const;
  void score(const std::vector<bool>& allowed, Verdict& verdict) const;

  const Corpus& corpus_;
  std::vector<Sheet> sheets_;
  std::vector<Part> parts_;
  std::string asked_;
  bool doubtful_ = false;
  std::vector<Word> words_;
};

}  // namespace carrel::testing
