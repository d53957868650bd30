#include "index/synonym_writer.h"

#include <algorithm>

#include "base/list.h"
#include "text/tokenizer.h"

namespace carrel {

SynonymWriter::Words SynonymWriter::words_of(FormTable& forms, LanguageId language, std::string_view name) {
  List<Token> tokens;
  tokenize_apart(name, tokens);
  Words words;
  for (const Token& token : tokens)
    words.push_back(forms.note(name.substr(token.offset, token.size), language));
  return words;
}

void SynonymWriter::add(FormTable& forms, LanguageId language, std::string_view from, std::string_view to) {
  Words left = words_of(forms, language, from);
  Words right = words_of(forms, language, to);
  if (!left.empty() && !right.empty())
    rules_.push_back({std::move(left), {std::string(to), std::move(right)}});
}

void SynonymWriter::close(const FormTable& forms, const std::vector<std::uint32_t>& classes) {
  if (rules_.empty()) return;
  std::vector<bool> stands(classes.size());
  for (const FormUse& use : forms.uses()) {
    if (use.documents > 0) stands[use.form] = true;
  }
  // The first form of each class, of those that stand in articles where there are any.
  std::vector<std::uint32_t> firsts(classes.size(), kNoUse);
  for (std::uint32_t form = 0; form < classes.size(); ++form) {
    std::uint32_t& first = firsts[classes[form]];
    const bool better =
        first == kNoUse ||
        (stands[form] != stands[first] ? stands[form] : forms.forms()[form].text < forms.forms()[first].text);
    if (better) first = form;
  }
  const auto key_of = [&](const Words& words, bool as_written) {
    std::string key;
    for (const std::uint32_t word : words) {
      if (!key.empty()) key += ' ';
      key += forms.forms()[as_written && !stands[word] ? word : firsts[classes[word]]].text;
    }
    return key;
  };
  for (const Rule& rule : rules_) {
    const bool found = std::all_of(rule.to.words.begin(), rule.to.words.end(),
                                   [&](std::uint32_t word) { return stands[firsts[classes[word]]]; });
    const std::string to = key_of(rule.to.words, false);
    if (!found || key_of(rule.from, false) == to) continue;
    // A query knows a word that stands in no article as it is written.
    for (const bool as_written : {true, false}) {
      std::vector<Other>& others = others_[key_of(rule.from, as_written)];
      const auto same = [&](const Other& other) { return other.key == to; };
      if (std::none_of(others.begin(), others.end(), same)) others.push_back({rule.to.label, to});
    }
  }
}

std::vector<Bytes> SynonymWriter::encode(const std::vector<std::string_view>& keys) const {
  std::vector<Writer> parts(keys.size());
  for (const auto& [key, others] : others_) {
    const std::string_view first = std::string_view(key).substr(0, key.find(' '));
    const auto after = std::upper_bound(keys.begin(), keys.end(), first);
    Writer& writer = parts[after == keys.begin() ? 0 : static_cast<std::size_t>(after - keys.begin()) - 1];
    writer.sized_text(key);
    writer.varint(static_cast<std::uint32_t>(others.size()));
    for (const Other& other : others) {
      writer.sized_text(other.label);
      // Most names are written as they are kept.
      writer.sized_text(other.key == other.label ? std::string_view() : other.key);
    }
  }
  std::vector<Bytes> sections;
  sections.reserve(parts.size());
  for (Writer& part : parts) sections.push_back(part.take());
  return sections;
}

}  // namespace carrel
