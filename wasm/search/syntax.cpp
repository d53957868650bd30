#include "search/syntax.h"

#include <iterator>

#include "base/text.h"
#include "base/utf8.h"
#include "text/fold.h"

namespace carrel {
namespace {

constexpr std::string_view kNames = "title year in tag by category author topic";
constexpr Scope kScopes[] = {
    Scope::kTitle,      Scope::kYear,          scope_of(kCategories), scope_of(kTags),
    scope_of(kAuthors), scope_of(kCategories), scope_of(kAuthors),    scope_of(kTopics),
};

bool is_blank(char32_t c) { return c == U' ' || c == 0xA0 || c == 0x3000; }

// Quotes of any language; which of them open and which close differs from one to the next.
bool is_quote(char32_t c) {
  return c == U'"' || (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB || (c >= 0x300C && c <= 0x300F);
}

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// A text of so many words was not written for a search box: what stands in quotes there is no demand.
constexpr std::size_t kProse = 32;

class SyntaxParser {
 public:
  explicit SyntaxParser(std::string_view text) : text_(text) {}

  List<Clause> run() {
    bool join = false;
    while (skip_between(), at_ < text_.size()) {
      Clause clause;
      if (text_.substr(at_, 2) == "OR" && ends(at_ + 2) && !clauses_.empty()) {
        at_ += 2;
        join = true;
        continue;
      }
      if (text_[at_] == '-' && !ends(at_ + 1) && text_[at_ + 1] != '-') {
        clause.excluded = true;
        ++at_;
      }
      name(clause);
      value(clause);
      if (clause.size > 0) add(clause, join);
      join = false;
    }
    if (clauses_.size() > kProse) {
      for (Clause& clause : clauses_) clause.quoted = clause.open = false;
    }
    return std::move(clauses_);
  }

 private:
  char32_t peek(std::size_t at) const { return decode_utf8(text_, at).code_point; }
  void step() { at_ += decode_utf8(text_, at_).size; }
  bool ends(std::size_t at) const { return at >= text_.size() || is_blank(peek(at)); }

  // Brackets around clauses, which some put there, mean nothing.
  void skip_between() {
    while (at_ < text_.size() && (ends(at_) || text_[at_] == '(' || text_[at_] == ')')) step();
  }

  // A name that is known, its colon and a value behind it; otherwise nothing.
  void name(Clause& clause) {
    std::size_t colon = at_;
    while (colon < text_.size() && is_letter(text_[colon])) ++colon;
    if (colon == text_.size() || text_[colon] != ':' || ends(colon + 1)) return;
    const std::uint32_t place = place_among(kNames, fold(between(text_, at_, colon)));
    if (place == std::size(kScopes)) return;
    clause.scope = kScopes[place];
    at_ = colon + 1;
  }

  void value(Clause& clause) {
    clause.quoted = is_quote(peek(at_));
    if (clause.quoted) step();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_end(clause.quoted)) step();
    clause.offset = static_cast<std::uint32_t>(begin);
    clause.size = static_cast<std::uint32_t>(at_ - begin);
    if (!clause.quoted) return;
    clause.open = at_ == text_.size();
    if (!clause.open) step();
  }

  // An inch mark in or behind a word opens nothing; any other quote does, as in scripts without blanks.
  bool is_end(bool quoted) const {
    const char32_t c = peek(at_);
    return quoted ? is_quote(c) : is_blank(c) || (c >= 0x80 && is_quote(c));
  }

  void add(Clause& clause, bool join) {
    const auto number = static_cast<std::uint32_t>(clauses_.size());
    clause.slot = number;
    // To leave something out or to have something else instead: neither is a choice.
    if (join && !clause.excluded && !clauses_.back().excluded) {
      clause.slot = clauses_.back().slot;
      clause.joined = clauses_.back().joined = true;
    }
    clauses_.push_back(clause);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  List<Clause> clauses_;
};

}  // namespace

List<Clause> parse_syntax(std::string_view text) { return SyntaxParser(text).run(); }

}  // namespace carrel
