// Civil dates: a day on a calendar, without a time and without a time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace carrel {

// Days since 1970-01-01 in the proleptic Gregorian calendar.
using CivilDay = std::int32_t;
constexpr CivilDay kFirstDay = -719162;  // 0001-01-01
constexpr CivilDay kLastDay = 2932896;   // 9999-12-31

// What a text such as "2025", "2025-11" or "2025-11-16" names: a whole year, month or day.
struct CivilSpan {
  CivilDay first = 0;
  CivilDay last = 0;
};

// Years 1 to 9999. A time after the day ("T09:30:00Z", " 09:30") is passed over unread: the day is taken as
// written. Anything else, the 30th of February included, is nothing.
std::optional<CivilSpan> parse_civil_date(std::string_view text);

// How many characters of `text` are its date: 4, 7 or 10. Requires: parse_civil_date(text) has a value.
std::size_t civil_date_size(std::string_view text);

// The month in which a day lies, counted from January of the year 0; twelve of them are a year.
// Requires: a day of the years 1 to 9999.
std::int32_t month_of(CivilDay day);
inline std::int32_t year_of(CivilDay day) { return month_of(day) / 12; }

// The first day of such a month. Requires: one of the years 1 to 10000.
CivilDay first_day_of(std::int32_t month);

// The first `size` characters, 4, 7 or 10, of "2025-11-16". Requires: a day of the years 1 to 9999.
std::string civil_text(CivilDay day, std::size_t size);

}  // namespace carrel
