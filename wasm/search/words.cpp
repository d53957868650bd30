#include "search/words.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "search/dictionary.h"
#include "search/synonyms.h"
#include "text/fold.h"
#include "text/tokenizer.h"
#include "text/umlauts.h"

namespace carrel {
namespace {

// By Tier; the last for a misspelt first letter.
constexpr float kWeights[] = {1, 0.75F, 0.5F, 0.6F, 0.42F};

// Articles, prepositions, question words and their like say little of what is meant.
constexpr float kFunctionWordImportance = 0.25F;
// Pairs of Hiragana are mostly endings and particles.
constexpr float kHiraganaImportance = 0.5F;

// The words of a longer query beyond this number are not looked up.
constexpr std::size_t kMaxWords = 256;
// A word in so few articles may be half of another, if that is in so many times more.
constexpr std::uint32_t kRareHalf = 2;
constexpr std::uint32_t kWholeTimes = 8;
// Inflected forms share so many first letters; fewer would ask about half the dictionary. "Runs" and
// "running" share three.
constexpr std::size_t stem_prefix(std::size_t letters) { return letters < 6 ? 3 : 4; }

std::string_view first_letters(std::string_view text, std::size_t letters) {
  return between(text, 0, bytes_of_letters(text, letters));
}

// Letters of a script without blanks: half a word at most, which has neither a stem nor a misspelling.
bool is_pair(const Word& word) { return is_unspaced(decode_utf8(word.text, 0).code_point); }

// One such letter alone, with its marks, begins pairs.
bool is_lone(const Word& word) {
  List<Token> tokens;
  tokenize(word.typed, tokens);
  return tokens.size() == 1;
}

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
  Expander(const Index& index, const Query& query, const List<Clause>& clauses, Words& words,
           List<StemNeed>& needs, Missing& missing)
      : index_(index), query_(query), clauses_(clauses), words_(words), needs_(needs), missing_(missing) {}

  void run() {
    read();
    List<Word>& words = words_.words;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      begin();
      Word& word = words[kept] = words[i];
      ++kept;
      if (i + 1 < words.size() && are_halves(word, words[i + 1])) join(word, words[++i]);
      // The last word is still being typed.
      const Clause& clause = clauses_[word.clause];
      const bool last = word.offset + word.typed.size() == query_.text.size();
      word.is_prefix = is_pair(word) ? is_lone(word) && (!clause.exact() || word.typed.size() == clause.size)
                                     : last && !clause.excluded && (!clause.exact() || clause.open);
      expand(word);
    }
    words.resize(kept);
    // Another name of an unknown word is no guess. What is guessed must not depend on what came late.
    if (missing_.empty()) add_other_names(index_, query_.text, words_, missing_);
    if (missing_.empty()) guess_all();
  }

 private:
  // Of the words as they follow in the text, not yet looked up.
  void read() {
    const std::string_view text = query_.text;
    List<Token> tokens;
    for (std::uint32_t i = 0; i < clauses_.size(); ++i) {
      const Clause& clause = clauses_[i];
      if (clause.scope > Scope::kTitle) continue;
      tokens.clear();
      const std::string_view value = between(text, clause.offset, clause.offset + clause.size);
      if (clause.exact()) {
        tokenize_phrase(value, tokens);
      } else {
        tokenize_apart(value, tokens);
      }
      for (const Token& token : tokens) {
        const std::string_view typed = token.in(behind(text, clause.offset));
        const std::string folded = fold(typed);
        const std::size_t number = words_.words.size();
        if (folded.empty() || number == kMaxWords) continue;
        words_.words.resize(number + 1);
        Word& word = words_.words[number];
        word.offset = clause.offset + token.offset;
        word.typed = typed;
        word.text = words_.arena.keep(folded);
        word.clause = i;
      }
    }
  }

  // What one word lacks does not keep the others from asking for what they lack.
  void begin() { lacked_before_ = missing_.size(); }
  bool lacks_nothing() const { return missing_.size() == lacked_before_; }

  // Whether two neighbours in one clause, or plain words, are halves of one word that a blank or a hyphen has
  // come into.
  bool are_halves(const Word& left, const Word& right) {
    const Clause& its = clauses_[left.clause];
    if (left.clause == right.clause ? its.excluded : !its.plain() || !clauses_[right.clause].plain())
      return false;
    if (is_pair(left) || is_pair(right)) return false;
    const Entry first = find_form(index_, left.text, missing_);
    const Entry second = find_form(index_, right.text, missing_);
    const std::uint32_t rarer = std::min(first.documents, second.documents);
    // A rare word beside "is" or "of" is no half: to look up both as one would mostly ask for a file in vain.
    const bool by_chance = first.is_function_word || second.is_function_word;
    if (!lacks_nothing() || rarer > (by_chance ? 0 : kRareHalf)) return false;
    return find_form(index_, concat({left.text, right.text}), missing_).documents > rarer * kWholeTimes;
  }

  void join(Word& word, const Word& next) {
    word.text = word.corrected = words_.arena.keep(concat({word.text, next.text}));
    word.typed = between(query_.text, word.offset, next.offset + next.typed.size());
  }

  void expand(Word& word) {
    const Clause& clause = clauses_[word.clause];
    forms_.clear();
    add_known(word, word.text);
    word.importance = !forms_.empty() && forms_[0].entry.is_function_word ? kFunctionWordImportance
                      : is_hiragana(word.text)                            ? kHiraganaImportance
                                                                          : 1;
    if (!clause.exact()) {
      // "Aerzte" is asked for where "Ärzte" is written, which folds to "arzte".
      if (forms_.empty() && lacks_nothing()) add_known(word, without_umlauts(word.text));
      if (forms_.empty() && lacks_nothing()) add_stem(word);
    }
    if (word.lemma.empty()) word.lemma = word.text;
    if (!clause.plain()) word.lemma = {};
    word.forms = words_.arena.keep(forms_);
  }

  void add(const Entry& entry, Tier tier) {
    forms_.push_back({entry, tier, kWeights[static_cast<std::size_t>(tier) + entry.cost % 2]});
  }

  void add_class(Word& word, const Entry& entry) {
    const TermPart& part = index_.loaded_terms(entry.class_ref.part);
    word.lemma = part.form(part.forms_of(entry.class_ref.index).front());
    add(entry, Tier::kStem);
  }

  // Adds `text` and its inflections, and what the word may become if it is a prefix.
  void add_known(Word& word, std::string_view text) {
    if (const Entry exact = find_form(index_, text, missing_)) {
      add(exact, Tier::kExact);
      if (!clauses_[word.clause].exact()) add_class(word, exact);
    }
    if (!word.is_prefix) return;
    if (const Entry made = find_beginning(index_, text, missing_)) return add(made, Tier::kPrefix);
    // Many parts are not asked for before it is known that nothing stands for them.
    if (!lacks_nothing() && last_part_of(index_, text) > index_.part_of(text) + 1) return;
    List<Entry> entries = find_prefix(index_, text, missing_);
    if (entries.size() > kMaxExpansions) {
      sort_entries(entries);
      entries.resize(kMaxExpansions);
    }
    for (const Entry& entry : entries) {
      if (entry.text != text) add(entry, Tier::kPrefix);
    }
  }

  // Adds what a stemmer said.
  void add_stem(Word& word) {
    for (const auto& [asked, form_text] : query_.stems()) {
      if (fold(asked) != word.text) continue;
      word.was_stemmed = true;
      if (form_text.empty()) continue;
      word.lemma = words_.arena.keep(fold(form_text));
      if (const Entry form = find_form(index_, word.lemma, missing_)) add_class(word, form);
    }
  }

  void guess_all() {
    List<Word>& words = words_.words;
    for (std::size_t i = 0; i < words.size(); ++i) {
      begin();
      Word& word = words[i];
      if (const std::size_t cut = guess(word); cut > 0) {
        const Clause& clause = clauses_[word.clause];
        Word second;
        second.offset = word.offset;
        second.clause = word.clause;
        second.text = behind(word.text, cut);
        word.text = between(word.text, 0, cut);
        const std::string_view quote = clause.scope == Scope::kTitle && !clause.quoted ? "\"" : "";
        word.corrected = words_.arena.keep(concat({quote, word.text, " ", second.text, quote}));
        expand(second);
        expand(word);
        words.insert(++i, second);
      }
    }
  }

  // What else a word may stand for that the dictionary lacks and that has no other name. Returns the bytes
  // after which a word is cut that two were run together to, or 0.
  std::size_t guess(Word& word) {
    const Clause& clause = clauses_[word.clause];
    if (!word.forms.empty() || !word.named.empty() || is_pair(word)) return 0;
    const bool asked = !clause.exact() && ask_stem(word);
    // Nobody wants to lose what was hardly meant.
    if (clause.excluded) return 0;
    // Where no word has its stem it is misspelt: what that takes is asked for along with the stem.
    forms_.clear();
    for (const Entry& entry : find_misspellings(index_, word.text, missing_)) {
      add(entry, Tier::kTypo);
      if (clause.exact()) break;
    }
    if (!forms_.empty()) word.corrected = forms_[0].entry.text;
    word.forms = words_.arena.keep(forms_);
    // OR joins one word, not two.
    if (asked || !forms_.empty() || !lacks_nothing() || (clause.joined && !clause.required())) return 0;
    return find_cut(index_, word.text, missing_);
  }

  // True if a stemmer should be asked.
  bool ask_stem(const Word& word) {
    if (word.was_stemmed || index_.info().stem_language == 0 || !may_vary(word.text)) return false;
    for (const StemNeed& need : needs_) {
      if (need.word == word.typed) return true;
    }
    const std::size_t before = needs_.size();
    const std::size_t letters = stem_prefix(letters_in(word.text));
    const std::string_view begin = first_letters(word.text, letters);
    List<std::string_view> kin = texts_with(index_, begin, missing_);
    const std::string other = without_umlauts(word.text);
    const std::string_view other_begin = first_letters(other, letters);
    if (index_.info().stem_language == kGerman && other_begin != begin)
      kin.append(texts_with(index_, other_begin, missing_).span());
    // While words are missing here the stemmer can set out, and is asked nothing.
    if (!lacks_nothing()) {
      needs_.push_back({word.typed, {}});
      return true;
    }
    for (const std::string_view text : kin) {
      if (text.back() != kBeginsSign) needs_.push_back({word.typed, text});
    }
    add_named_words(index_, word, begin, needs_);
    return needs_.size() > before;
  }

  const Index& index_;
  const Query& query_;
  const List<Clause>& clauses_;
  Words& words_;
  List<StemNeed>& needs_;
  Missing& missing_;
  std::size_t lacked_before_ = 0;
  List<WordForm> forms_;  // of the word at hand
};

}  // namespace

void expand_words(const Index& index, const Query& query, const List<Clause>& clauses, Words& words,
                  List<StemNeed>& needs, Missing& missing) {
  words.words.clear();
  words.names.clear();
  Expander(index, query, clauses, words, needs, missing).run();
}

void keep_counting_words(const List<Clause>& clauses, Words& all) {
  List<Word>& words = all.words;
  std::uint32_t kept = 0;
  std::uint32_t number = 0;
  for (const Word& word : words) {
    const Clause& clause = clauses[word.clause];
    if (clause.excluded) continue;
    for (OtherName& name : all.names) {
      if (name.typed.data() == word.typed.data()) name.first = kept;
    }
    std::uint32_t at = 0;
    for (; at < kept; ++at) {
      const Clause& its = clauses[words[at].clause];
      if (clause.joined ? its.slot == clause.slot
                        : !its.joined && words[at].text == word.text && word.named.empty())
        break;
    }
    Word& same = words[at];
    if (at < kept && clause.joined) {
      // Either is the word, so that it is not asked for twice.
      List<WordForm> forms;
      forms.append(same.forms);
      forms.append(word.forms);
      same.forms = all.arena.keep(forms);
      same.importance = std::max(same.importance, word.importance);
      same.in_phrase &= word.in_phrase;
    } else {
      const bool in_phrase = word.in_phrase && (at == kept || same.in_phrase);
      if (at == kept) {
        same = word;
        ++kept;
      }
      same.in_phrase = in_phrase;
      ++same.times;
      all.order.resize(number + 1);
      all.order[number] = at + 1;
    }
    ++number;
  }
  words.resize(kept);
}

}  // namespace carrel
