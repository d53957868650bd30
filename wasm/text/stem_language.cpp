#include "text/stem_language.h"

namespace carrel {
namespace {

// Two letters and a blank for each module that the build makes.
constexpr std::string_view kLanguages = CARREL_STEM_LANGUAGES " ";

}  // namespace

std::string_view stem_language(std::string_view tag) {
  if (tag.size() < 2 || (tag.size() > 2 && tag[2] != '-' && tag[2] != '_')) return {};
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  char letters[] = {lower(tag[0]), lower(tag[1])};
  // Snowball's Norwegian is Bokmål.
  if (letters[0] == 'n' && letters[1] == 'b') letters[1] = 'o';
  for (std::size_t i = 0; i < kLanguages.size(); i += 3) {
    if (kLanguages[i] == letters[0] && kLanguages[i + 1] == letters[1]) return kLanguages.substr(i, 2);
  }
  return {};
}

}  // namespace carrel
