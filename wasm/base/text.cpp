#include "base/text.h"

#include "base/json_writer.h"

namespace carrel {

std::string concat(std::initializer_list<std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text.append(piece);
  return text;
}

std::string_view take_item(std::string_view& list, char separator) {
  std::size_t end = 0;
  while (end < list.size() && list[end] != separator) ++end;
  const std::string_view item(list.data(), end);
  list.remove_prefix(end < list.size() ? end + 1 : end);
  return item;
}

std::uint32_t place_among(std::string_view words, std::string_view word) {
  std::uint32_t place = 0;
  while (!words.empty() && take_item(words, ' ') != word) ++place;
  return place;
}

std::string decimal(std::uint32_t value) {
  JsonWriter json;
  json.number(value);
  return json.take();
}

}  // namespace carrel
