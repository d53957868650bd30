#include "markdown/components.h"

#include <algorithm>
#include <array>

#include "markdown/html_tokenizer.h"

namespace carrel::markdown {
namespace {

// Those of GitHub and Docusaurus, then those for health content. What a title says has a translation in
// web/stream.js (WORDS).
constexpr std::array<Component, 16> kComponents = {{
    {"note", "carrel-admonition carrel-note", "Note", Tag::kDiv},
    {"tip", "carrel-admonition carrel-tip", "Tip", Tag::kDiv},
    {"important", "carrel-admonition carrel-important", "Important", Tag::kDiv},
    {"warning", "carrel-admonition carrel-warning", "Warning", Tag::kDiv},
    {"caution", "carrel-admonition carrel-caution", "Caution", Tag::kDiv},
    {"info", "carrel-admonition carrel-note", "Info", Tag::kDiv},
    {"danger", "carrel-admonition carrel-caution", "Danger", Tag::kDiv},
    {"details", "", "Details", Tag::kDetails},
    {"care", "carrel-care carrel-care-non-urgent", "Non-urgent advice", Tag::kDiv},
    {"care", "carrel-care carrel-care-urgent", "Urgent advice", Tag::kDiv},
    {"care", "carrel-care carrel-care-emergency", "Immediate action required", Tag::kDiv},
    {"do", "carrel-do", "Do", Tag::kDiv},
    {"dont", "carrel-dont", "Don’t", Tag::kDiv},
    {"definition", "carrel-definition", "", Tag::kDiv},
    {"sources", "carrel-references", "Sources", Tag::kDiv},
    {"help", "carrel-help", "Get help now", Tag::kDiv},
}};

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

const Component* find_component(const Directive& directive) {
  const std::string name = ascii_lower(directive.name);
  const auto* found = std::find_if(kComponents.begin(), kComponents.end(),
                                   [&](const Component& component) { return component.name == name; });
  if (found == kComponents.end()) return nullptr;
  const std::string level = "-care-" + ascii_lower(directive_option(directive, "level"));
  for (const auto* of = found; of != kComponents.end() && of->name == name; ++of) {
    if (ends_with(of->css_class, level)) return of;
  }
  return found;
}

}  // namespace carrel::markdown
