#include "markdown/components.h"

#include <algorithm>

#include "markdown/html_tokenizer.h"

namespace carrel::markdown {
namespace {

// Name, classes and title of each, a line each: those of GitHub and Docusaurus, then those for health
// content. One string, since a table of views would be larger by its addresses. What a title says has a
// translation in web/stream.js (WORDS).
constexpr std::string_view kComponents =
    "note|carrel-admonition carrel-note|Note\n"
    "tip|carrel-admonition carrel-tip|Tip\n"
    "important|carrel-admonition carrel-important|Important\n"
    "warning|carrel-admonition carrel-warning|Warning\n"
    "caution|carrel-admonition carrel-caution|Caution\n"
    "info|carrel-admonition carrel-note|Info\n"
    "danger|carrel-admonition carrel-caution|Danger\n"
    "details||Details\n"
    "care|carrel-care carrel-care-non-urgent|Non-urgent advice\n"
    "care|carrel-care carrel-care-urgent|Urgent advice\n"
    "care|carrel-care carrel-care-emergency|Immediate action required\n"
    "do|carrel-do|Do\n"
    "dont|carrel-dont|Don’t\n"
    "definition|carrel-definition|\n"
    "sources|carrel-references|Sources\n"
    "help|carrel-help|Get help now\n";

// Names of Obsidian, and the components that look like them. All others of its names are notes.
constexpr std::string_view kAliases =
    "hint|tip\nsuccess|tip\ncheck|tip\ndone|tip\n"
    "attention|warning\n"
    "failure|caution\nfail|caution\nmissing|caution\nerror|caution\nbug|caution\n";

// Cuts what stands before `end` off `rest`, and `end` with it.
std::string_view cut(std::string_view& rest, char end) {
  const std::string_view part = rest.substr(0, rest.find(end));
  rest.remove_prefix(part.size() + 1);
  return part;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

Directive read_directive(std::string_view line) {
  const std::size_t colons = std::min(line.find_first_not_of(':'), line.size());
  line.remove_prefix(std::min(line.find_first_not_of(" \t", colons), line.size()));
  const std::size_t size = std::min(line.find_first_of(" \t[{"), line.size());
  return {colons, line.substr(0, size), line.substr(size)};
}

std::string_view directive_option(const Directive& directive, std::string_view key) {
  const std::size_t open = directive.rest.rfind('{');
  if (open == std::string_view::npos) return {};
  std::string_view options = directive.rest.substr(open + 1);
  const std::size_t at = options.find(std::string(key) + "=");
  if (at == std::string_view::npos) return {};
  options.remove_prefix(at + key.size() + 1);
  options.remove_prefix(!options.empty() && (options[0] == '"' || options[0] == '\'') ? 1 : 0);
  return options.substr(0, options.find_first_of(" \t\"'}"));
}

Component find_component(const Directive& directive) {
  const std::string name = ascii_lower(directive.name);
  const std::string level = "-care-" + ascii_lower(directive_option(directive, "level"));
  Component found;
  for (std::string_view rest = kComponents; !rest.empty();) {
    const Component component{cut(rest, '|'), cut(rest, '|'), cut(rest, '\n')};
    if (component.name != name) continue;
    if (found.name.empty() || ends_with(component.css_class, level)) found = component;
  }
  return found;
}

Component find_admonition(std::string_view name) {
  // What folds hides its text, and who is asked for help in a vault is not who the bundle names.
  Component found = find_component({3, name, {}});
  if (!found.css_class.empty() && found.name != "help") return found;

  const std::string lower_name = ascii_lower(name);
  std::string_view like = "note";
  for (std::string_view rest = kAliases; !rest.empty();) {
    const std::string_view alias = cut(rest, '|');
    const std::string_view component = cut(rest, '\n');
    if (alias == lower_name) like = component;
  }
  found = find_component({3, like, {}});
  found.name = {};
  return found;
}

}  // namespace carrel::markdown
