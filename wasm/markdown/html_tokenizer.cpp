#include "markdown/html_tokenizer.h"

#include <algorithm>

#include "markdown/ascii.h"

namespace carrel::markdown {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string made(text);
  for (char& c : made) c = lower(c);
  return made;
}

HtmlTokenizer::Token HtmlTokenizer::next() {
  std::size_t begin = at_;
  while (at_ < html_.size()) {
    if (html_[at_] != '<') {
      at_ = std::min(html_.find('<', at_), html_.size());
      continue;
    }
    const std::size_t markup = at_;
    const char after = markup + 1 < html_.size() ? html_[markup + 1] : ' ';
    if (!is_letter(after) && after != '/' && after != '!' && after != '?') {
      ++at_;
      continue;
    }
    // The text before it is handed out first; then we come here again.
    if (markup > begin) break;
    if (!is_letter(after) && skip_markup()) {
      begin = at_;
      continue;
    }
    if (read_tag()) return after == '/' ? Token::kClose : Token::kOpen;
    at_ = html_.size();
  }
  text_ = html_.substr(begin, at_ - begin);
  return text_.empty() ? Token::kEnd : Token::kText;
}

void HtmlTokenizer::skip_past(std::string_view end) {
  const std::size_t found = html_.find(end, at_);
  at_ = found == std::string_view::npos ? html_.size() : found + end.size();
}

// Passes over what is neither text nor a tag, if it is next.
bool HtmlTokenizer::skip_markup() {
  if (starts("<!--")) {
    const std::size_t begin = at_ + 2;  // "<!-->" and "<!--->" end where they stand
    std::string_view comment;
    do {
      skip_past(">");
      comment = html_.substr(begin, at_ - 1 - begin);
    } while (at_ < html_.size() && !ends_with(comment, "--") && !ends_with(comment, "--!"));
  } else if (starts("<![CDATA[")) {
    skip_past("]]>");
  } else if (starts("<?")) {
    skip_past("?>");
  } else if (starts("<!") || (starts("</") && !(at_ + 2 < html_.size() && is_letter(html_[at_ + 2])))) {
    skip_past(">");
  } else {
    return false;
  }
  return true;
}

void HtmlTokenizer::skip_blanks() {
  while (at_ < html_.size() && (is_blank(html_[at_]) || html_[at_] == '/')) ++at_;
}

// False: the tag does not end.
bool HtmlTokenizer::read_tag() {
  at_ += html_[at_ + 1] == '/' ? 2 : 1;
  const auto ends_name = [](char c) { return is_blank(c) || c == '/' || c == '>'; };
  const auto word = [this](auto ends) {
    const std::size_t begin = at_;
    while (at_ < html_.size() && !ends(html_[at_])) ++at_;
    return html_.substr(begin, at_ - begin);
  };
  name_ = ascii_lower(word(ends_name));
  attributes_.clear();
  for (;;) {
    skip_blanks();
    if (at_ == html_.size()) return false;
    if (html_[at_] == '>') {
      ++at_;
      return true;
    }
    const std::size_t begin = at_++;  // a '=' here belongs to the name
    word([&](char c) { return ends_name(c) || c == '='; });
    Attribute attribute{html_.substr(begin, at_ - begin), {}};
    while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
    if (at_ < html_.size() && html_[at_] == '=') {
      ++at_;
      while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
      if (at_ < html_.size() && (html_[at_] == '"' || html_[at_] == '\'')) {
        const char quote = html_[at_++];
        attribute.value = word([quote](char c) { return c == quote; });
        if (at_ == html_.size()) return false;
        ++at_;
      } else {
        attribute.value = word([](char c) { return is_blank(c) || c == '>'; });
      }
    }
    attributes_.push_back(attribute);
  }
}

bool HtmlTokenizer::skip_to_close(std::string_view name) {
  for (; at_ < html_.size(); ++at_) {
    at_ = std::min(html_.find("</", at_), html_.size());
    const std::size_t end = at_ + 2 + name.size();
    if (end < html_.size() && ascii_lower(html_.substr(at_ + 2, name.size())) == name &&
        !is_letter(html_[end])) {
      return true;
    }
  }
  return false;
}

void HtmlTokenizer::skip_line_feed() {
  if (starts("\n")) ++at_;
}

}  // namespace carrel::markdown
