#include "search/query.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "text/slug.h"

namespace carrel {
namespace {

// In the order of `kNames`; the first are facets.
enum Parameter : std::uint32_t {
  kIn,
  kTagged,
  kBy,
  kFrom,
  kTo,
  kTopic,
  kRead,
  kWhere,
  kStems,
  kQ,
  kOnly,
  kSort,
  kShow,
  kDepth,
  kPassages,
  kExplain,
  kWhole
};
constexpr std::string_view kNames =
    "in tags by from to topic read where stems q only sort show depth passages explain whole";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The URL standard's application/x-www-form-urlencoded: "+" is a blank, a broken escape stands for itself.
std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+') {
      c = ' ';
    } else if (c == '%' && i + 2 < text.size()) {
      const int byte = hex_digit(text[i + 1]) * 16 | hex_digit(text[i + 2]);  // negative if either is
      if (byte >= 0) {
        c = static_cast<char>(byte);
        i += 2;
      }
    }
    out.push_back(c);
  }
  return repair_utf8(out);
}

std::string fold_blanks(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) {
      if (gap && !out.empty()) out.push_back(' ');
      out.push_back(c);
    }
    gap = blank;
  }
  return out;
}

void add_items(std::string& list, std::string_view items) {
  if (!list.empty()) list.push_back(',');
  list.append(items);
}

// Whole letters of it, at most kMaxQueryBytes.
std::string_view cut_text(std::string_view text) {
  if (text.size() <= kMaxQueryBytes) return text;
  std::size_t end = kMaxQueryBytes;
  while ((static_cast<std::uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return between(text, 0, end);
}

// Leaves `out` as it is where there is no value. False: it is not a whole number.
bool read_count(std::string_view value, std::uint32_t most, std::uint32_t& out) {
  std::int64_t thousandths = 0;
  if (value.empty()) return true;
  if (!read_number(value, thousandths) || thousandths < 0 || thousandths % 1000 != 0) return false;
  out = static_cast<std::uint32_t>(std::min<std::int64_t>(thousandths / 1000, most));
  return true;
}

// Returns false if the value could not be understood.
bool set(Query& query, std::uint32_t parameter, std::string_view value) {
  switch (parameter) {
    case kIn:
    case kTagged:
    case kBy: {
      Selection& selection = query.selected[parameter];
      add_items(selection.values, take_mode(value, selection.all));
      return true;
    }
    case kFrom:
    case kTo:
      return query.dates.read(value, true, parameter == kTo);
    case kTopic:
      query.topic = value.empty() ? std::string() : slugify(value);
      return true;
    case kRead:
      query.read = std::string(value);
      return true;
    case kWhere:
      query.where = std::string(value);
      return true;
    case kStems:
      add_items(query.stemmed, value);
      return true;
    case kQ: {
      const std::string text = fold_blanks(value);
      query.text = std::string(cut_text(text));
      return query.text.size() == text.size();
    }
    case kOnly:
      query.only_ids = value == "ids";
      return query.only_ids || value.empty();
    case kSort: {
      const std::uint32_t place = place_among(kSortNames, value);
      if (place == kSorts) return value.empty();
      query.sort = static_cast<Sort>(place);
      return true;
    }
    case kShow:
      return read_count(value, kMaxShow, query.show);
    case kDepth: {
      std::uint32_t depth = 0;
      if (!read_count(value, kMaxDepth, depth)) return false;
      if (!value.empty()) query.depth = depth;
      return true;
    }
    case kPassages:
      query.passages = value == "1";
      return true;
    case kExplain:
      query.explain = value == "1";
      return true;
    case kWhole:
      query.whole = value == "1";
      return true;
  }
  return true;
}

}  // namespace

List<StemAnswer> Query::stems() const {
  List<StemAnswer> answers;
  for (std::string_view list = stemmed; !list.empty();) {
    std::string_view form = take_item(list, ',');
    if (form.find(':') == std::string_view::npos) continue;
    const std::string_view word = take_item(form, ':');
    answers.push_back({word, form});
  }
  return answers;
}

std::string_view take_mode(std::string_view list, bool& all) {
  const bool says_all = list.starts_with("all:");
  if (!says_all && !list.starts_with("any:")) return list;
  all = says_all;
  return behind(list, 4);
}

Query parse_query(std::string_view text, std::uint32_t show) {
  if (text.starts_with('?')) text.remove_prefix(1);
  Query query;
  query.show = show;
  constexpr auto kUnsorted = static_cast<Sort>(kSorts);
  query.sort = kUnsorted;
  while (!text.empty()) {
    std::string_view value = take_item(text, '&');
    const std::string name = decode(take_item(value, '='));
    if (!set(query, place_among(kNames, name), decode(value))) query.ignored.string(name);
  }
  if (query.sort == kUnsorted) query.sort = query.text.empty() ? Sort::kNew : Sort::kRelevance;
  return query;
}

}  // namespace carrel
