#include "search/constraints.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "search/bounds.h"
#include "search/phrase.h"
#include "text/slug.h"

namespace carrel {
namespace {

class Evaluator {
 public:
  Evaluator(const Index& index, const Query& query, List<Clause>& clauses, const List<Word>& words,
            Constraints& constraints, Missing& missing)
      : index_(index),
        text_(query.text),
        // Which of the files with positions are asked for would tell the words.
        looks_at_rows_(!query.whole || index.depth_at_hand() > 0),
        clauses_(clauses),
        words_(words),
        constraints_(constraints),
        missing_(missing) {}

  bool run() {
    constraints_.relaxed &= ~std::uint32_t{kRelaxedRow};
    constraints_.barred.clear();
    constraints_.barred.resize(index_.articles().size());
    bar(false);
    if (!missing_.empty()) return true;
    // Where each demand alone is met and all together are not, phrases go first.
    if (!relaxed_ && holds_no(constraints_.barred, 0))
      relax(0, clauses_.size(), (kinds_ & kRelaxedPhrase) != 0 ? kRelaxedPhrase : kRelaxedField);
    if (relaxed_) return false;
    bar(true);
    for (const Word& word : words_) {
      const Clause& clause = clauses_[word.clause];
      if (!clause.excluded && kinds_of(clause.slot) == 0) constraints_.demanding = false;
    }
    return true;
  }

 private:
  // Bars the articles that do not fulfil a demand, or those that have what is excluded.
  void bar(bool excluded) {
    List<std::uint8_t> fulfilled;
    for (std::uint32_t slot = 0; slot < clauses_.size(); ++slot) {
      const std::uint32_t kinds = kinds_of(slot);
      if (excluded ? !clauses_[slot].excluded : kinds == 0) continue;
      kinds_ |= kinds;
      fulfilled.clear();
      for (std::uint32_t i = slot; i < clauses_.size(); ++i) {
        if (clauses_[i].slot != slot || !evaluate(i)) continue;
        fulfilled.resize(met_.size());
        for (ArticleId article = 0; article < met_.size(); ++article) fulfilled[article] |= met_[article];
      }
      // Everything that is missing is asked for at once. Nothing that could be a word demands nothing.
      if (!missing_.empty() || fulfilled.empty()) continue;
      constraints_.demanding = true;
      if (holds_no(fulfilled, 1)) relax(slot, slot + 1, kinds);
      for (ArticleId article = 0; article < met_.size(); ++article)
        constraints_.barred[article] |= fulfilled[article] == excluded;
    }
  }

  static bool holds_no(const List<std::uint8_t>& set, std::uint8_t value) {
    return std::find(set.begin(), set.end(), value) == set.end();
  }

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

  // Returns false if the clause says nothing of any article.
  bool evaluate(std::uint32_t number) {
    met_.clear();
    met_.resize(index_.articles().size());
    const Clause& clause = clauses_[number];
    const std::string_view value = between(text_, clause.offset, clause.offset + clause.size);
    if (clause.scope <= Scope::kTitle) return meet_words(number);
    if (clause.scope == Scope::kYear) {
      meet_year(value);
    } else {
      meet_facet(facet_of(clause.scope), value);
    }
    return true;
  }

  void meet_year(std::string_view value) {
    Bounds years;
    if (!years.read_range(value, true) || !years.both()) return;
    for (ArticleId article = 0; article < met_.size(); ++article) {
      const ArticleRow& row = index_.articles()[article];
      met_[article] = row.dated && years.hold(row.day);
    }
  }

  // Has the value with this label or slug; where there is none, one whose slug contains it.
  void meet_facet(Facet facet, std::string_view label) {
    const Facets& facets = index_.facets();
    const std::string wanted = slugify_path(label);
    const ValueId known = facets.find(facet, wanted);
    for (ArticleId article = 0; article < met_.size(); ++article) {
      for (const ValueId value : facets.of(article, facet)) {
        met_[article] |= known < facets.values().size()
                             ? value == known
                             : facets.values()[value].slug.find(wanted) != std::string_view::npos;
      }
    }
  }

  // Has all words of the clause, quoted ones in a row. Returns false if there is none.
  bool meet_words(std::uint32_t number) {
    const Clause& clause = clauses_[number];
    List<Entry> row;
    std::uint8_t words = 0;  // articles climb a step with each that they have
    for (const Word& word : words_) {
      if (word.clause != number || words == 255) continue;
      for (const WordForm& form : word.forms) {
        each_posting(index_, form, [&](const Postings& postings, std::size_t place) {
          std::uint8_t& met = met_[postings.articles[place]];
          if (met == words && (clause.scope != Scope::kTitle || (postings.marks[place] & kInTitle) != 0))
            ++met;
        });
      }
      // A word that is still being typed may stand anywhere.
      if (clause.exact() && !word.is_prefix && !word.forms.empty()) row.push_back(word.forms[0].entry);
      ++words;
    }
    for (std::uint8_t& met : met_) met = met == words;
    if (looks_at_rows_) {
      keep_rows(index_, row.span(), met_, missing_);
    } else if (row.size() > 1) {
      constraints_.relaxed |= kRelaxedRow;
    }
    return words > 0;
  }

  const Index& index_;
  std::string_view text_;
  bool looks_at_rows_;
  List<Clause>& clauses_;
  const List<Word>& words_;
  Constraints& constraints_;
  Missing& missing_;
  bool relaxed_ = false;
  std::uint32_t kinds_ = 0;  // of all demands
  List<std::uint8_t> met_;   // by each article: it has what the latest clause asks for
};

}  // namespace

bool constrain(const Index& index, const Query& query, List<Clause>& clauses, const List<Word>& words,
               Constraints& constraints, Missing& missing) {
  return Evaluator(index, query, clauses, words, constraints, missing).run();
}

}  // namespace carrel
