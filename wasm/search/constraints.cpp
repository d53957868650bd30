#include "search/constraints.h"

#include <algorithm>
#include <string>

#include "search/phrase.h"
#include "text/slug.h"

namespace carrel {
namespace {

// For each article 1 or 0. Empty: says nothing of any article.
using Set = List<std::uint8_t>;

void keep_common(Set& set, const Set& other) {
  if (set.empty()) {
    set = other;
  } else {
    for (std::size_t i = 0; i < other.size(); ++i) set[i] &= other[i];
  }
}

bool holds_none(const Set& set) { return std::find(set.begin(), set.end(), 1) == set.end(); }

// Whether `part` stands in `slug` as whole words.
bool holds_words(std::string_view slug, std::string_view part) {
  const auto is_border = [](char c) { return c == '-' || c == '/'; };
  for (std::size_t at = 0; (at = slug.find(part, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + part.size();
    if ((at == 0 || is_border(slug[at - 1])) && (end == slug.size() || is_border(slug[end]))) return true;
  }
  return false;
}

class Evaluator {
 public:
  Evaluator(const Index& index, std::string_view text, List<Clause>& clauses, const std::vector<Word>& words,
            Constraints& constraints, Missing& missing)
      : index_(index),
        text_(text),
        clauses_(clauses),
        words_(words),
        constraints_(constraints),
        missing_(missing) {}

  bool run() {
    Set allowed, excluded;
    std::uint32_t all = 0;
    for (std::uint32_t slot = 0; slot < clauses_.size(); ++slot) {
      const std::uint32_t kinds = kinds_of(slot);
      if (kinds == 0) continue;
      all |= kinds;
      const Set set = fulfilling(slot);
      // Everything that is missing is asked for at once.
      if (!missing_.empty() || set.empty()) continue;
      if (holds_none(set)) {
        relax(slot, slot + 1, kinds);
      } else {
        keep_common(allowed, set);
      }
    }
    if (!missing_.empty()) return true;
    if (relaxed_) return false;
    // Each demand alone is met, all together are not: phrases go first.
    if (!allowed.empty() && holds_none(allowed)) {
      relax(0, clauses_.size(), (all & kRelaxedPhrase) != 0 ? kRelaxedPhrase : kRelaxedField);
      return false;
    }
    for (std::uint32_t i = 0; i < clauses_.size(); ++i) {
      if (!clauses_[i].excluded) continue;
      Set rest = of_clause(i);
      for (std::uint8_t& one : rest) one ^= 1;
      if (!rest.empty()) keep_common(allowed, rest);
    }
    constraints_.allowed = std::move(allowed);
    return true;
  }

 private:
  static std::uint32_t kind_of(const Clause& clause) {
    if (clause.excluded || !clause.required()) return 0;
    return clause.exact() ? kRelaxedPhrase : kRelaxedField;
  }

  // Of all that OR joins.
  std::uint32_t kinds_of(std::uint32_t slot) const {
    std::uint32_t kinds = 0;
    for (const Clause& clause : clauses_) {
      if (clause.slot == slot) kinds |= kind_of(clause);
    }
    return kinds;
  }

  void relax(std::uint32_t first_slot, std::size_t end_slot, std::uint32_t kinds) {
    for (Clause& clause : clauses_) {
      if (clause.slot < first_slot || clause.slot >= end_slot || (kind_of(clause) & kinds) == 0) continue;
      constraints_.relaxed |= kind_of(clause);
      clause.scope = Scope::kAnywhere;
      clause.quoted = clause.open = false;
      relaxed_ = true;
    }
  }

  Set fulfilling(std::uint32_t slot) const {
    Set any;
    for (std::uint32_t i = slot; i < clauses_.size(); ++i) {
      if (clauses_[i].slot != slot) continue;
      const Set one = of_clause(i);
      any.resize(std::max(any.size(), one.size()));
      for (std::size_t article = 0; article < one.size(); ++article) any[article] |= one[article];
    }
    return any;
  }

  Set of_clause(std::uint32_t number) const {
    const Clause& clause = clauses_[number];
    const std::string_view value = text_.substr(clause.offset, clause.size);
    if (clause.scope == Scope::kYear) return of_year(value);
    if (clause.scope >= Scope::kFacet) {
      return of_facet(static_cast<Facet>(static_cast<std::uint32_t>(clause.scope) -
                                         static_cast<std::uint32_t>(Scope::kFacet)),
                      value);
    }
    return of_words(number);
  }

  Set no_article() const {
    Set set;
    set.resize(index_.articles().size());
    return set;
  }

  Set of_year(std::string_view value) const {
    Set set = no_article();
    const std::size_t dots = value.find("..");
    const auto from = parse_civil_date(value.substr(0, dots));
    const auto to = dots == std::string_view::npos ? from : parse_civil_date(value.substr(dots + 2));
    if (!from || !to) return set;
    for (ArticleId article = 0; article < set.size(); ++article) {
      const ArticleRow& row = index_.articles()[article];
      set[article] = row.dated && row.day >= from->first && row.day <= to->last;
    }
    return set;
  }

  // Of the value with this label or slug; where there is none, of those whose slugs hold its words.
  Set of_facet(Facet facet, std::string_view label) const {
    const List<FacetValue>& values = index_.facet(facet);
    const std::string wanted = slugify_path(label);
    const auto same = std::find_if(values.begin(), values.end(),
                                   [&](const FacetValue& value) { return value.slug == wanted; });
    Set set = no_article();
    for (ArticleId article = 0; article < set.size(); ++article) {
      for (const std::uint32_t value : index_.values_of(article, facet)) {
        set[article] |=
            same != values.end() ? &values[value] == same : holds_words(values[value].slug, wanted);
      }
    }
    return set;
  }

  // The articles that have all words of a clause, quoted ones in a row.
  Set of_words(std::uint32_t number) const {
    const Clause& clause = clauses_[number];
    Set all;
    List<TermRef> row;
    for (const Word& word : words_) {
      if (word.clause != number) continue;
      // A word that is still being typed may stand anywhere.
      if (!clause.exact() || word.is_prefix) {
        keep_common(all, having(word, clause.scope == Scope::kTitle));
      } else if (word.forms.empty()) {
        return no_article();
      } else {
        row.push_back(word.forms[0].entry.form);
      }
    }
    if (!row.empty()) {
      Set set = no_article();
      for (const ArticleId article : find_phrase(index_, row.span(), missing_)) set[article] = 1;
      keep_common(all, set);
    }
    return all;
  }

  Set having(const Word& word, bool in_title) const {
    Set set = no_article();
    for (const WordForm& form : word.forms) {
      each_posting(index_, form, [&](const Postings& postings, std::size_t place) {
        if (!in_title || (postings.marks[place] & kInTitle) != 0) set[postings.articles[place]] = 1;
      });
    }
    return set;
  }

  const Index& index_;
  std::string_view text_;
  List<Clause>& clauses_;
  const std::vector<Word>& words_;
  Constraints& constraints_;
  Missing& missing_;
  bool relaxed_ = false;
};

}  // namespace

bool constrain(const Index& index, std::string_view text, List<Clause>& clauses,
               const std::vector<Word>& words, Constraints& constraints, Missing& missing) {
  return Evaluator(index, text, clauses, words, constraints, missing).run();
}

}  // namespace carrel
