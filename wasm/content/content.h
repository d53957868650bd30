// The content bundle in memory: what content.json says after it has been read and checked.
//
// All strings are well-formed UTF-8. Optional things are empty when absent. docs/content.md describes each
// key.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "content/faults.h"
#include "content/value.h"

namespace carrel {

struct Person {
  std::string name, url, credentials;
};

struct Source {
  std::string title, url, publisher, date;
};

struct Image {
  std::string src, alt;  // no image: src is empty
  std::uint32_t width = 0, height = 0;
};

// A date as it was written ("2025", "2025-11", "2025-11-16") and its first day, for sorting and ranges.
struct Date {
  std::string text;  // no date: empty
  CivilDay day = 0;
};

struct Article {
  std::string slug, title, body, url, excerpt, language;
  Date date, updated, last_reviewed, next_review;
  std::vector<Person> authors;
  std::vector<std::string> categories, tags, also_known_as, topics;
  Person reviewed_by;
  Image image;
  std::vector<Source> sources;
  double weight = 1;
  Value fields;                   // the author's own: an object, or nothing
  std::string extra_json = "{}";  // keys that Carrel does not know, kept as JSON
};

struct Term {
  std::string term, definition;
  std::vector<std::string> also_known_as;
};

struct Topic {
  std::string slug, title, introduction;
  std::vector<Term> terms;
};

// Terms that mean the same; one-way when `from` is set: whoever asks for `from` also finds `terms`.
struct Synonym {
  std::string from;
  std::vector<std::string> terms;
};

struct Help {
  std::string region, language, label, text, tel, url, verified;
};

// What a bundle may ask of its Markdown: another profile than everything, or what changes the meaning of
// ordinary text (docs/markdown.md).
constexpr std::array<std::string_view, 4> kMarkdownChoices = {"commonmark", "gfm", "subscript", "math"};

struct Site {
  std::string title, url, language = "en";
  std::vector<std::string> markdown;  // of kMarkdownChoices, each once
  Value fields;                       // an object, or nothing
};

// Different unknown keys that are named.
constexpr std::size_t kMaxUnknown = 100;

struct Content {
  Site site;
  std::vector<Topic> topics;
  std::deque<Article> articles;  // which is never moved: articles are large, and many
  std::vector<Synonym> synonyms;
  std::vector<Help> help;
  std::string extra_json = "{}";  // keys of the bundle itself that Carrel does not know
  FaultList faults;
  std::vector<std::string> unknown;  // keys that Carrel does not know, each once: "articles[].foo"
};

}  // namespace carrel
