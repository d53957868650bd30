// The binary format, version 1: the specification in code. docs/format.md says the same in words.
//
// Every number here is stored in published files: never renumber. A change that a reader cannot ignore raises
// kFormatVersion and leaves a new golden file in tests/golden/.
#pragma once

#include <cstdint>

namespace carrel {

constexpr std::uint32_t kFormatVersion = 1;

// PNG's idea: the high bit finds 7-bit channels, the line ends find text-mode copies, ^Z stops a terminal.
constexpr std::uint8_t kMagic[8] = {0x89, 'C', 'R', 'L', 0x0D, 0x0A, 0x1A, 0x0A};

// Header: magic, checksum u64 (XXH64 of all that follows it), version, kind, size, number of sections (u32
// each); then 16 bytes for each section: id, offset, size, items.
constexpr std::uint32_t kHeaderSize = 32;
constexpr std::uint32_t kSectionEntrySize = 16;
constexpr std::uint32_t kMaxSections = 32;

enum class FileKind : std::uint32_t {
  kIndex = 1,  // the root: opened first, leads to all others
  kPart = 2,
  kBodies = 3,
};

constexpr std::uint32_t section_id(const char (&name)[5]) {
  return static_cast<std::uint32_t>(name[0]) | static_cast<std::uint32_t>(name[1]) << 8 |
         static_cast<std::uint32_t>(name[2]) << 16 | static_cast<std::uint32_t>(name[3]) << 24;
}

// Of the root.
constexpr std::uint32_t kMetaSection = section_id("META");  // JSON: the answer to open
constexpr std::uint32_t kInfoSection = section_id("INFO");  // u32 each: see Info
constexpr std::uint32_t kDocsSection = section_id("DOCS");  // days, weights, lengths
constexpr std::uint32_t kFacetsSection =
    section_id("FACT");  // slugs and labels of each facet, and who has them
constexpr std::uint32_t kCodesSection = section_id("CODE");  // lengths of the prefix codes for marks
// Of any file: the files that it leads to.
constexpr std::uint32_t kFilesSection = section_id("FILE");
// Of parts; in a small bundle of the root itself.
constexpr std::uint32_t kFormsSection = section_id("DICT");      // the surface forms of a range, front-coded
constexpr std::uint32_t kListsSection = section_id("LIST");      // the articles of their classes
constexpr std::uint32_t kPositionsSection = section_id("POSN");  // where their forms stand in these
constexpr std::uint32_t kSynonymsSection = section_id("SYNO");   // other names for words of the range
constexpr std::uint32_t kVectorsSection = section_id("VECT");    // what articles are about
constexpr std::uint32_t kCardsSection = section_id("CARD");
constexpr std::uint32_t kSlugsSection = section_id("SLUG");   // finds an article by its slug
constexpr std::uint32_t kTitlesSection = section_id("TITL");  // the articles' order by title
constexpr std::uint32_t kBodiesSection = section_id("BODY");

// What a file of FILE holds. Terms are numbered by their parts, the others by articles. Vectors are no file:
// they stand in bodies, or in the root.
enum class PartKind : std::uint32_t {
  kTerms = 1,
  kCards = 2,
  kBodies = 3,
  kSlugs = 4,
  kTitles = 5,
  kPositions = 6,
  kVectors = 7,
};
constexpr std::uint32_t kPartKinds = 7;
constexpr std::uint32_t section_of(PartKind kind) {
  constexpr std::uint32_t kSections[] = {kFormsSection,  kCardsSection,     kBodiesSection, kSlugsSection,
                                         kTitlesSection, kPositionsSection, kVectorsSection};
  return kSections[static_cast<std::uint32_t>(kind) - 1];
}
constexpr bool counts_articles(PartKind kind) {
  return kind != PartKind::kTerms && kind != PartKind::kPositions;
}

// Files that parts lead to; all others are named in the root.
constexpr bool is_led_to(PartKind kind) { return kind == PartKind::kBodies || kind == PartKind::kPositions; }

// CARD, a text of each kind for all its articles, then the next kind: alike texts compress better side by
// side. Names end in line feeds; numbers are varints: minutes, then categories.
enum CardText : std::uint32_t {
  kCardSlug,
  kCardUrl,
  kCardTitle,
  kCardNames,
  kCardExcerpt,
  kCardDate,
  kCardUpdated,
  kCardImage,
  kCardNumbers,
};
constexpr std::uint32_t kCardTexts = kCardNumbers + 1;
// BODY: details, Markdown, plain text and headings of each article; then what it is related to, and what it
// is about.
constexpr std::uint32_t kBodyTexts = 4;

// In a card's slug and address: the slug that its title makes.
constexpr char kTitleSlugSign = '\x01';

// The fields that are told apart in ranking, in the order of their bits and lengths.
enum Field : std::uint32_t { kTitle, kAlsoKnownAs, kHeadings, kLabels, kBody, kFieldCount };

// More repetitions say nothing new.
constexpr std::uint32_t kMaxFrequency = 255;

enum Facet : std::uint32_t { kCategories, kTags, kAuthors, kTopics, kFacetCount };

// The author's own fields are the facets from kFacetCount on. Numbers are kept in thousandths, dates in days.
enum class FieldType : std::uint32_t { kText, kNumber, kDate };
constexpr std::uint32_t kMaxFields = 16;
constexpr std::uint32_t kMaxDecimals = 3;
// Of one text field: nobody chooses among more.
constexpr std::uint32_t kMaxFieldValues = 1000;
// Articles that have a value, summed over all values of all facets: at most so many for each article, and one
// for each bit of FACT. A value that every article has takes no bits, so the file's size alone is no bound.
constexpr std::uint32_t kMaxDenseValues = 64;

// Adults read about 238 words a minute in silence (Brysbaert 2019); health articles go slower.
constexpr std::uint32_t reading_minutes(std::uint32_t words) { return words < 220 ? 1 : words / 220; }

// INFO, in this order.
struct Info {
  std::uint32_t analyser_version;
  std::uint32_t plain_text_version;
  std::uint32_t articles;
  std::uint32_t term_parts;
  std::uint32_t classes;        // of words, in the part that has most
  std::uint32_t stem_language;  // of most articles: two letters, as section_id; 0: none is stemmed
};
constexpr std::uint32_t kInfoItems = 6;

// Made entries of the dictionary, told apart by signs that stand in no word.
//
// "co" kBeginsSign: the articles whose titles have a word that begins with "co", where more than
// kMaxExpansions forms do.
//
// kRotatedSign "tient" kRotatedSign "pa": "patient", found by its end where its first letters are mistyped.
constexpr char kBeginsSign = '\x01';
constexpr char kRotatedSign = '\x02';
constexpr std::size_t kRotatedLetters = 2;
// A prefix stands for at most so many forms. The most frequent ones carry nearly all articles, and each
// further one may cost a file.
constexpr std::size_t kMaxExpansions = 64;
// Longer prefixes hardly ever have more.
constexpr std::size_t kMaxBeginsLetters = 4;

// Positions between the texts of an article: its title, each of its other names, the parts of its body.
constexpr std::uint32_t kTextGap = 2;

// A word that most articles have is as good as any other where it stands in a phrase, and the positions of
// such words would be two fifths of all. In an index of one file every word has them.
constexpr bool has_positions(std::uint32_t documents, std::uint32_t articles) {
  return documents <= articles - articles / 2;
}

// More than any site has; keeps every count and offset far inside 32 bits.
constexpr std::uint32_t kMaxArticles = 1'000'000;
constexpr std::uint32_t kMaxFormsInPart = 1'000'000;
constexpr std::uint32_t kMaxTermParts = 100'000;
// Members of all lists of a part. Our parts close at some 20,000; one class more may be as long as there are
// articles, and its forms stand in some of these each.
constexpr std::uint32_t kMaxPostingsInPart = 1 << 24;

}  // namespace carrel
