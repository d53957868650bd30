#include "oracle.h"

namespace carrel::testing {
namespace {

constexpr float kSaturated = 1.2F;  // half of what a word can say

bool is_pair(const std::string& word) { return is_unspaced(decode_utf8(word, 0).code_point); }

bool is_hiragana(const std::string& word) {
  const Strings letters = code_points(word);
  return std::all_of(letters.begin(), letters.end(),
                     [](const std::string& letter) { return letter >= "぀" && letter <= "ゟ"; });
}

}  // namespace

Oracle::Oracle(const Corpus& corpus) : corpus_(corpus), sheets_(corpus.articles.size()) {
  constexpr float kWeights[] = {4, 3, 1, 2, 1}, kB[] = {0.5F, 0.3F, 0.5F, 0.3F, 0.7F};
  std::vector<std::array<float, kFieldCount>> lengths(sheets_.size());
  std::array<float, kFieldCount> averages = {};
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    for (const auto& [field, text] : corpus.articles[i].texts) {
      sheets_[i].rows.push_back(words_of(text));
      lengths[i][field] += static_cast<float>(sheets_[i].rows.back().size());
      if (field <= kAlsoKnownAs) sheets_[i].names.insert(sheets_[i].rows.back());
      if (field == kTitle) sheets_[i].title_words = sheets_[i].rows.back().size();
    }
    for (std::size_t f = 0; f < kFieldCount; ++f) averages[f] += lengths[i][f];
  }
  for (float& average : averages) average /= static_cast<float>(sheets_.size());
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    Sheet& sheet = sheets_[i];
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      const Field f = corpus.articles[i].texts[row].field;
      for (const std::string& form : sheet.rows[row]) {
        Said& said = sheet.said[sheet.classes[form] = stem_of(corpus.script, form)];
        ++said.times[f];
        said.in_title |= f == kTitle;
        said.in_name |= f == kAlsoKnownAs;
      }
    }
    for (auto& [stem, said] : sheet.said) {
      for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (said.times[f] > 0)
          said.strength +=
              said.times[f] * (kWeights[f] / (1 - kB[f] + kB[f] * (lengths[i][f] / averages[f])));
      }
      const float steps = 20 * said.strength / (said.strength + kSaturated);
      // Where lengths are average numbers are round, and exact.
      doubtful_ |= steps != std::round(steps) && std::fabs(steps - std::round(steps)) < 2e-5F;
      const float level = (std::floor(steps) + 0.5F) / 20;
      said.strength = kSaturated * level / (1 - level);
    }
  }
}

// The words of all parts, each with what the corpus knows of it.
void Oracle::read() {
  words_.clear();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    const bool exact = part.quoted && !part.in_title;
    const Strings texts = words_of(part.text, exact ? Reading::kPhrase : Reading::kWords);
    for (std::size_t n = 0; n < texts.size(); ++n) {
      Word word{texts[n], stem_of(corpus_.script, texts[n]), i, exact};
      const bool last = i + 1 == parts_.size() && n + 1 == texts.size() && !part.closed;
      const bool lone = is_pair(word.text) && words_of(word.text).size() == 1;
      word.is_prefix = is_pair(word.text) ? lone && (!exact || texts.size() == 1)
                                          : last && !part.excluded && (!exact || part.quoted);
      for (const Sheet& sheet : sheets_) {
        word.known |= sheet.classes.contains(word.text);
        const auto next = sheet.classes.upper_bound(word.text);
        word.begun |= word.is_prefix && next != sheet.classes.end() && next->first.starts_with(word.text);
      }
      words_.push_back(word);
    }
  }
}

Oracle::Seen Oracle::see(const Group& group, const Sheet& sheet) const {
  Seen seen;
  for (const Word& word : group.words) {
    for (const auto& [form, stem] : sheet.classes) {
      const bool same = form == word.text;
      // An unknown word has the inflections that a stemmer says, from 4 letters on.
      const bool inflected = word.known || (!word.begun && code_points(word.text).size() > 3);
      const bool kin = same || (!word.exact && stem == word.stem && inflected);
      const bool begins = !same && word.is_prefix && form.starts_with(word.text);
      const Said& said = sheet.said.at(stem);
      if (kin) seen.strong = std::max(seen.strong, said.strength * (same ? 1 : 0.75F));
      if (begins) seen.weak += said.strength;
      seen.in_title |= (kin || begins) && said.in_title;
      seen.in_name |= (kin || begins) && said.in_name;
      seen.strongly_in_title |= kin && said.in_title;
    }
  }
  return seen;
}

// Has an article all words of a part, those of a title there, those of a phrase in a row?
bool Oracle::meets(std::size_t part, const Sheet& sheet) const {
  Strings row;
  for (const Word& word : words_) {
    if (word.part != part) continue;
    const Seen seen = see({{word}}, sheet);
    if (seen.strong + seen.weak == 0 || (parts_[part].in_title && !seen.in_title)) return false;
    if (word.exact && !word.is_prefix) row.push_back(word.text);
  }
  return row.empty() || std::any_of(sheet.rows.begin(), sheet.rows.end(), [&](const Strings& words) {
           return std::search(words.begin(), words.end(), row.begin(), row.end()) != words.end();
         });
}

// Of the demands of some slots. Returns whether there were any.
bool Oracle::let_go(std::size_t first, std::size_t end, bool phrases, bool titles, Verdict& verdict) {
  bool any = false;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Part& part = parts_[i];
    if (slot(i) < first || slot(i) >= end || !demands(i) || !(part.in_title ? titles : phrases)) continue;
    verdict.relaxed.insert(part.in_title ? "field" : "phrase");
    part.quoted = part.in_title = false;
    any = true;
  }
  return any;
}

// Which articles the demands and exclusions leave.
std::vector<bool> Oracle::allow(Verdict& verdict) {
  std::vector<bool> allowed;
  const auto hold_none = [](const std::vector<bool>& set) {
    return !std::count(set.begin(), set.end(), true);
  };
  for (bool again = true; again;) {
    again = false;
    read();
    allowed.assign(sheets_.size(), true);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (slot(i) != i || !slot_demands(i)) continue;
      std::vector<bool> met(sheets_.size());
      for (std::size_t part = i; part < parts_.size(); ++part) {
        for (std::size_t a = 0; a < met.size(); ++a)
          met[a] = met[a] || (slot(part) == i && meets(part, sheets_[a]));
      }
      for (std::size_t a = 0; a < met.size(); ++a) allowed[a] = allowed[a] && met[a];
      if (hold_none(met)) again |= let_go(i, i + 1, true, true, verdict);
    }
    if (!again && hold_none(allowed))
      again =
          let_go(0, parts_.size(), true, false, verdict) || let_go(0, parts_.size(), false, true, verdict);
  }
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    for (std::size_t a = 0; a < allowed.size(); ++a)
      allowed[a] = allowed[a] && !(parts_[i].excluded && meets(i, sheets_[a]));
  }
  return allowed;
}

// What counts: a repeated word once, so many times; what OR joins as one.
std::vector<Oracle::Group> Oracle::groups() const {
  std::vector<Group> groups;
  for (const Word& word : words_) {
    if (parts_[word.part].excluded) continue;
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      const Word& first = group.words[0];
      return is_joined(word.part) ? slot(first.part) == slot(word.part)
                                  : !is_joined(first.part) && first.text == word.text;
    });
    if (same == groups.end()) {
      groups.push_back({{word}});
    } else if (is_joined(word.part)) {
      same->words.push_back(word);
    } else {
      ++same->times;
    }
  }
  return groups;
}

void Oracle::score(const std::vector<bool>& allowed, Verdict& verdict) const {
  struct Tally {
    float score = 0, covered = 0, in_title = 0, in_names = 0, title_words = 0;
  };
  std::vector<Tally> tallies(sheets_.size());
  const std::vector<Group> groups = this->groups();
  float all = 0, most = 0, best = 0;
  for (const Group& group : groups) {
    float importance = 0, strong = 0, any = 0;
    for (const Word& word : group.words)
      importance = std::max(importance, word.known && is_function_word(corpus_.script, word.text) ? 0.25F
                                        : is_hiragana(word.text)                                  ? 0.5F
                                                                                                  : 1);
    std::vector<Seen> seen;
    for (const Sheet& sheet : sheets_) {
      seen.push_back(see(group, sheet));
      strong += seen.back().strong > 0;
      any += seen.back().strong + seen.back().weak > 0;
    }
    const float found_in = strong > 0 ? strong : any, n = static_cast<float>(sheets_.size());
    const float information = std::log(1 + (n - found_in + 0.5F) / (found_in + 0.5F)) * importance;
    all += information;
    most = std::max(most, information);
    for (std::size_t a = 0; a < sheets_.size(); ++a) {
      const Seen& it = seen[a];
      if (!allowed[a] || it.strong + it.weak == 0) continue;
      const float covered = information * (it.strong > 0 || strong == 0 ? 1 : 0.75F);
      tallies[a].score +=
          group.times * information *
          std::max(it.strong / (it.strong + kSaturated), 0.5F * it.weak / (it.weak + kSaturated));
      tallies[a].covered += covered;
      tallies[a].title_words += it.in_title;
      tallies[a].in_title += it.strongly_in_title ? information : it.in_title ? covered : 0;
      tallies[a].in_names += it.in_name ? covered : 0;
      best = std::max(best, tallies[a].covered);
    }
  }
  if (best > 0 && best < 0.7F * all) verdict.relaxed.insert("words");
  const float least = std::min(best, std::max(best * (groups.size() <= 3 ? 0.7F : 0.25F), most * 0.25F));
  bool demanding = true;
  for (const Word& word : words_) demanding &= parts_[word.part].excluded || slot_demands(word.part);
  for (std::size_t a = 0; a < sheets_.size(); ++a) {
    const Tally& t = tallies[a];
    const bool scored = t.covered > 0 && t.covered >= least;
    if (!allowed[a] || (!scored && !demanding)) continue;
    const float share = std::min(1.0F, t.title_words / static_cast<float>(sheets_[a].title_words));
    const float name = std::max(t.in_names, t.in_title);
    const bool is_title = share == 1 && t.title_words == static_cast<float>(groups.size());
    const float text = t.score * (0.85F + 0.15F * t.covered / all);
    const float title =
        t.in_title * ((is_title ? 0.5F : 0) + 0.15F * share * share) + 0.2F * name * name / all;
    verdict.scores[a] = scored ? (text + title) * static_cast<float>(corpus_.articles[a].weight) : 0;
    verdict.order.push_back(a);
  }
  // Ties go by number: newest first.
  const auto sort = [&verdict] {
    std::stable_sort(verdict.order.begin(), verdict.order.end(), [&](std::size_t a, std::size_t b) {
      return verdict.scores[a] != verdict.scores[b] ? verdict.scores[a] > verdict.scores[b] : a < b;
    });
  };
  sort();
  if (groups.empty()) return;
  const Strings asked = words_of(asked_);
  for (std::size_t i = 0; i < std::min<std::size_t>(10, verdict.order.size()); ++i) {
    if (sheets_[verdict.order[i]].names.contains(asked)) verdict.scores[verdict.order[i]] += 0.5F * all;
  }
  sort();
}

Verdict Oracle::operator()(std::vector<Part> parts) {
  Verdict verdict;
  verdict.doubtful = doubtful_;
  parts_ = std::move(parts);
  asked_ = written(parts_);
  const std::vector<bool> allowed = allow(verdict);
  score(allowed, verdict);
  return verdict;
}

}  // namespace carrel::testing
