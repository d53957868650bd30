// The syntax of `q`: what is a word, what stands in quotes, what is excluded, what looks into a field, what
// OR joins. docs/query.md describes it for people.
//
// Every text has a reading: a sign that makes no sense where it stands is part of a word or means nothing.
// Clauses only point into the text, so that a correction can be put in the place of what it corrects.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/list.h"
#include "index/format.h"

namespace carrel {

// Where a clause looks. Facets come last, in their own order.
enum class Scope : std::uint8_t { kAnywhere, kTitle, kYear, kFacet };

constexpr Scope scope_of(Facet facet) {
  return static_cast<Scope>(static_cast<std::uint32_t>(Scope::kFacet) + facet);
}

// Requires: a facet's.
constexpr Facet facet_of(Scope scope) {
  return static_cast<Facet>(static_cast<std::uint32_t>(scope) - static_cast<std::uint32_t>(Scope::kFacet));
}

struct Clause {
  std::uint32_t offset = 0, size = 0;  // in bytes, without minus, name and quotes
  std::uint32_t slot = 0;              // the number of the first of the clauses that OR joins
  Scope scope = Scope::kAnywhere;
  bool quoted = false;
  bool open = false;  // quoted, and the closing quote is still to be typed
  bool excluded = false;
  bool joined = false;  // by OR to a neighbour

  // An article must fulfil it, or what it is joined to.
  bool required() const { return quoted || scope != Scope::kAnywhere; }
  // A word like any other.
  bool plain() const { return !required() && !joined && !excluded; }
  // Its words are looked for as they are written. In a field quotes only hold a value together.
  bool exact() const { return quoted && scope == Scope::kAnywhere; }
};

// In the order of the text; none is empty. Requires: well-formed UTF-8.
List<Clause> parse_syntax(std::string_view text);

}  // namespace carrel
