// Components: the blocks that authors write as `:::note`, `:::care{level=urgent}` and the like.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace carrel::markdown {

struct Component {
  std::string_view name;       // what stands behind the colons; empty: there is no such component
  std::string_view css_class;  // of its div; empty: it is a `details`
  std::string_view title;      // ours, where the author gives none; may be empty
};

// One line of at least three colons.
struct Directive {
  std::size_t colons;
  std::string_view name;  // empty: it closes
  std::string_view rest;  // what stands behind the name
};

Directive read_directive(std::string_view line);

// The component of that name, in any case.
Component find_component(const Directive& directive);

// The component that an admonition `> [!name]` looks like, in any case. Obsidian's names lead to ours; what
// has no name of its own is a note. Its `name` is empty where its title would not say what the author wrote.
Component find_admonition(std::string_view name);

// What `{… key=value …}` gives for that key; empty: nothing.
std::string_view directive_option(const Directive& directive, std::string_view key);

}  // namespace carrel::markdown
