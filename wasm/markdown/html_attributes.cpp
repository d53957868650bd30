#include "markdown/html_attributes.h"

#include <algorithm>

#include "markdown/html_tokenizer.h"

namespace carrel::markdown {
namespace {

// Stands for every element; raw HTML has no fields of its own.
constexpr Tag kAny = Tag::kInput;

constexpr std::array<Tag, 4> on(Tag a) { return {a, a, a, a}; }
constexpr std::array<Tag, 4> on(Tag a, Tag b) { return {a, b, b, b}; }

constexpr std::array<HtmlAttribute, 25> kAttributes = {{
    {"title", Attribute::kTitle, HtmlForm::kWords, on(kAny)},
    {"lang", Attribute::kLang, HtmlForm::kLanguage, on(kAny)},
    {"dir", Attribute::kDir, HtmlForm::kDirection, on(kAny)},
    {"id", Attribute::kId, HtmlForm::kName, on(kAny)},
    {"align", Attribute::kClass, HtmlForm::kAlignment, on(kAny)},
    {"name", Attribute::kId, HtmlForm::kName, on(Tag::kA)},
    {"href", Attribute::kHref, HtmlForm::kLink, on(Tag::kA)},
    {"src", Attribute::kSrc, HtmlForm::kImage, on(Tag::kImg)},
    {"alt", Attribute::kAlt, HtmlForm::kWords, on(Tag::kImg)},
    {"width", Attribute::kWidth, HtmlForm::kLength, on(Tag::kImg, Tag::kSource)},
    {"height", Attribute::kHeight, HtmlForm::kLength, on(Tag::kImg, Tag::kSource)},
    {"srcset", Attribute::kSrcset, HtmlForm::kImages, on(Tag::kImg, Tag::kSource)},
    {"media", Attribute::kMedia, HtmlForm::kWords, on(Tag::kSource)},
    {"type", Attribute::kType, HtmlForm::kMimeType, on(Tag::kSource)},
    {"type", Attribute::kType, HtmlForm::kNumbering, on(Tag::kOl)},
    {"colspan", Attribute::kColspan, HtmlForm::kCount, on(Tag::kTd, Tag::kTh)},
    {"rowspan", Attribute::kRowspan, HtmlForm::kCount, on(Tag::kTd, Tag::kTh)},
    {"scope", Attribute::kScope, HtmlForm::kScope, on(Tag::kTh)},
    {"start", Attribute::kStart, HtmlForm::kNumber, on(Tag::kOl)},
    {"reversed", Attribute::kReversed, HtmlForm::kFlag, on(Tag::kOl)},
    {"value", Attribute::kValue, HtmlForm::kNumber, on(Tag::kLi)},
    {"open", Attribute::kOpen, HtmlForm::kFlag, on(Tag::kDetails)},
    {"class", Attribute::kClass, HtmlForm::kLanguageClass, on(Tag::kCode)},
    {"datetime", Attribute::kDatetime, HtmlForm::kWords, {Tag::kTime, Tag::kIns, Tag::kDel, Tag::kDel}},
    {"cite", Attribute::kCite, HtmlForm::kImage, {Tag::kBlockquote, Tag::kQ, Tag::kIns, Tag::kDel}},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_in_language(char c) { return is_letter(c) || is_digit(c) || c == '-'; }
bool is_in_mime_type(char c) { return is_in_language(c) || c == '/' || c == '+' || c == '.'; }
bool is_in_code_language(char c) { return is_in_language(c) || c == '+' || c == '#'; }

template <class Predicate>
bool consists_of(std::string_view text, std::size_t most, Predicate fits) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), fits);
}

bool is_one_of(std::string_view value, std::string_view list) {
  // The list has a blank around each of its words.
  return value.find(' ') == std::string_view::npos &&
         list.find(' ' + std::string(value) + ' ') != std::string_view::npos;
}

// Cuts the next word, up to a blank, off `rest`.
std::string_view next_word(std::string_view& rest) {
  constexpr std::string_view kBlanks = " \t\n\f\r";
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(kBlanks));
  rest.remove_prefix(word.size());
  return word;
}

// "a.png 1x, b.png 2x": every address is judged, and written so that it holds no comma.
bool accept_images(std::string& value) {
  std::string out;
  std::string_view rest = value;
  while (true) {
    std::string_view word = next_word(rest);
    if (word.empty()) break;
    bool ends = word.back() == ',';
    while (!word.empty() && word.back() == ',') word.remove_suffix(1);
    const Address address = judge_address(word, AddressUse::kImage);
    if (!address.allowed || address.text.empty()) return false;
    if (!out.empty()) out.append(", ");
    for (const char c : address.text) {
      if (c == ',') out.append("%2C");
      if (c != ',') out.push_back(c);
    }
    while (!ends) {
      std::string_view descriptor = next_word(rest);
      if (descriptor.empty()) break;
      ends = descriptor.back() == ',';
      if (ends) descriptor.remove_suffix(1);
      const auto fits = [](char c) { return is_digit(c) || c == '.'; };
      const bool known = descriptor.size() > 1 && (descriptor.back() == 'x' || descriptor.back() == 'w') &&
                         consists_of(descriptor.substr(0, descriptor.size() - 1), 8, fits);
      if (!known) return false;
      out.append(" ").append(descriptor);
    }
  }
  value.swap(out);
  return !value.empty();
}

// The language that one of the classes names.
bool accept_language_class(std::string& value) {
  constexpr std::string_view kPrefix = "language-";
  std::string_view rest = value;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    if (word.substr(0, kPrefix.size()) != kPrefix) continue;
    if (!consists_of(word.substr(kPrefix.size()), 32, is_in_code_language)) continue;
    value = ascii_lower(word);
    return true;
  }
  return false;
}

}  // namespace

const HtmlAttribute* find_html_attribute(std::string_view name, Tag tag) {
  const auto* const found =
      std::find_if(kAttributes.begin(), kAttributes.end(), [&](const HtmlAttribute& attribute) {
        const auto& on = attribute.on;
        return attribute.name == name && (on[0] == kAny || std::find(on.begin(), on.end(), tag) != on.end());
      });
  return found == kAttributes.end() ? nullptr : found;
}

bool accept_html_value(HtmlForm form, std::string& value) {
  const std::string_view text = value;
  switch (form) {
    case HtmlForm::kFlag:
      value.clear();
      return true;
    case HtmlForm::kNumber:
      return consists_of(text.substr(!text.empty() && text[0] == '-' ? 1 : 0), 9, is_digit);
    case HtmlForm::kLength:
      return consists_of(text.substr(0, text.size() - (!text.empty() && text.back() == '%' ? 1 : 0)), 4,
                         is_digit);
    case HtmlForm::kCount:
      return consists_of(text, 3, is_digit) && text[0] != '0';
    case HtmlForm::kLink:
    case HtmlForm::kImage: {
      // Blanks around an address and line breaks in it mean nothing (URL standard 4.4).
      value.erase(std::remove_if(value.begin(), value.end(),
                                 [](char c) { return c == '\t' || c == '\n' || c == '\r'; }),
                  value.end());
      value.erase(0, value.find_first_not_of(' '));
      value.erase(value.find_last_not_of(' ') + 1);
      const AddressUse use = form == HtmlForm::kLink ? AddressUse::kLink : AddressUse::kImage;
      Address address = judge_address(value, use);
      value.swap(address.text);
      return address.allowed;
    }
    case HtmlForm::kImages:
      return accept_images(value);
    case HtmlForm::kAlignment:
      value = ascii_lower(value);
      if (!is_one_of(value, " left center right ")) return false;
      value.insert(0, "carrel-align-");
      return true;
    case HtmlForm::kLanguageClass:
      return accept_language_class(value);
    case HtmlForm::kLanguage:
      return consists_of(text, 35, is_in_language);
    case HtmlForm::kDirection:
      value = ascii_lower(value);
      return is_one_of(value, " ltr rtl auto ");
    case HtmlForm::kScope:
      value = ascii_lower(value);
      return is_one_of(value, " col row colgroup rowgroup ");
    case HtmlForm::kNumbering:
      return is_one_of(value, " 1 a A i I ");
    case HtmlForm::kMimeType:
      return consists_of(text, 64, is_in_mime_type);
    default:
      return true;
  }
}

}  // namespace carrel::markdown
