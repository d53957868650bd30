#include "search/query.h"

#include <charconv>

#include "base/utf8.h"
#include "text/slug.h"

namespace carrel {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The URL standard's application/x-www-form-urlencoded: "+" is a blank, a broken escape stands for itself.
std::string decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out.push_back(' ');
    } else if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
               hex_digit(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return is_valid_utf8(out) ? out : repair_utf8(out);
}

std::string fold_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

template <class Function>
void for_each_item(std::string_view list, Function function) {
  while (!list.empty()) {
    if (const std::string_view item = take_item(list, ','); !item.empty()) function(item);
  }
}

class Parser {
 public:
  explicit Parser(Query& query) : query_(query) {}

  void parameter(std::string_view name, const std::string& value) {
    if (name == "q") {
      query_.text = fold_blanks(value);
      cut_text();
    } else if (name == "in") {
      for_each_item(take_mode(value, query_.all_categories),
                    [&](std::string_view item) { query_.categories.push_back(slugify_path(item)); });
    } else if (name == "tags") {
      for_each_item(take_mode(value, query_.all_tags),
                    [&](std::string_view item) { query_.tags.push_back(slugify(item)); });
    } else if (name == "by") {
      for_each_item(take_mode(value, query_.all_authors),
                    [&](std::string_view item) { query_.authors.push_back(slugify(item)); });
    } else if (name == "where") {
      query_.where = value;
    } else if (name == "only") {
      query_.only_hits = value == "hits";
      if (!query_.only_hits && !value.empty()) query_.ignored.emplace_back("only");
    } else if (name == "from" || name == "to") {
      date(name, value);
    } else if (name == "topic") {
      query_.topic = value.empty() ? "" : slugify(value);
    } else if (name == "read") {
      query_.read = value;
    } else if (name == "sort") {
      sort(value);
    } else if (name == "show") {
      std::optional<std::uint32_t> shown;
      number(name, value, kMaxShow, shown);
      query_.show = shown.value_or(query_.show);
    } else if (name == "depth") {
      number(name, value, kMaxDepth, query_.depth);
    } else if (name == "passages") {
      query_.passages = value == "1";
    } else if (name == "explain") {
      query_.explain = value == "1";
    } else if (name == "stems") {
      for_each_item(value, [&](std::string_view item) {
        const std::size_t colon = item.find(':');
        if (colon != std::string_view::npos)
          query_.stems.emplace_back(item.substr(0, colon), item.substr(colon + 1));
      });
    }
  }

  void finish() {
    if (!sorted_) query_.sort = query_.text.empty() ? Sort::kNew : Sort::kRelevance;
  }

 private:
  void cut_text() {
    if (query_.text.size() <= kMaxQueryBytes) return;
    std::size_t end = kMaxQueryBytes;
    while ((static_cast<std::uint8_t>(query_.text[end]) & 0xC0) == 0x80) --end;
    query_.text.resize(end);
    query_.ignored.emplace_back("q");
  }

  void date(std::string_view name, const std::string& value) {
    if (value.empty()) return;
    const auto span = parse_civil_date(value);
    if (!span) {
      query_.ignored.emplace_back(name);
    } else if (name == "from") {
      query_.from = span->first;
    } else {
      query_.to = span->last;
    }
  }

  void sort(std::string_view value) {
    constexpr std::pair<std::string_view, Sort> kNames[] = {
        {"relevance", Sort::kRelevance}, {"new", Sort::kNew}, {"old", Sort::kOld}, {"title", Sort::kTitle}};
    if (value.empty()) return;
    for (const auto& [name, sort] : kNames) {
      if (value != name) continue;
      query_.sort = sort;
      sorted_ = true;
      return;
    }
    query_.ignored.emplace_back("sort");
  }

  void number(std::string_view name, std::string_view value, std::uint32_t most,
              std::optional<std::uint32_t>& out) {
    if (value.empty()) return;
    std::uint32_t given = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), given);
    if (error != std::errc() || end != value.data() + value.size()) {
      query_.ignored.emplace_back(name);
    } else {
      out = given < most ? given : most;
    }
  }

  Query& query_;
  bool sorted_ = false;
};

}  // namespace

std::string_view take_item(std::string_view& list, char separator) {
  const std::size_t end = list.find(separator);
  const std::string_view item = list.substr(0, end);
  list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  return item;
}

std::string_view take_mode(std::string_view list, bool& all) {
  const bool says_all = list.starts_with("all:");
  if (!says_all && !list.starts_with("any:")) return list;
  all = says_all;
  return list.substr(4);
}

Query parse_query(std::string_view text, std::uint32_t show) {
  if (!text.empty() && text.front() == '?') text.remove_prefix(1);
  Query query;
  query.show = show;
  Parser parser(query);
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    parser.parameter(decode(pair.substr(0, equals)), decode(value));
  }
  parser.finish();
  return query;
}

}  // namespace carrel
