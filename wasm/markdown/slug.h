// Slugs: the names of headings in addresses, as GitHub makes them.
//
// Letters, digits and marks of any script stay, '_' and '-' too; blanks become '-'; everything else goes.
// ASCII, Latin, Greek and Cyrillic capitals are lowered one code point at a time.
#pragma once

#include <string>
#include <string_view>

namespace carrel::markdown {

// The slug of a heading's text; "section" when nothing of it remains. Requires: well-formed UTF-8.
std::string slug_of(std::string_view text);

// What of an author's own name for a heading may stand in an id: letters, digits and marks of any script,
// '-',
// '_' and '.', in the author's case; may be empty. Requires: well-formed UTF-8.
std::string usable_name(std::string_view name);

}  // namespace carrel::markdown
