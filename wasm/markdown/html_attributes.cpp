#include "markdown/html_attributes.h"

#include <algorithm>

#include "markdown/ascii.h"
#include "markdown/html_tokenizer.h"
#include "markdown/links.h"
#include "markdown/parser_text.h"

namespace carrel::markdown {
namespace {

// Stands for every element; raw HTML has no fields of its own.
constexpr Tag kAny = Tag::kInput;

// Names in the order of kAttributes.
constexpr std::string_view kNames =
    " title lang dir id align name href src alt width height srcset media type type colspan rowspan scope "
    "start"
    " reversed value open class datetime cite ";

constexpr std::array<Tag, 4> on(Tag a) { return {a, a, a, a}; }
constexpr std::array<Tag, 4> on(Tag a, Tag b) { return {a, b, b, b}; }
constexpr std::array<Tag, 4> on(Tag a, Tag b, Tag c) { return {a, b, c, c}; }
constexpr std::array<Tag, 4> on(Tag a, Tag b, Tag c, Tag d) { return {a, b, c, d}; }

constexpr std::array<HtmlAttribute, 25> kAttributes = {{
    {Attribute::kTitle, HtmlForm::kWords, on(kAny)},
    {Attribute::kLang, HtmlForm::kToken, on(kAny)},
    {Attribute::kDir, HtmlForm::kChoice, on(kAny)},
    {Attribute::kId, HtmlForm::kName, on(kAny)},
    {Attribute::kClass, HtmlForm::kAlignment, on(kAny)},
    {Attribute::kId, HtmlForm::kName, on(Tag::kA)},
    {Attribute::kHref, HtmlForm::kLink, on(Tag::kA)},
    {Attribute::kSrc, HtmlForm::kImage, on(Tag::kImg)},
    {Attribute::kAlt, HtmlForm::kWords, on(Tag::kImg)},
    {Attribute::kWidth, HtmlForm::kNumber, on(Tag::kImg, Tag::kSource)},
    {Attribute::kHeight, HtmlForm::kNumber, on(Tag::kImg, Tag::kSource)},
    {Attribute::kSrcset, HtmlForm::kImages, on(Tag::kImg, Tag::kSource)},
    {Attribute::kMedia, HtmlForm::kWords, on(Tag::kSource)},
    {Attribute::kType, HtmlForm::kToken, on(Tag::kSource)},
    {Attribute::kType, HtmlForm::kChoice, on(Tag::kOl)},
    {Attribute::kColspan, HtmlForm::kNumber, on(Tag::kTd, Tag::kTh)},
    {Attribute::kRowspan, HtmlForm::kNumber, on(Tag::kTd, Tag::kTh)},
    {Attribute::kScope, HtmlForm::kChoice, on(Tag::kTh)},
    {Attribute::kStart, HtmlForm::kNumber, on(Tag::kOl)},
    {Attribute::kReversed, HtmlForm::kFlag, on(Tag::kOl)},
    {Attribute::kValue, HtmlForm::kNumber, on(Tag::kLi)},
    {Attribute::kOpen, HtmlForm::kFlag, on(Tag::kDetails)},
    {Attribute::kClass, HtmlForm::kLanguageClass, on(Tag::kCode)},
    {Attribute::kDatetime, HtmlForm::kWords, on(Tag::kTime, Tag::kIns, Tag::kDel)},
    {Attribute::kCite, HtmlForm::kImage, on(Tag::kBlockquote, Tag::kQ, Tag::kIns, Tag::kDel)},
}};

// Of attributes that know only a few words.
constexpr std::string_view kChoices = " ltr rtl auto col row colgroup rowgroup 1 a i ";
constexpr std::size_t kChoiceCount = 10;

bool is_in_token(char c) { return is_alphanumeric(c) || c == '-' || c == '/' || c == '+' || c == '.'; }

template <class Predicate>
bool consists_of(std::string_view text, Predicate fits) {
  constexpr std::size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), fits);
}

// Cuts the next word, up to a blank, off `rest`.
std::string_view next_word(std::string_view& rest) {
  while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
  std::size_t size = 0;
  while (size < rest.size() && !is_blank(rest[size])) ++size;
  const std::string_view word = rest.substr(0, size);
  rest.remove_prefix(size);
  return word;
}

// "a.png 1x, b.png 2x": every address is judged, and written so that it holds no comma.
bool accept_images(std::string& value) {
  std::string out;
  std::string_view rest = value;
  bool after_address = false;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    const bool ends = word.back() == ',';
    while (!word.empty() && word.back() == ',') word.remove_suffix(1);
    if (after_address && word.size() > 1 && is_digit(word[0]) && consists_of(word, is_in_token)) {
      out.append(" ").append(word);
    } else if (!word.empty()) {
      const Address address = judge_address(word, AddressUse::kImage);
      if (!address.allowed) return false;
      if (!out.empty()) out.append(", ");
      for (const char c : address.text) {
        if (c == ',') out.append("%2C");
        if (c != ',') out.push_back(c);
      }
      after_address = true;
    }
    if (ends) after_address = false;
  }
  value.swap(out);
  return !value.empty();
}

bool accept_language_class(std::string& value) {
  constexpr std::string_view kPrefix = "language-";
  std::string_view rest = value;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    if (word.substr(0, kPrefix.size()) != kPrefix) continue;
    const std::string language = language_of(std::string(word.substr(kPrefix.size())));
    value.assign(kPrefix).append(language);
    return !language.empty();
  }
  return false;
}

bool accept_address(std::string& value, AddressUse use) {
  // Blanks around an address and line breaks in it mean nothing (URL standard 4.4).
  value.erase(
      std::remove_if(value.begin(), value.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }),
      value.end());
  value.erase(0, value.find_first_not_of(' '));
  value.erase(value.find_last_not_of(' ') + 1);
  Address address = judge_address(value, use);
  value.swap(address.text);
  return address.allowed;
}

}  // namespace

const HtmlAttribute* find_html_attribute(std::string_view name, Tag tag) {
  // Two follow each other where elements differ in what the name means.
  for (std::size_t i = index_in(kNames, name); i < kAttributes.size(); ++i) {
    const auto& on = kAttributes[i].on;
    if (on[0] == kAny || std::find(on.begin(), on.end(), tag) != on.end()) return &kAttributes[i];
    if (kAttributes[i].attribute != Attribute::kType) break;
  }
  return nullptr;
}

bool accept_html_value(HtmlForm form, std::string& value) {
  const std::string lower = ascii_lower(value);
  switch (form) {
    case HtmlForm::kFlag:
      value.clear();
      return true;
    case HtmlForm::kNumber:
      return consists_of(value, [](char c) { return is_digit(c) || c == '-' || c == '%'; });
    case HtmlForm::kToken:
      return consists_of(value, is_in_token);
    case HtmlForm::kChoice:
      if (value.size() > 1) value = lower;
      return index_in(kChoices, lower) < kChoiceCount;
    case HtmlForm::kAlignment:
      value.assign("carrel-align-").append(lower);
      return index_in(" left center right ", lower) < 3;
    case HtmlForm::kLink:
      return accept_address(value, AddressUse::kLink);
    case HtmlForm::kImage:
      return accept_address(value, AddressUse::kImage);
    case HtmlForm::kImages:
      return accept_images(value);
    case HtmlForm::kLanguageClass:
      return accept_language_class(value);
    default:
      return true;
  }
}

}  // namespace carrel::markdown
