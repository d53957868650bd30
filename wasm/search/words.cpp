#include "search/words.h"

#include <algorithm>

#include "base/sort.h"
#include "base/utf8.h"
#include "search/dictionary.h"
#include "text/fold.h"
#include "text/tokenizer.h"

namespace carrel {
namespace {

constexpr float kStemWeight = 0.85F;
constexpr float kPrefixWeight = 0.5F;
constexpr float kTypoWeight = 0.5F;
constexpr float kFirstLetterWeight = 0.35F;

// A prefix such as "co" begins thousands of words. The most frequent ones carry nearly all articles, and each
// further one may cost a file.
constexpr std::size_t kMaxPrefixForms = 64;
// The words of a longer query beyond this number are not looked up.
constexpr std::size_t kMaxWords = 64;
// Shorter words are hardly inflected.
constexpr std::size_t kMinStemmed = 4;
// Inflected forms share so many first letters; fewer would ask about half the dictionary. "Runs" and
// "running" share three.
constexpr std::size_t stem_prefix(std::size_t letters) { return letters < 6 ? 3 : 4; }

// Letters of a script without blanks: half a word at most, which has neither a stem nor a misspelling.
bool is_pair(const Word& word) { return is_unspaced(decode_utf8(word.text, 0).code_point); }

// One such letter alone begins pairs.
bool is_lone(const Word& word) { return is_pair(word) && decode_utf8(word.text, 0).size == word.text.size(); }

class Expander {
 public:
  Expander(const Index& index, const Query& query, std::vector<StemNeed>& needs)
      : index_(index), query_(query), needs_(needs) {}

  void expand(Word& word) {
    const auto exact = find_form(index_, word.text);
    if (exact) add_class(word, *exact, 1);
    if (word.is_prefix) add_prefix(word);
    if (!word.forms.empty() || is_pair(word)) return;
    if (add_stem(word)) return;
    for (const Misspelling& m : find_misspellings(index_, word.text)) {
      add(word, m.form, Tier::kTypo, m.first_letter_differs ? kFirstLetterWeight : kTypoWeight);
      if (word.corrected.empty()) word.corrected = index_.form(m.form);
    }
  }

 private:
  void add(Word& word, FormId form, Tier tier, float weight) {
    // Forms come in the order of their tiers, so the first entry is the best.
    const auto same = [form](const WordForm& entry) { return entry.form == form; };
    if (std::none_of(word.forms.begin(), word.forms.end(), same)) word.forms.push_back({form, tier, weight});
  }

  void add_class(Word& word, FormId form, float exact_weight) {
    if (exact_weight > 0) add(word, form, Tier::kExact, exact_weight);
    for (const FormId sibling : index_.forms_of(index_.forms()[form].class_id))
      add(word, sibling, Tier::kStem, kStemWeight);
  }

  void add_prefix(Word& word) {
    const auto [first, last] = find_prefix(index_, word.text);
    std::vector<FormId> forms;
    for (FormId id = first; id < last; ++id) forms.push_back(id);
    if (forms.size() > kMaxPrefixForms) {
      heap_sort(forms, [this](FormId a, FormId b) {
        const std::uint32_t in_a = index_.forms()[a].documents;
        const std::uint32_t in_b = index_.forms()[b].documents;
        return in_a != in_b ? in_a > in_b : a < b;
      });
      forms.resize(kMaxPrefixForms);
    }
    for (const FormId id : forms) add(word, id, Tier::kPrefix, kPrefixWeight);
  }

  // True if the word's class is known, or is being asked for.
  bool add_stem(Word& word) {
    for (const auto& [asked, form_text] : query_.stems) {
      if (fold(asked) != word.text) continue;
      const auto form = find_form(index_, fold(form_text));
      if (form) add_class(word, *form, 0);
      return form.has_value();
    }
    if (index_.info().stem_language == 0 || word.text.size() < kMinStemmed) return false;
    const auto is_letter = [](char c) { return c < '0' || c > '9'; };
    if (!std::all_of(word.text.begin(), word.text.end(), is_letter)) return false;
    const auto [first, last] =
        find_prefix(index_, std::string_view(word.text).substr(0, stem_prefix(word.text.size())));
    if (first == last) return false;
    StemNeed need{word.typed, {}};
    for (FormId id = first; id < last; ++id) need.among.emplace_back(index_.form(id));
    needs_.push_back(std::move(need));
    return true;
  }

  const Index& index_;
  const Query& query_;
  std::vector<StemNeed>& needs_;
};

}  // namespace

std::vector<Word> expand_words(const Index& index, const Query& query, std::vector<StemNeed>& needs) {
  std::vector<Token> tokens;
  tokenize(query.text, tokens);
  if (tokens.size() > kMaxWords) tokens.resize(kMaxWords);
  std::vector<Word> words;
  Expander expander(index, query, needs);
  std::size_t end = 0;
  for (const Token& token : tokens) {
    // The last letter of a run stands in the pair before it.
    if (token.offset + token.size <= end) continue;
    end = token.offset + token.size;
    Word word;
    word.typed = query.text.substr(token.offset, token.size);
    word.text = fold(word.typed);
    word.offset = token.offset;
    // A word said twice counts once.
    const auto same = [&word](const Word& other) { return other.text == word.text; };
    if (word.text.empty() || std::any_of(words.begin(), words.end(), same)) continue;
    // The last word is still being typed.
    word.is_prefix = &token == &tokens.back() || is_lone(word);
    expander.expand(word);
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace carrel
