// Slugs: the form in which a category, a tag or an author stands in the query string.
#pragma once

#include <string>
#include <string_view>

namespace carrel {

// Folded words joined by hyphens: "Post-acute Withdrawal" → "post-acute-withdrawal", "C++" → "c++". A label
// without any word becomes "x" and its hash, so that it still can be named. Requires: well-formed UTF-8.
std::string slugify(std::string_view label);

// The same for a path: each part between slashes by itself, empty parts left out.
std::string slugify_path(std::string_view path);

}  // namespace carrel
