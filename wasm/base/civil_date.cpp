#include "base/civil_date.h"

namespace carrel {

std::size_t civil_date_size(std::string_view text) {
  if (text.size() >= 10 && text[7] == '-') return 10;
  return text.size() >= 7 ? 7 : 4;
}

std::optional<CivilSpan> parse_civil_date(std::string_view text) {
  if (text.size() > 10) {
    if (text[10] != 'T' && text[10] != ' ') return std::nullopt;
    text = text.substr(0, 10);
  }
  std::int32_t parts[3] = {0, 0, 0};  // year, month, day
  std::int32_t* part = parts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (i == 4 || i == 7) {
      if (c != '-') return std::nullopt;
      ++part;
    } else {
      if (c < '0' || c > '9') return std::nullopt;
      *part = *part * 10 + (c - '0');
    }
  }
  const auto [year, month, day] = parts;
  if (text.size() < 4 || text.size() % 3 != 1 || year < 1) return std::nullopt;
  std::int32_t first = year * 12, end = first + 12;  // months
  if (text.size() > 4) {
    if (month < 1 || month > 12) return std::nullopt;
    first += month - 1;
    end = first + 1;
  }
  CivilSpan span{first_day_of(first), first_day_of(end) - 1};
  if (text.size() == 10) {
    span.first += day - 1;
    if (day < 1 || span.first > span.last) return std::nullopt;
    span.last = span.first;
  }
  return span;
}

std::int32_t month_of(CivilDay day) {
  // A month is 30.44 days, and none begins three days before it would if all were of this length.
  std::int32_t month = (day - kFirstDay + 366 - 3) * 16 / 487;
  while (first_day_of(month + 1) <= day) ++month;
  return month;
}

// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil: years begin in March.
CivilDay first_day_of(std::int32_t month) {
  const std::int32_t year = (month - 2) / 12;
  return year * 365 + year / 4 - year / 100 + year / 400 + (153 * ((month - 2) % 12) + 2) / 5 - 719468;
}

std::string civil_text(CivilDay day, std::size_t size) {
  const std::int32_t month = month_of(day);
  std::uint32_t digits = static_cast<std::uint32_t>(month / 12 * 10000 + (month % 12 + 1) * 100 +
                                                    (day - first_day_of(month) + 1));
  char text[] = "0000-00-00";
  for (std::size_t i = sizeof text - 1; i-- > 0;) {
    if (text[i] == '-') continue;
    text[i] = static_cast<char>('0' + digits % 10);
    digits /= 10;
  }
  return {text, size};
}

}  // namespace carrel
