#include "markdown/entities.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/utf8.h"
#include "markdown/ascii.h"
#include "markdown/entity_table.h"

namespace carrel::markdown {
namespace {

constexpr std::size_t kSlots = 4096;  // a power of two, about twice the entries
constexpr std::size_t kLongestLegacy = 6;

std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 0;
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x9E3779B1U;
  return hash >> 20;
}
static_assert(0xFFFFFFFFU >> 20 == kSlots - 1);

char32_t read_varint(const std::uint8_t*& at) {
  char32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    value |= static_cast<char32_t>(*at & 0x7F) << shift;
    if (*at++ < 0x80) return value;
  }
}

// How many characters of `text` from `begin` on are digits, and what they say; past 2^21 it stays there.
std::size_t read_digits(std::string_view text, std::size_t begin, unsigned base, char32_t& value) {
  std::size_t i = begin;
  value = 0;
  for (; i < text.size(); ++i) {
    const char lower = static_cast<char>(text[i] | 0x20);
    unsigned digit = 0;
    if (text[i] >= '0' && text[i] <= '9') {
      digit = static_cast<unsigned>(text[i] - '0');
    } else if (base == 16 && lower >= 'a' && lower <= 'f') {
      digit = static_cast<unsigned>(lower - 'a') + 10;
    } else {
      break;
    }
    value = std::min<char32_t>(value * base + digit, 0x200000);
  }
  return i - begin;
}

// What a number means in HTML: Windows-1252, where Unicode has control characters (HTML 13.2.5.80).
char32_t of_html(char32_t value) {
  constexpr std::array<char16_t, 32> kWindows1252 = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
  };
  return value >= 0x80 && value < 0xA0 ? kWindows1252[value - 0x80] : value;
}

void append_number(std::string& out, char32_t value) { append_utf8(out, value == 0 ? kReplacement : value); }

struct Entry {
  std::uint16_t begin;  // of its name in the packed table
  std::uint8_t size;
  bool legacy;  // needs no semicolon in HTML
  char32_t first;
  char32_t second;  // 0: there is none
};

std::string_view name_of(const Entry& entry) { return text_of({kEntityTable + entry.begin, entry.size}); }

struct Table {
  std::array<Entry, kEntityCount> entries;
  std::array<std::uint16_t, kSlots> slots;  // by hash of the name: 1 + index of the entry

  Table() : entries{}, slots{} {
    const std::uint8_t* at = kEntityTable;
    char32_t first = 0;
    for (std::size_t i = 0; i < kEntityCount; ++i) {
      const std::uint8_t* const start = at;
      while (*at > kEntityLegacyStep) ++at;
      const auto size = static_cast<std::uint8_t>(at - start);
      const std::uint8_t control = *at++;
      const bool legacy = control >= kEntityLegacy;
      const unsigned step = legacy ? control - kEntityLegacy : control;
      first += step < (legacy ? kEntityLegacyStep - kEntityLegacy : kEntityStep) ? step : read_varint(at);
      const char32_t second = control == kEntityPair ? read_varint(at) : 0;
      entries[i] = {static_cast<std::uint16_t>(start - kEntityTable), size, legacy, first, second};
      std::size_t slot = hash_of(name_of(entries[i]));
      while (slots[slot] != 0) slot = (slot + 1) % kSlots;
      slots[slot] = static_cast<std::uint16_t>(i + 1);
    }
  }
};

const Entry* find(std::string_view name) {
  static const Table kTable;
  for (std::size_t slot = hash_of(name); kTable.slots[slot] != 0; slot = (slot + 1) % kSlots) {
    const Entry& entry = kTable.entries[kTable.slots[slot] - 1U];
    if (name_of(entry) == name) return &entry;
  }
  return nullptr;
}

}  // namespace

bool append_entity(std::string& out, std::string_view reference) {
  if (reference.size() < 3 || reference.front() != '&' || reference.back() != ';') return false;
  const std::string_view body = reference.substr(1, reference.size() - 2);
  if (body[0] == '#') {
    const bool hexadecimal = body.size() > 1 && (body[1] | 0x20) == 'x';
    const std::size_t begin = hexadecimal ? 2 : 1;
    char32_t value = 0;
    const std::size_t size = read_digits(body, begin, hexadecimal ? 16 : 10, value);
    // CommonMark: at most 7 decimal or 6 hexadecimal digits.
    if (size == 0 || begin + size != body.size() || size > (hexadecimal ? 6 : 7)) return false;
    append_number(out, value);
    return true;
  }
  const Entry* entry = find(body);
  if (entry == nullptr) return false;
  append_utf8(out, entry->first);
  if (entry->second != 0) append_utf8(out, entry->second);
  return true;
}

namespace {

// Appends what the reference at the beginning of `text` stands for. Returns its size; 0: there is none.
std::size_t append_html_reference(std::string& out, std::string_view text, bool in_attribute) {
  if (text.size() > 1 && text[1] == '#') {
    const bool hexadecimal = text.size() > 2 && (text[2] | 0x20) == 'x';
    const std::size_t begin = hexadecimal ? 3 : 2;
    char32_t value = 0;
    const std::size_t size = read_digits(text, begin, hexadecimal ? 16 : 10, value);
    if (size == 0) return 0;
    append_number(out, of_html(value));
    const std::size_t end = begin + size;
    return end + (end < text.size() && text[end] == ';' ? 1 : 0);
  }
  std::size_t end = 1;
  while (end < text.size() && is_alphanumeric(text[end])) ++end;
  if (end < text.size() && text[end] == ';' && append_entity(out, text.substr(0, end + 1))) return end + 1;
  for (std::size_t size = std::min(end - 1, kLongestLegacy); size > 1; --size) {
    const Entry* entry = find(text.substr(1, size));
    if (entry == nullptr || !entry->legacy) continue;
    const char after = size + 1 < text.size() ? text[size + 1] : ' ';
    // Otherwise "?a=1&copy=2" would lose a parameter.
    if (in_attribute && (after == '=' || is_alphanumeric(after))) return 0;
    append_utf8(out, entry->first);
    return size + 1;
  }
  return 0;
}

}  // namespace

void append_html(std::string& out, std::string_view text, bool in_attribute) {
  while (!text.empty()) {
    const std::size_t reference = std::min(text.find('&'), text.size());
    out.append(text.substr(0, reference));
    text.remove_prefix(reference);
    if (text.empty()) return;
    const std::size_t size = append_html_reference(out, text, in_attribute);
    if (size == 0) out.push_back('&');
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
}

}  // namespace carrel::markdown
