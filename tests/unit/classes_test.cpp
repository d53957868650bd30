#include "index/classes.h"

#include <doctest/doctest.h>

#include "index/stem_queue.h"

using namespace carrel;

namespace {

// A bundle of words: each use is a form, a language and in how many of its articles the form stands.
struct Words {
  std::vector<FormUse> uses;
  std::vector<std::string> stems;
  std::uint32_t forms = 0;

  void add(std::uint32_t form, LanguageId language, std::string stem, std::uint32_t documents) {
    uses.push_back({form, language, 0, kNoUse, documents});
    stems.push_back(std::move(stem));
    forms = std::max(forms, form + 1);
  }
  std::vector<std::uint32_t> classes(const std::vector<std::uint32_t>& articles) const {
    ClassJoiner joiner;
    for (bool done = false; !done;) {
      Pace pace(1);
      done = joiner.step(forms, uses, stems, articles, pace);
    }
    return joiner.classes();
  }
};

}  // namespace

TEST_CASE("forms of one language and one stem are a class") {
  Words words;
  words.add(0, 0, "run", 3);
  words.add(1, 0, "run", 1);
  words.add(2, 0, "rust", 1);
  const auto classes = words.classes({10});
  CHECK(classes[0] == classes[1]);
  CHECK(classes[0] != classes[2]);
}

TEST_CASE("equal stems of two languages are two classes") {
  Words words;
  words.add(0, 0, "arm", 1);
  words.add(1, 1, "arm", 1);
  const auto classes = words.classes({10, 10});
  CHECK(classes[0] != classes[1]);
}

TEST_CASE("a word of two languages joins its classes of both") {
  Words words;
  words.add(0, 0, "inform", 5);       // informed
  words.add(1, 0, "inform", 9);       // information, English
  words.add(1, 1, "information", 4);  // information, German
  words.add(2, 1, "information", 3);  // informationen
  const auto classes = words.classes({20, 20});
  CHECK(classes[0] == classes[1]);
  CHECK(classes[1] == classes[2]);
}

TEST_CASE("a guest of another language joins nothing there") {
  Words words;
  words.add(0, 0, "die", 19);  // die, in 19 of 20 German articles
  words.add(1, 0, "dien", 2);
  words.add(0, 1, "die", 1);  // die, in one of 20 English articles
  words.add(2, 1, "die", 4);  // died
  const auto classes = words.classes({20, 20});
  CHECK(classes[0] != classes[2]);
}

TEST_CASE("shares of articles are compared, not their numbers") {
  Words words;
  words.add(0, 0, "kur", 50);  // in 50 of 1000
  words.add(0, 1, "kur", 1);   // in 1 of 10
  words.add(1, 1, "kur", 1);
  const auto classes = words.classes({1000, 10});
  CHECK(classes[0] == classes[1]);
}

TEST_CASE("a form without a stem is a class of its own") {
  Words words;
  words.add(0, 0, "", 1);
  words.add(1, 0, "", 1);
  const auto classes = words.classes({1});
  CHECK(classes[0] != classes[1]);
}

TEST_CASE("words are asked for language by language, each once, as they were first written") {
  FormTable forms;
  for (const char* word : {"Houses", "house", "houses"}) forms.count(word, kBody, 0, 0);
  forms.flush(0);
  forms.count("Häuser", kBody, 1, 0);
  forms.count("house", kBody, 1, 0);
  forms.flush(1);
  forms.count("家", kBody, 2, 0);
  forms.flush(2);
  StemQueue queue;
  const std::vector<std::string_view> languages = {"en", "de", ""};
  const StemRequest first = queue.next(forms, languages);
  CHECK(first.language == "en");
  CHECK(first.words == "Houses\nhouse\n");
  queue.add(forms, "hous\nhous\n");
  const StemRequest second = queue.next(forms, languages);
  CHECK(second.language == "de");
  CHECK(second.words == "Häuser\nhouse\n");
  queue.add(forms, "haus\n");
  CHECK(queue.next(forms, languages).language.empty());
  CHECK(queue.stems() == std::vector<std::string>{"hous", "hous", "haus", "house", ""});
}

TEST_CASE("a function word is one in the language where it is most common") {
  FormTable forms;
  auto add = [&forms, article = 0U](const std::vector<const char*>& words, LanguageId language) mutable {
    for (const char* word : words) forms.count(word, kBody, language, 0);
    forms.flush(article++);
  };
  add({"they", "die"}, 0);
  add({"die", "Sonne"}, 1);
  add({"die", "See"}, 1);
  StemQueue queue;
  const std::vector<std::string_view> languages = {"en", "de"};
  CHECK(queue.next(forms, languages).words == "they\ndie\n");
  queue.add(forms, "\x01they\ndie\n");
  CHECK(queue.next(forms, languages).words == "die\nSonne\nSee\n");
  queue.add(forms,
            "\x01"
            "die\nsonn\nsee\n");
  CHECK(queue.next(forms, languages).language.empty());
  CHECK(queue.stems() == std::vector<std::string>{"they", "die", "die", "sonn", "see"});
  CHECK(queue.function_words() == std::vector<bool>{true, false, true, false, false});
  // "die" stands in half of the English articles were there two of them, and in all of the German ones.
  CHECK(commonest_uses(4, forms.uses(), {2, 2}) == std::vector<std::uint32_t>{0, 2, 3, 4});
}

TEST_CASE("many words are asked for in batches") {
  FormTable forms;
  for (int i = 0; i < 20000; ++i) forms.count("w" + std::to_string(i), kBody, 0, 0);
  forms.flush(0);
  StemQueue queue;
  int batches = 0;
  while (!queue.next(forms, {"en"}).language.empty()) {
    ++batches;
    queue.add(forms, "");
  }
  CHECK(batches == 3);
  CHECK(queue.stems()[19999] == "w19999");
}
