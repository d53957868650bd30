#include "markdown/entities.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "markdown/entity_table.h"

namespace carrel::markdown {
namespace {

bool append_numeric(std::string& out, std::string_view digits, unsigned base) {
  // CommonMark: at most 7 decimal or 6 hexadecimal digits, so the value stays below 2^32.
  if (digits.empty() || digits.size() > (base == 10 ? 7 : 6)) return false;
  char32_t value = 0;
  for (const char c : digits) {
    const char lower = static_cast<char>(c | 0x20);
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (base == 16 && lower >= 'a' && lower <= 'f') {
      digit = static_cast<unsigned>(lower - 'a') + 10;
    } else {
      return false;
    }
    value = value * base + digit;
  }
  append_utf8(out, value == 0 ? kReplacement : value);
  return true;
}

char32_t read_varint(const std::uint8_t*& at) {
  char32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    value |= static_cast<char32_t>(*at & 0x7F) << shift;
    if (*at++ < 0x80) return value;
  }
}

// A walk of 16 kB at worst; the names that people write stand at its beginning.
bool append_named(std::string& out, std::string_view name) {
  const std::uint8_t* at = kEntityTable;
  const std::uint8_t* const end = at + kEntityTableSize;
  char32_t code_point = 0;
  while (at < end) {
    const std::uint8_t* const start = at;
    while (*at > kEntityPair) ++at;
    const auto size = static_cast<std::size_t>(at - start);
    const std::uint8_t control = *at++;
    code_point += control < kEntityStep ? control : read_varint(at);
    const char32_t second = control == kEntityPair ? read_varint(at) : 0;
    if (text_of({start, size}) == name) {
      append_utf8(out, code_point);
      if (second != 0) append_utf8(out, second);
      return true;
    }
  }
  return false;
}

}  // namespace

bool append_entity(std::string& out, std::string_view reference) {
  if (reference.size() < 3 || reference.front() != '&' || reference.back() != ';') return false;
  const std::string_view body = reference.substr(1, reference.size() - 2);
  if (body[0] != '#') return append_named(out, body);
  if (body.size() > 1 && (body[1] == 'x' || body[1] == 'X')) return append_numeric(out, body.substr(2), 16);
  return append_numeric(out, body.substr(1), 10);
}

}  // namespace carrel::markdown
