// Constraints: which articles a query allows, whatever its words are worth: those with its phrases and with
// what it looks for in fields, without what it excludes.
//
// What no article fulfils is let go, and said: its words then count like any others. Exclusions are never let
// go.
#pragma once

#include <cstdint>

#include "base/list.h"
#include "index/reader.h"
#include "search/query.h"
#include "search/syntax.h"
#include "search/words.h"

namespace carrel {

// What was let go, a bit each. kRelaxedRow: that the words of a phrase stand in a row; all of them are still
// demanded.
enum Relaxed : std::uint32_t { kRelaxedPhrase = 1, kRelaxedField = 2, kRelaxedWords = 4, kRelaxedRow = 8 };

struct Constraints {
  List<std::uint8_t> barred;  // for each article 0: it is allowed, or 1
  bool demanding = false;     // all that is asked for is a demand: what is allowed is found
  std::uint32_t relaxed = 0;
};

// Finds what `clauses` allow. Returns false where it had to let something go: then these clauses have become
// plain words, which are to be expanded before it is called again.
// Requires: `words` are those of `query` and `clauses`, complete. When `missing` is not empty afterwards, the
// answer is not complete.
bool constrain(const Index& index, const Query& query, List<Clause>& clauses, const List<Word>& words,
               Constraints& constraints, Missing& missing);

}  // namespace carrel
