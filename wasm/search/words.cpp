#include "search/words.h"

#include <algorithm>

#include "base/sort.h"
#include "base/text.h"
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
constexpr std::size_t kMaxWords = 256;
// A word in so few articles may be half of another, if that is in so many times more.
constexpr std::uint32_t kRareHalf = 2;
constexpr std::uint32_t kWholeTimes = 8;
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

  void expand(Word& word, const Clause& clause) {
    if (const auto exact = find_form(index_, word.text, missing_)) {
      if (exact->is_function_word) word.importance = kFunctionWordImportance;
      add(word, *exact, Tier::kExact, 1);
      if (!clause.exact()) add(word, *exact, Tier::kStem, kStemWeight);
    }
    if (word.is_prefix) add_prefix(word);
    if (word.forms.empty() && missing_.empty() && !clause.exact()) add_without_umlauts(word);
    if (word.forms.empty() && missing_.empty() && !clause.exact()) add_stem(word);
    if (word.lemma.empty()) word.lemma = word.text;
    if (!clause.plain()) word.lemma.clear();
  }

  // What else a word may stand for that the dictionary lacks and that has no other name. Returns the bytes
  // after which a word is cut that two were run together to, or 0.
  std::size_t guess(Word& word, const Clause& clause) {
    if (!word.forms.empty() || !word.named.empty() || is_pair(word)) return 0;
    const bool asked = !clause.exact() && ask_stem(word);
    // Nobody wants to lose what was hardly meant.
    if (clause.excluded) return 0;
    // Where no word has its stem it is misspelt: what that takes is asked for along with the stem.
    for (const Misspelling& m : find_misspellings(index_, word.text, missing_)) {
      add(word, m.entry, Tier::kTypo, m.first_letter_differs ? kFirstLetterWeight : kTypoWeight);
      if (word.corrected.empty()) word.corrected = m.entry.text;
      if (clause.exact()) return 0;
    }
    // OR joins one word, not two.
    if (asked || !word.forms.empty() || (clause.joined && !clause.required())) return 0;
    return find_cut(index_, word.text, missing_);
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
    for (const auto& [asked, form_text] : query_.stems()) {
      if (fold(asked) != word.text) continue;
      word.lemma = fold(form_text);
      const auto form = find_form(index_, word.lemma, missing_);
      if (form) add(word, *form, Tier::kStem, kStemWeight);
    }
  }

  // True if a stemmer should be asked.
  bool ask_stem(const Word& word) {
    for (const auto& [asked, form_text] : query_.stems()) {
      if (fold(asked) == word.text) return false;
    }
    const std::size_t letters = letters_in(word.text);
    if (index_.info().stem_language == 0 || letters < kMinStemmed) return false;
    const auto is_letter = [](char c) { return c < '0' || c > '9'; };
    if (!std::all_of(word.text.begin(), word.text.end(), is_letter)) return false;
    const auto begin_of = [&](std::string_view text) {
      return text.substr(0, bytes_of_letters(text, stem_prefix(letters)));
    };
    List<Entry> kin = find_prefix(index_, begin_of(word.text), missing_);
    if (const std::string other = without_umlauts(word.text);
        index_.info().stem_language == kGerman && begin_of(other) != begin_of(word.text)) {
      kin.append(find_prefix(index_, begin_of(other), missing_).span());
    }
    const auto same = [&word](const StemNeed& need) { return need.word == word.typed; };
    if (std::any_of(needs_.begin(), needs_.end(), same)) return true;
    StemNeed need{std::string(word.typed), {}};
    // While words are missing here the stemmer can set out, and is asked nothing.
    if (missing_.empty()) {
      for (const Entry& entry : kin) {
        if (entry.text.back() != kBeginsSign) need.among.emplace_back(entry.text);
      }
      add_named_words(index_, word, begin_of(word.text), need.among);
      if (need.among.empty()) return false;
    }
    needs_.push_back(std::move(need));
    return true;
  }

  const Index& index_;
  const Query& query_;
  std::vector<StemNeed>& needs_;
  Missing& missing_;
};

// The words as they follow in the text, not yet looked up.
std::vector<Word> read_words(std::string_view text, const List<Clause>& clauses) {
  std::vector<Word> words;
  List<Token> tokens;
  for (std::uint32_t i = 0; i < clauses.size(); ++i) {
    const Clause& clause = clauses[i];
    if (clause.scope > Scope::kTitle) continue;
    tokens.clear();
    tokenize_apart(text.substr(clause.offset, clause.size), tokens);
    for (const Token& token : tokens) {
      if (words.size() == kMaxWords) break;
      Word word;
      word.offset = clause.offset + token.offset;
      word.typed = text.substr(word.offset, token.size);
      word.text = fold(word.typed);
      word.clause = i;
      if (!word.text.empty()) words.push_back(std::move(word));
    }
  }
  return words;
}

// Whether `left` and `right` are halves of one word that a blank or a hyphen has come into.
bool are_halves(const Index& index, const Word& left, const Word& right, Missing& missing) {
  if (is_pair(left) || is_pair(right)) return false;
  const std::uint32_t rarer =
      std::min(documents_of(index, left.text, missing), documents_of(index, right.text, missing));
  if (!missing.empty() || rarer > kRareHalf) return false;
  return documents_of(index, left.text + right.text, missing) > rarer * kWholeTimes;
}

// Whether two words are neighbours in one clause, or plain words.
bool are_joinable(const List<Clause>& clauses, const Word& left, const Word& right) {
  const Clause& its = clauses[left.clause];
  return left.clause == right.clause ? !its.excluded : its.plain() && clauses[right.clause].plain();
}

}  // namespace

Words expand_words(const Index& index, const Query& query, const List<Clause>& clauses,
                   std::vector<StemNeed>& needs, Missing& missing) {
  std::vector<Word> read = read_words(query.text, clauses);
  Words result;
  for (std::size_t i = 0; i < read.size(); ++i) {
    Word& word = read[i];
    const Clause& clause = clauses[word.clause];
    // What one word lacks does not keep the others from asking for what they lack.
    Missing missing_here;
    if (i + 1 < read.size() && are_joinable(clauses, word, read[i + 1]) &&
        are_halves(index, word, read[i + 1], missing_here)) {
      Word& next = read[++i];
      word.text += next.text;
      word.typed =
          std::string_view(query.text).substr(word.offset, next.offset + next.typed.size() - word.offset);
      word.corrected = word.text;
      next.text.clear();
    }
    // The last word is still being typed.
    const bool last = word.offset + word.typed.size() == query.text.size();
    word.is_prefix = is_pair(word) ? is_lone(word) && (!clause.exact() || word.typed.size() == clause.size)
                                   : last && !clause.excluded && (!clause.exact() || clause.open);
    Expander(index, query, needs, missing_here).expand(word, clause);
    if (is_hiragana(word.text)) word.importance = kHiraganaImportance;
    missing.append(missing_here.span());
  }
  if (!missing.empty()) return result;
  // Another name of an unknown word is no guess. What is guessed must not depend on what came late.
  result.names = add_other_names(index, query.text, read, missing);
  if (!missing.empty()) return result;
  for (Word& word : read) {
    if (word.text.empty()) continue;  // joined to the one before
    const Clause& clause = clauses[word.clause];
    Missing missing_here;
    Expander expander(index, query, needs, missing_here);
    Word second;
    if (const std::size_t cut = expander.guess(word, clause); cut > 0) {
      second.offset = word.offset;
      second.clause = word.clause;
      second.text = word.text.substr(cut);
      word.text.resize(cut);
      const std::string_view quote = clause.scope == Scope::kTitle && !clause.quoted ? "\"" : "";
      word.corrected = concat({quote, word.text, " ", second.text, quote});
      expander.expand(second, clause);
      expander.expand(word, clause);
    }
    missing.append(missing_here.span());
    result.words.push_back(std::move(word));
    if (!second.text.empty()) result.words.push_back(std::move(second));
  }
  return result;
}

Words counting_words(Words all, const List<Clause>& clauses) {
  Words counting;
  std::uint32_t number = 0;
  for (Word& word : all.words) {
    const Clause& clause = clauses[word.clause];
    if (clause.excluded) continue;
    for (OtherName& name : all.names) {
      if (name.typed.data() == word.typed.data()) {
        name.first = static_cast<std::uint32_t>(counting.words.size());
        counting.names.push_back(name);
      }
    }
    const auto same = std::find_if(counting.words.begin(), counting.words.end(), [&](const Word& other) {
      const Clause& its = clauses[other.clause];
      return clause.joined ? its.slot == clause.slot
                           : !its.joined && other.text == word.text && word.named.empty();
    });
    if (same == counting.words.end()) {
      word.tokens.push_back(number);
      counting.words.push_back(std::move(word));
    } else if (clause.joined) {
      // Either is the word, so that it is not asked for twice.
      same->forms.append(word.forms.span());
      same->importance = std::max(same->importance, word.importance);
    } else {
      same->tokens.push_back(number);
      same->in_phrase &= word.in_phrase;
    }
    ++number;
  }
  return counting;
}

}  // namespace carrel
