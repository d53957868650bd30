// Search: a query string in, an answer as JSON out (docs/query.md).
//
// The answer is a pure function of the index and the request. Where a file or a stem is missing the answer
// names it and nothing else; asked again with it, the request gives the same answer whatever was loaded
// before.
#pragma once

#include <string>
#include <string_view>

#include "index/reader.h"

namespace carrel {

std::string search(const Index& index, std::string_view request);

}  // namespace carrel
