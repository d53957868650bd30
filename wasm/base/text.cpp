#include "base/text.h"

#include "base/json_writer.h"

namespace carrel {

std::string concat(std::initializer_list<std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text.append(piece);
  return text;
}

std::string decimal(std::uint32_t value) {
  JsonWriter json;
  json.number(value);
  return json.take();
}

}  // namespace carrel
