#include "base/civil_date.h"

namespace carrel {
namespace {

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days.
CivilDay days_from_civil(std::int32_t year, std::int32_t month, std::int32_t day) {
  year -= month <= 2;
  const std::int32_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int32_t year_of_era = year - era * 400;
  const std::int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  constexpr std::int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Exactly `size` digits at `position`, or -1.
std::int32_t digits(std::string_view text, std::size_t position, std::size_t size) {
  if (text.size() < position + size) return -1;
  std::int32_t value = 0;
  for (const char c : text.substr(position, size)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::size_t civil_date_size(std::string_view text) {
  if (text.size() >= 10 && text[7] == '-') return 10;
  return text.size() >= 7 ? 7 : 4;
}

std::optional<CivilSpan> parse_civil_date(std::string_view text) {
  const std::int32_t year = digits(text, 0, 4);
  if (year < 1) return std::nullopt;
  if (text.size() == 4) return CivilSpan{days_from_civil(year, 1, 1), days_from_civil(year, 12, 31), year};

  const std::int32_t month = digits(text, 5, 2);
  if (text[4] != '-' || month < 1 || month > 12) return std::nullopt;
  if (text.size() == 7) {
    return CivilSpan{days_from_civil(year, month, 1),
                     days_from_civil(year, month, days_in_month(year, month)), year};
  }
  const std::int32_t day = digits(text, 8, 2);
  if (text[7] != '-' || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  const CivilDay exact = days_from_civil(year, month, day);
  return CivilSpan{exact, exact, year};
}

std::int32_t month_of(CivilDay days) {
  days += 719468;
  const std::int32_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int32_t day_of_era = days - era * 146097;
  const std::int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  // The computed year begins in March.
  return (year_of_era + era * 400) * 12 + (5 * day_of_year + 2) / 153 + 2;
}

CivilDay first_day_of(std::int32_t month) { return days_from_civil(month / 12, month % 12 + 1, 1); }

std::string civil_text(CivilDay day, std::size_t size) {
  const std::int32_t month = month_of(day);
  std::uint32_t digits = static_cast<std::uint32_t>(month / 12 * 10000 + (month % 12 + 1) * 100 +
                                                    (day - first_day_of(month) + 1));
  std::string text = "0000-00-00";
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == '-') continue;
    text[i] = static_cast<char>('0' + digits % 10);
    digits /= 10;
  }
  text.resize(size);
  return text;
}

}  // namespace carrel
