// Classes: which forms of a bundle are inflections of one word.
//
// Within a language these are the forms that share a stem. The dictionary knows one class for a form, so a
// form that belongs to two languages joins its classes of both: on a site in German and English
// "Informationen" and "informed" both reach "information". A form belongs to the language in whose articles
// it is most common, and to others where it is at least a tenth as common; elsewhere it is a guest (the
// English verb "die" among the articles of German, say, or a quotation) and joins nothing, as one would not
// find what one means among everything that a frequent word of another language brings along.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/pace.h"

namespace carrel {

// Number of a language within a bundle.
using LanguageId = std::uint32_t;

constexpr std::uint32_t kNoUse = 0xFFFFFFFF;

// A form in the articles of one language.
struct FormUse {
  std::uint32_t form;
  LanguageId language;
  std::uint32_t spelling;   // as it was first written
  std::uint32_t previous;   // use of the same form, in another language; or kNoUse
  std::uint32_t documents;  // articles of this language that hold it
};

// Finds the classes, in slices.
class ClassJoiner {
 public:
  // `stems`: of each use, folded; "" where words are not stemmed. `articles`: how many there are of each
  // language. True when it is done; until then it is called again with the same arguments.
  bool step(std::size_t forms, const std::vector<FormUse>& uses, const std::vector<std::string>& stems,
            const std::vector<std::uint32_t>& articles, Pace& pace);

  // For each form the number of a form that stands for its class. Requires: step returned true.
  const std::vector<std::uint32_t>& classes() const { return classes_; }

 private:
  std::uint32_t find(std::uint32_t member);

  // Sets of forms, each named by one of its members (Tarjan's union-find with path halving): of each form
  // another one of its set, of the one that names it itself.
  std::vector<std::uint32_t> classes_;
  std::vector<std::uint32_t> commonest_;
  std::unordered_map<std::string, std::uint32_t> first_of_class_;
  std::size_t next_ = 0;  // use
};

// For each form the use in the language in whose articles it is most common. `articles` as above.
std::vector<std::uint32_t> commonest_uses(std::size_t forms, const std::vector<FormUse>& uses,
                                          const std::vector<std::uint32_t>& articles);

}  // namespace carrel
