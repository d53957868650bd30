// Random small corpora in many scripts: articles of random words, the more frequent the sooner they were
// made, in titles, other names, labels, headings and bodies. The same seed gives the same corpus anywhere.
#pragma once

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "bundle.h"
#include "index/format.h"
#include "text/function_words.h"

namespace carrel::testing {

using Strings = std::vector<std::string>;

// Letters with a blank between. Below each letter stands another that folds to the same. No "e": a word that
// a bundle lacks is looked for without it (text/umlauts.h).
struct Script {
  const char* name;
  const char* language;
  const char* letters;
  const char* spelt;
  const char* endings;  // what the stemmer of these tests takes off a word; "": the language has none
  bool spaced = true;
};

inline constexpr Script kScripts[] = {
    {"Latin", "en", "s n g b d i k l m o r t u ss", "S ñ G B Ď í K Ł m ö R t Ü ß", "sng"},
    {"Greek", "el", "ς ν α β γ δ ι κ λ μ ο ρ τ", "Σ Ν ά Β γ Δ ΐ κ Λ μ ό Ρ τ", "σνα"},
    {"Cyrillic", "ru", "а и м б в г д е к л о р т", "А и М Б в Г д ё К л О р т", "аим"},
    {"Arabic", "ar", "ا ن ت ب د ر س ل م ه و ي", "أ نَ ت بِ د رْ س ل مُ ة و ى", "انت"},
    {"Hebrew", "he", "א ב ג ד ה ל מ נ ר ש ת י", "א בּ ג דָ ה ל מ נִ ר שׁ ת י", ""},
    {"Devanagari", "hi", "ता ती क की ख ग न म रा ल स् प", "ता ती क़ की ख़ ग न म रा ल स् प", "ाी"},
    {"Han and Kana", "ja", "東 京 都 天 気 頭 痛 の は タ ー カ", "東 京 都 天 気 頭 痛 の は タ ー カ", "",
     false},
    {"Hangul", "ko", "가 나 다 라 마 바 사 아 자 차 한 국", "가 나 다 라 마 바 사 아 자 차 한 국", ""},
    {"Thai", "th", "ก ข ดี นุ ม่ ร ส ว หั ป ท อ", "ก ข ดี นุ ม่ ร ส ว หั ป ท อ", "", false},
};

inline Strings pieces(std::string_view text) {
  Strings out;
  while (!text.empty()) out.emplace_back(take_item(text, ' '));
  return out;
}

// Letters as they are counted in a word.
inline Strings code_points(std::string_view text) {
  Strings out;
  for (std::size_t size = 0; !text.empty(); text.remove_prefix(size)) {
    size = decode_utf8(text, 0).size;
    out.emplace_back(text.substr(0, size));
  }
  return out;
}

inline std::string joined(const Strings& letters) {
  std::string out;
  for (const std::string& letter : letters) out += letter;
  return out;
}

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  const std::string& of(const Strings& values) { return values[below(values.size())]; }

 private:
  std::mt19937 engine_;
};

// The class of a folded word.
inline std::string stem_of(const Script& script, const std::string& word) {
  Strings letters = code_points(word);
  if (letters.size() > 3 && std::string_view(script.endings).find(letters.back()) != std::string_view::npos)
    letters.pop_back();
  return joined(letters);
}

// The short words of a language with a stemmer hold sentences together.
inline bool is_function_word(const Script& script, std::string_view word) {
  return *script.endings != 0 && code_points(word).size() < 3 && word > "9";
}

// What this script's stemmer answers.
inline std::string stems_in(const Script& script, std::string_view words) {
  std::string stems;
  while (!words.empty()) {
    const std::string word = fold(take_item(words, '\n'));
    if (is_function_word(script, word)) stems += kFunctionWordSign;
    stems += stem_of(script, word) + '\n';
  }
  return stems;
}

struct Text {
  Field field;
  std::string text;
};

// Texts as the index tells them apart. Bodies and headings take turns; the first body is the excerpt.
struct RandomArticle {
  std::string slug, date;
  double weight = 1;
  std::vector<Text> texts;
};

class Corpus {
 public:
  const Script& script;
  Random random;
  Strings words;                        // as they are spelt mostly
  std::vector<RandomArticle> articles;  // newest first, undated last

  // Of at most 22 articles and some 37 words and their inflections, or so many.
  Corpus(const Script& its_script, std::uint32_t seed, std::size_t its_articles = 0,
         std::size_t its_words = 0)
      : script(its_script), random(seed) {
    for (std::size_t left = its_words ? its_words : 8 + random.below(30); left > 0; --left) add_word();
    for (std::size_t left = its_articles ? its_articles : 3 + random.below(20); left > 0; --left)
      add_article();
    std::stable_sort(articles.begin(), articles.end(),
                     [](const RandomArticle& a, const RandomArticle& b) { return a.date > b.date; });
    for (std::size_t i = 0; i < articles.size(); ++i) articles[i].slug = "a" + std::to_string(i);
  }

  // A word of the corpus, the first ones most often.
  const std::string& word() { return words[random.below(1 + random.below(words.size()))]; }

  // The same word, some letters of it written otherwise.
  std::string spelt(std::string_view word) {
    std::string out;
    while (!word.empty()) {
      // "ss" comes last and is longer than what it begins with.
      std::size_t i = letters_.size();
      while (i > 0 && !word.starts_with(letters_[i - 1])) --i;
      if (i-- == 0) return out.append(word);
      out += random.chance(10) ? spelt_[i] : letters_[i];
      word.remove_prefix(letters_[i].size());
    }
    return out;
  }

  // Some words, with what stands between words in this script. Begins with a word.
  std::string text(std::size_t count) {
    std::string out = spelt(word());
    for (; count > 1; --count) {
      const std::uint32_t gap = random.below(20);
      out += gap == 0 ? ". " : gap == 1 ? ", " : script.spaced || gap < 6 ? " " : "";
      out += random.chance(5) ? random.of({"7", "2.5", "1984", "x1"}) : spelt(word());
    }
    return out;
  }

  Bundle pack() const {
    Json json = {{"site", {{"language", script.language}}}, {"articles", Json::array()}};
    for (const RandomArticle& article : articles) {
      Json out = {{"slug", article.slug}, {"weight", article.weight}, {"body", ""}};
      if (!article.date.empty()) out["date"] = article.date;
      std::string body;
      for (const auto& [field, text] : article.texts) {
        if (field == kTitle) out["title"] = text;
        if (field == kAlsoKnownAs) out["also_known_as"].push_back(text);
        if (field == kLabels) out[out.contains("tags") ? "categories" : "tags"].push_back(text);
        if (field == kBody && !out.contains("excerpt")) {
          out["excerpt"] = text;
        } else if (field == kBody || field == kHeadings) {
          body += field == kHeadings ? "\n\n## " : "\n\n";
          for (const char c : text) body += c == '\n' ? "\n\n" : std::string(1, c);
        }
      }
      out["body"] = body;
      json["articles"].push_back(out);
    }
    return testing::pack(json.dump(), [this](std::string_view asked) { return stems_in(script, asked); });
  }

 private:
  const Strings letters_ = pieces(script.letters), spelt_ = pieces(script.spelt);

  void add_word() {
    std::string stem;
    const std::size_t longest = script.spaced ? 10 : 4;
    for (std::size_t left = 1 + random.below(1 + random.below(longest)); left > 0; --left)
      stem += random.of(letters_);
    words.push_back(stem);
    if (*script.endings == 0) return;
    for (std::size_t left = random.below(3); left > 0; --left)
      words.push_back(stem + random.of(code_points(script.endings)));
  }

  void add_article() {
    RandomArticle article;
    // A name or label that is there already says nothing.
    const auto add = [&](Field field, std::string text) {
      const auto same = [&](const Text& other) {
        return (field == kAlsoKnownAs || field == kLabels) && other.field == field && other.text == text;
      };
      if (std::none_of(article.texts.begin(), article.texts.end(), same))
        article.texts.push_back({field, std::move(text)});
    };
    add(kTitle, text(1 + random.below(4)));
    for (std::size_t left = random.chance(30) ? 1 + random.below(2) : 0; left > 0; --left)
      add(kAlsoKnownAs, text(1 + random.below(2)));
    add(kBody, text(1 + random.below(6)));
    std::string paragraphs;
    for (std::size_t left = random.below(7); left > 0; --left) {
      paragraphs.append(paragraphs.empty() ? "" : "\n").append(text(1 + random.below(25)));
      if (left > 1 && random.chance(70)) continue;
      add(kBody, std::exchange(paragraphs, {}));
      if (left > 1) add(kHeadings, text(1 + random.below(3)));
    }
    for (std::size_t left = random.below(3); left > 0; --left) add(kLabels, text(1 + random.below(2)));
    if (random.chance(70)) article.date = "202" + std::to_string(random.below(6)) + "-01-01";
    if (random.chance(20)) article.weight = random.chance(50) ? 2 : 0.5;
    articles.push_back(std::move(article));
  }
};

// A query string's value.
inline std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto byte = static_cast<std::uint8_t>(c);
    out += {'%', kHex[byte / 16], kHex[byte % 16]};
  }
  return out;
}

// Asks until nothing is needed, with the stems of this script. `verb`: search or suggest.
template <class Verb>
Json ask(Engine& engine, const Bundle& bundle, const Script& script, std::string request, const Verb& verb) {
  for (int round = 0; round < 20; ++round) {
    Json answer = parsed((engine.*verb)(request));
    if (!answer.contains("needs")) return answer;
    const Json& needs = answer["needs"];
    for (const Json& name : needs["files"]) {
      const auto added = engine.add(bundle.files.at(name.get<std::string>()));
      REQUIRE(static_cast<bool>(added));
    }
    // What a stemmer is to look at is only known once the files are there.
    if (!needs["files"].empty()) continue;
    std::map<std::string, std::string> said;
    for (const Json& need : needs["stems"]) {
      const std::string word = need["word"], stem = stem_of(script, fold(word));
      std::string& form = said[word];
      for (const Json& known : need["among"]) {
        if (stem_of(script, known) == stem) form = known;
      }
    }
    request += "&stems=";
    for (const auto& [word, form] : said) request += encoded(concat({word, ":", form, ","}));
  }
  FAIL("the needs loop does not end");
  return {};
}

inline Json ask(Engine& engine, const Bundle& bundle, const Script& script, std::string request) {
  return ask(engine, bundle, script, std::move(request), &Engine::search);
}

}  // namespace carrel::testing
