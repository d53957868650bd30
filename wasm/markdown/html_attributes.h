// Which attributes elements of raw HTML may have, and what may stand in them.
#pragma once

#include <string>
#include <string_view>

#include "markdown/links.h"
#include "markdown/vocabulary.h"

namespace carrel::markdown {

// What a value has to look like. See docs/markdown.md.
enum class HtmlForm : std::uint8_t {
  kWords,
  kFlag,
  kNumber,
  kLength,
  kCount,
  kLink,
  kImage,
  kImages,
  kName,  // becomes an id: the caller's to judge
  kAlignment,
  kLanguageClass,
  kLanguage,
  kDirection,
  kScope,
  kNumbering,
  kMimeType,
};

struct HtmlAttribute {
  std::string_view name;
  Attribute attribute;  // what it becomes
  HtmlForm form;
  std::array<Tag, 4> on;  // the elements that may have it; the last is repeated
};

// The attribute of that name (in lower case) on that element, or nothing.
const HtmlAttribute* find_html_attribute(std::string_view name, Tag tag);

// Brings a value into the form in which it may appear. False: it may not. Requires: well-formed UTF-8.
bool accept_html_value(HtmlForm form, std::string& value);

}  // namespace carrel::markdown
