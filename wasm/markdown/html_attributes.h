// Which attributes elements of raw HTML may have, and what may stand in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "markdown/vocabulary.h"

namespace carrel::markdown {

// What a value has to look like. web/stream.js narrows numbers, choices and tokens down for each attribute.
enum class HtmlForm : std::uint8_t {
  kWords,
  kFlag,
  kNumber,
  kChoice,
  kToken,
  kLink,
  kImage,
  kImages,
  kName,           // becomes an id: the caller's to judge
  kAlignment,      // becomes a class
  kLanguageClass,  // of several classes the one that names a language
};

struct HtmlAttribute {
  Attribute attribute;  // what it becomes
  HtmlForm form;
  std::array<Tag, 4> on;  // the elements that may have it; the last is repeated
};

// The attribute of that name (in lower case) on that element, or nothing.
const HtmlAttribute* find_html_attribute(std::string_view name, Tag tag);

// Brings a value into the form in which it may appear. False: it may not. Requires: well-formed UTF-8.
bool accept_html_value(HtmlForm form, std::string& value);

}  // namespace carrel::markdown
