// Components: the blocks that authors write as `:::note`, `:::care{level=urgent}` and the like.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "markdown/vocabulary.h"

namespace carrel::markdown {

struct Component {
  std::string_view name;       // what stands behind the colons
  std::string_view css_class;  // of its element
  std::string_view title;      // ours, where the author gives none; may be empty
  Tag tag;
};

// One line of at least three colons.
struct Directive {
  std::size_t colons;
  std::string_view name;  // empty: it closes
  std::string_view rest;  // what stands behind the name
};

Directive read_directive(std::string_view line);

// The component of that name (in any case), or nothing.
const Component* find_component(const Directive& directive);

// What `{… key=value …}` gives for that key; empty: nothing.
std::string_view directive_option(const Directive& directive, std::string_view key);

}  // namespace carrel::markdown
