// Repair of JSON text before it is parsed: what the grammar allows but no reader can hold.
//
// Malformed UTF-8 and lone surrogate escapes inside strings become U+FFFD, numbers past the range of a double
// the largest double. Each repair is named by line and column. Everything else passes unchanged, broken
// syntax too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/content.h"

namespace carrel {

struct Repaired {
  std::string_view text;      // the input itself where nothing had to be repaired
  std::string storage;        // what `text` refers to otherwise
  std::vector<Fault> faults;  // at most kMaxRepairFaults, the last one counting the rest
};

constexpr std::size_t kMaxRepairFaults = 50;

// `text` of the result borrows from `json` or from the result's own storage: do not move the result.
void repair_json(std::string_view json, Repaired& result);

// "line 3, column 17" of a byte offset, both from 1, columns in characters.
std::string place_in(std::string_view text, std::size_t offset);

}  // namespace carrel
