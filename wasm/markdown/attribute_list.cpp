#include "markdown/attribute_list.h"

#include <algorithm>

#include "markdown/ascii.h"
#include "markdown/slug.h"

namespace carrel::markdown {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view without_trailing(std::string_view text, std::string_view characters) {
  return text.substr(0, text.find_last_not_of(characters) + 1);
}

// Cuts the first item off a list without blanks at its start; one in quotes may hold blanks.
std::string_view cut_item(std::string_view& list) {
  std::size_t end = 0;
  char quote = 0;
  while (end < list.size() && (quote != 0 || kBlanks.find(list[end]) == std::string_view::npos)) {
    const char c = list[end++];
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    }
  }
  const std::string_view item = list.substr(0, end);
  const std::size_t next = list.find_first_not_of(kBlanks, end);
  list = next == std::string_view::npos ? std::string_view() : list.substr(next);
  return item;
}

// `key=value`, where neither is empty.
bool is_value(std::string_view item) {
  const std::size_t equals = item.find('=');
  return is_letter(item[0]) && equals != std::string_view::npos && equals + 1 < item.size();
}

}  // namespace

AttributeList trailing_attributes(std::string_view text) {
  const std::size_t open = text.rfind('{');
  if (open == std::string_view::npos || text.back() != '}') return {};
  std::string_view items = without_trailing(text.substr(open + 1, text.size() - open - 2), kBlanks);
  const bool colon = !items.empty() && items[0] == ':';
  if (colon) items.remove_prefix(1);
  items.remove_prefix(std::min(items.find_first_not_of(kBlanks), items.size()));

  AttributeList list;
  bool named = colon && !items.empty();
  while (!items.empty()) {
    const std::string_view item = cut_item(items);
    const bool is_name = item.size() > 1 && (item[0] == '#' || item[0] == '.');
    if (!is_name && !is_value(item)) return {};
    named = named || is_name;
    if (item[0] != '#' || !list.name.empty()) continue;
    list.name = usable_name(item.substr(1));
    if (list.name.empty()) return {};
  }
  if (!named) return {};

  std::string_view heading = without_trailing(text.substr(0, open), kBlanks);
  // kramdown lets the closing sequence of a heading stand before its list.
  const std::string_view unclosed = without_trailing(heading, "#");
  if (unclosed.size() < heading.size() && !unclosed.empty() &&
      kBlanks.find(unclosed.back()) != std::string_view::npos) {
    heading = without_trailing(unclosed, kBlanks);
  }
  list.size = text.size() - heading.size();
  return list;
}

}  // namespace carrel::markdown
