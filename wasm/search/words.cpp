#include "search/words.h"

#include <algorithm>

#include "base/sort.h"
#include "base/utf8.h"
#include "search/dictionary.h"
#include "search/synonyms.h"
#include "text/fold.h"
#include "text/tokenizer.h"
#include "text/umlauts.h"

namespace carrel {
namespace {

constexpr float kStemWeight = 0.75F;
constexpr float kPrefixWeight = 0.5F;
constexpr float kTypoWeight = 0.6F;
constexpr float kFirstLetterWeight = 0.42F;

// Articles, prepositions, question words and their like say little of what is meant.
constexpr float kFunctionWordImportance = 0.25F;
// Pairs of Hiragana are mostly endings and particles.
constexpr float kHiraganaImportance = 0.5F;

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

bool is_hiragana(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded letter = decode_utf8(text, i);
    if (letter.code_point < 0x3040 || letter.code_point >= 0x30A0) return false;
    i += letter.size;
  }
  return true;
}

constexpr std::uint32_t kGerman = 'd' | 'e' << 8;  // as Info has it

class Expander {
 public:
  Expander(const Index& index, const Query& query, std::vector<StemNeed>& needs, Missing& missing)
      : index_(index), query_(query), needs_(needs), missing_(missing) {}

  void expand(Word& word) {
    if (const auto exact = find_form(index_, word.text, missing_)) {
      if (exact->is_function_word) word.importance = kFunctionWordImportance;
      add(word, *exact, Tier::kExact, 1);
      add(word, *exact, Tier::kStem, kStemWeight);
    }
    if (word.is_prefix) add_prefix(word);
    if (word.forms.empty() && missing_.empty()) add_without_umlauts(word);
    if (word.forms.empty() && missing_.empty()) add_stem(word);
    if (word.lemma.empty()) word.lemma = word.text;
  }

  // What else a word may stand for that the dictionary lacks and that has no other name.
  void guess(Word& word) {
    if (!word.forms.empty() || !word.named.empty() || is_pair(word)) return;
    // Where no word has its stem it is misspelt: what that takes is asked for along with the stem.
    ask_stem(word);
    for (const Misspelling& m : find_misspellings(index_, word.text, missing_)) {
      add(word, m.entry, Tier::kTypo, m.first_letter_differs ? kFirstLetterWeight : kTypoWeight);
      if (word.corrected.empty()) word.corrected = m.entry.text;
    }
  }

 private:
  void add(Word& word, const Entry& entry, Tier tier, float weight) {
    if (tier == Tier::kStem) {
      const List<Entry> kin = find_class(index_, entry.class_ref);
      if (!kin.empty()) word.lemma = kin.front().text;
    }
    word.forms.push_back({entry, tier, weight});
  }

  void add_prefix(Word& word) {
    if (const auto made = find_form(index_, word.text + kBeginsSign, missing_))
      return add(word, *made, Tier::kPrefix, kPrefixWeight);
    List<Entry> entries = find_prefix(index_, word.text, missing_);
    if (entries.size() > kMaxExpansions) {
      heap_sort(entries, [](const Entry& a, const Entry& b) {
        return a.documents != b.documents ? a.documents > b.documents : a.text < b.text;
      });
      entries.resize(kMaxExpansions);
    }
    for (const Entry& entry : entries) {
      if (entry.text != word.text) add(word, entry, Tier::kPrefix, kPrefixWeight);
    }
  }

  // "Aerzte" is asked for where "Ärzte" is written, which folds to "arzte".
  void add_without_umlauts(Word& word) {
    std::string text = without_umlauts(word.text);
    if (text == word.text) return;
    text.swap(word.text);
    if (const auto exact = find_form(index_, word.text, missing_)) {
      add(word, *exact, Tier::kExact, 1);
      add(word, *exact, Tier::kStem, kStemWeight);
    }
    if (word.is_prefix) add_prefix(word);
    text.swap(word.text);
  }

  // Adds what a stemmer said.
  void add_stem(Word& word) {
    for (const auto& [asked, form_text] : query_.stems) {
      if (fold(asked) != word.text) continue;
      word.lemma = fold(form_text);
      const auto form = find_form(index_, word.lemma, missing_);
      if (form) add(word, *form, Tier::kStem, kStemWeight);
    }
  }

  // Asks a stemmer unless it was asked before.
  void ask_stem(const Word& word) {
    for (const auto& [asked, form_text] : query_.stems) {
      if (fold(asked) == word.text) return;
    }
    const std::size_t letters = letters_in(word.text);
    if (index_.info().stem_language == 0 || letters < kMinStemmed) return;
    const auto is_letter = [](char c) { return c < '0' || c > '9'; };
    if (!std::all_of(word.text.begin(), word.text.end(), is_letter)) return;
    const auto begin_of = [&](std::string_view text) {
      return text.substr(0, bytes_of_letters(text, stem_prefix(letters)));
    };
    List<Entry> kin = find_prefix(index_, begin_of(word.text), missing_);
    if (const std::string other = without_umlauts(word.text);
        index_.info().stem_language == kGerman && begin_of(other) != begin_of(word.text)) {
      kin.append(find_prefix(index_, begin_of(other), missing_).span());
    }
    StemNeed need{word.typed, {}};
    // While words are missing here the stemmer can set out, and is asked nothing.
    if (missing_.empty()) {
      for (const Entry& entry : kin) {
        if (entry.text.back() != kBeginsSign) need.among.emplace_back(entry.text);
      }
      add_named_words(index_, word, begin_of(word.text), need.among);
      if (need.among.empty()) return;
    }
    needs_.push_back(std::move(need));
  }

  const Index& index_;
  const Query& query_;
  std::vector<StemNeed>& needs_;
  Missing& missing_;
};

}  // namespace

Words expand_words(const Index& index, const Query& query, std::vector<StemNeed>& needs, Missing& missing) {
  List<Token> tokens;
  tokenize_apart(query.text, tokens);
  if (tokens.size() > kMaxWords) tokens.resize(kMaxWords);
  Words result;
  std::vector<Word>& words = result.words;
  std::uint32_t number = 0;
  for (const Token& token : tokens) {
    Word word;
    word.typed = query.text.substr(token.offset, token.size);
    word.text = fold(word.typed);
    word.offset = token.offset;
    // A word said twice counts once.
    const auto same = [&word](const Word& other) { return other.text == word.text; };
    if (word.text.empty()) continue;
    if (const auto before = std::find_if(words.begin(), words.end(), same); before != words.end()) {
      before->tokens.push_back(number++);
      continue;
    }
    word.tokens.push_back(number++);
    // The last word is still being typed.
    word.is_prefix = is_pair(word) ? is_lone(word) : token.offset + token.size == query.text.size();
    // What one word lacks does not keep the others from asking for what they lack.
    Missing missing_here;
    Expander(index, query, needs, missing_here).expand(word);
    if (is_hiragana(word.text)) word.importance = kHiraganaImportance;
    missing.append(missing_here.span());
    words.push_back(std::move(word));
  }
  if (!missing.empty()) return result;
  // Another name of an unknown word is no guess. What is guessed must not depend on what came late.
  result.names = add_other_names(index, query.text, words, missing);
  if (!missing.empty()) return result;
  for (Word& word : words) {
    Missing missing_here;
    Expander(index, query, needs, missing_here).guess(word);
    missing.append(missing_here.span());
  }
  return result;
}

}  // namespace carrel
