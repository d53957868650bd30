#include "index/synonym_writer.h"

#include <algorithm>

#include "base/list.h"
#include "base/sort.h"
#include "text/tokenizer.h"

namespace carrel {

std::uint32_t SynonymWriter::name(FormTable& forms, LanguageId language, std::string_view text) {
  const auto number = static_cast<std::uint32_t>(names_.size());
  const auto [entry, is_new] = known_.try_emplace(std::string(text), number);
  if (!is_new) return entry->second;
  List<Token> tokens;
  tokenize_apart(text, tokens);
  Name& name = names_.emplace_back();
  name.label = text;
  for (const Token& token : tokens)
    name.words.push_back(forms.note(text.substr(token.offset, token.size), language));
  return number;
}

void SynonymWriter::add(std::uint32_t from, std::uint32_t to) {
  if (from != to && !names_[from].words.empty() && !names_[to].words.empty()) rules_.push_back({from, to});
}

void SynonymWriter::find_keys(const FormTable& forms, const std::vector<std::uint32_t>& classes) {
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
    return &*keys_.try_emplace(std::move(key), static_cast<std::uint32_t>(keys_.size())).first;
  };
  for (Name& name : names_) {
    name.found = std::all_of(name.words.begin(), name.words.end(),
                             [&](std::uint32_t word) { return stands[firsts[classes[word]]]; });
    name.key = key_of(name.words, false);
    // A query knows a word that stands in no article as it is written.
    name.written_key = key_of(name.words, true);
  }
}

bool SynonymWriter::close(const FormTable& forms, const std::vector<std::uint32_t>& classes, Pace& pace) {
  if (next_rule_ == 0 && !rules_.empty()) {
    find_keys(forms, classes);
    others_.resize(keys_.size());
    pace.spend(10 * names_.size());
  }
  for (; next_rule_ < rules_.size(); ++next_rule_) {
    if (pace.is_over() && next_rule_ > 0) return false;
    pace.spend(5);
    const Rule& rule = rules_[next_rule_];
    const Name& from = names_[rule.from];
    const Name& to = names_[rule.to];
    if (!to.found || from.key == to.key) continue;
    for (const Key key : {from.written_key, from.key}) {
      if (pairs_.insert(std::uint64_t{key->second} << 32 | to.key->second).second)
        others_[key->second].push_back(rule.to);
    }
  }
  return true;
}

std::vector<Bytes> SynonymWriter::encode(const std::vector<std::string_view>& keys) const {
  std::vector<Key> order;
  for (const auto& entry : keys_) {
    if (entry.second < others_.size() && !others_[entry.second].empty()) order.push_back(&entry);
  }
  heap_sort(order, [](Key a, Key b) { return a->first < b->first; });
  std::vector<Writer> parts(keys.size());
  for (const Key entry : order) {
    const std::string& key = entry->first;
    const std::vector<std::uint32_t>& others = others_[entry->second];
    const std::string_view first = std::string_view(key).substr(0, key.find(' '));
    const auto after = std::upper_bound(keys.begin(), keys.end(), first);
    Writer& writer = parts[after == keys.begin() ? 0 : static_cast<std::size_t>(after - keys.begin()) - 1];
    writer.sized_text(key);
    writer.varint(static_cast<std::uint32_t>(others.size()));
    for (const std::uint32_t number : others) {
      const Name& other = names_[number];
      writer.sized_text(other.label);
      // Most names are written as they are kept.
      writer.sized_text(other.key->first == other.label ? std::string_view() : other.key->first);
    }
  }
  std::vector<Bytes> sections;
  sections.reserve(parts.size());
  for (Writer& part : parts) sections.push_back(part.take());
  return sections;
}

}  // namespace carrel
