// Synonyms: other names for words of a query, as the bundle gives them.
//
// They lie with the words that they begin with (index/synonym_writer.h), so they are at hand once the query's
// words are. They are not followed further: the other names of another name are not looked for.
#pragma once

#include <string_view>

#include "search/words.h"

namespace carrel {

// Finds the other names of the words, longest names first, and adds to each word what they bring.
// Requires: nothing was missing when the words were looked up; `text` is what they stand in.
void add_other_names(const Index& index, std::string_view text, Words& words, Missing& missing);

// Appends other first words of names that begin with `prefix`, as `like` does, and stand in no article.
// Requires: the parts that hold words with this prefix are loaded.
void add_named_words(const Index& index, const Word& like, std::string_view prefix, List<StemNeed>& out);

}  // namespace carrel
