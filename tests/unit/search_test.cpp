#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "bundle.h"
#include "search/dictionary.h"
#include "search/query.h"
#include "text/tokenizer.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

constexpr std::string_view kLibrary = R"({"site":{"title":"S","language":"en"},
 "topics":[{"slug":"opioids","title":"Opioids","introduction":"Hello *there*."}],
 "articles":[
  {"slug":"asthma","title":"Asthma","date":"2024-05-01","tags":["lungs","children"],"authors":["Ann Bell"],"categories":["Lungs"],
   "excerpt":"What asthma is.","body":"Asthma narrows the airways. Breathing gets hard."},
  {"slug":"asthma-and-sport","title":"Asthma and sport","date":"2023-01-10","tags":["lungs","sport"],"authors":["Carl Dee"],
   "categories":["Lungs/Living"],"body":"Sport with asthma is possible. Asthma asthma asthma."},
  {"slug":"withdrawal","title":"After opioids","date":"2025-11-16","tags":["mood"],"authors":["Ann Bell","Carl Dee"],"categories":["Mood"],
   "topics":["opioids"],"also_known_as":["Post-acute withdrawal syndrome","PAWS"],
   "body":"First sentence about nothing. Sleepless nights are common after withdrawals. Then it ends.\n\nA long time later, moods lift."},
  {"slug":"undated","title":"Zebra 😀 breathing","tags":["Children"],"body":"Nothing on a date. 😀😀 breathing 😀."}]})";

std::vector<std::string> slugs(const Json& answer) {
  std::vector<std::string> out;
  for (const auto& hit : answer["hits"]) out.push_back(hit["slug"]);
  return out;
}
using Slugs = std::vector<std::string>;

std::map<std::string, int> counts(const Json& facet) {
  std::map<std::string, int> out;
  for (const auto& value : facet) out[value["slug"]] = value["count"];
  return out;
}

struct Library {
  Bundle bundle = pack(kLibrary);
  Engine engine = open(bundle);
  Json operator()(std::string_view request) { return ask(engine, bundle, request); }
};

// The marked parts of a text, by UTF-16 ranges.
std::vector<std::string> marked(const Json& text, const Json& ranges) {
  const auto utf16 = [](const std::string& s) {
    std::u16string out;
    for (std::size_t i = 0; i < s.size();) {
      const Decoded d = decode_utf8(s, i);
      if (d.code_point > 0xFFFF) {
        out.push_back(static_cast<char16_t>(0xD800 + ((d.code_point - 0x10000) >> 10)));
        out.push_back(static_cast<char16_t>(0xDC00 + (d.code_point & 0x3FF)));
      } else {
        out.push_back(static_cast<char16_t>(d.code_point));
      }
      i += d.size;
    }
    return out;
  };
  const std::u16string units = utf16(text.get<std::string>());
  std::vector<std::string> out;
  for (const auto& range : ranges) {
    std::string piece;
    for (const char16_t unit :
         units.substr(range[0], range[1].get<std::size_t>() - range[0].get<std::size_t>())) {
      append_utf8(piece, unit);
    }
    out.push_back(piece);
  }
  return out;
}

}  // namespace

TEST_CASE("the query string is decoded as browsers encode it") {
  const Query query =
      parse_query("?q=%20low+%20mood%21&tags=a,b&tags=c&in=Treatment/Medication&by=Mike+Clayton&x=1");
  CHECK(query.text == "low mood!");
  CHECK(query.selected[kTags].values == "a,b,c");
  CHECK(query.selected[kCategories].values == "Treatment/Medication");
  CHECK(query.selected[kAuthors].values == "Mike Clayton");
  CHECK(query.ignored.text().empty());
  CHECK(parse_query("q=%zz%4").text == "%zz%4");
  CHECK(parse_query("q=%FF").text == "\xEF\xBF\xBD");
}

TEST_CASE("malformed values are ignored and named") {
  const Query query = parse_query("from=soon&show=many&sort=best&to=2024-02");
  CHECK(query.ignored.text() == R"("from","show","sort")");
  CHECK(query.show == kDefaultShow);
  CHECK(query.dates.to == parse_civil_date("2024-02-29")->first);
}

TEST_CASE("no words: every article, newest first, undated last") {
  Library library;
  const Json answer = library("");
  CHECK(answer["total"] == 4);
  CHECK(answer["sort"] == "new");
  CHECK(slugs(answer) == Slugs{"withdrawal", "asthma", "asthma-and-sport", "undated"});
  CHECK(slugs(library("sort=old")) == Slugs{"asthma-and-sport", "asthma", "withdrawal", "undated"});
  CHECK(slugs(library("sort=title")) == Slugs{"withdrawal", "asthma", "asthma-and-sport", "undated"});
  CHECK(slugs(library("sort=old&show=1")) == Slugs{"asthma-and-sport"});
  CHECK(library("show=0")["hits"].empty());
  CHECK(library("show=0")["total"] == 4);
}

TEST_CASE("the exact title comes first, whatever the bodies say") {
  Library library;
  CHECK(slugs(library("q=asthma")) == Slugs{"asthma", "asthma-and-sport"});
  CHECK(slugs(library("q=asthma+sport"))[0] == "asthma-and-sport");
  CHECK(slugs(library("q=ASTHMA+and+SPORT"))[0] == "asthma-and-sport");
}

TEST_CASE("a word finds its inflections, and the last word its continuations") {
  Library library;
  CHECK(slugs(library("q=withdrawals")) == Slugs{"withdrawal"});
  CHECK(slugs(library("q=mood")) == Slugs{"withdrawal"});
  CHECK(slugs(library("q=sleepl")) == Slugs{"withdrawal"});
  CHECK(library("stems=sleepl:&q=sleepl+asthma")["relaxed"] == Json::array({"words"}));
}

TEST_CASE("one edit is forgiven and said") {
  Library library;
  for (const char* typo : {"ashtma", "asthmaa", "astma", "asthna"}) {
    const Json answer = library(std::string("stems=") + typo + ":&q=" + typo);
    CHECK_MESSAGE((slugs(answer) == Slugs{"asthma", "asthma-and-sport"}), answer.dump());
    CHECK(answer["corrected"]["to"] == "asthma");
    CHECK(answer["corrected"]["total"] == 2);
  }
  CHECK(library("q=asthma")["corrected"].is_null());
  CHECK(library("stems=qqqqqq:&q=qqqqqq")["total"] == 0);
}

TEST_CASE("misspellings are those that a full comparison finds") {
  const Bundle bundle = pack(large_content(60, 80));
  Index index;
  REQUIRE(index.open(bundle.files.at(bundle.root)).error == Error::kNone);
  // The textbook matrix, for letters of one byte.
  const auto distance = [](std::string_view a, std::string_view b) {
    std::vector<std::vector<std::uint32_t>> d(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1));
    for (std::uint32_t i = 0; i <= a.size(); ++i) {
      for (std::uint32_t j = 0; j <= b.size(); ++j) {
        d[i][j] =
            i == 0   ? j
            : j == 0 ? i
                     : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.size()][b.size()];
  };
  for (const std::string_view word : {"comon", "cmomon", "titel", "wabc", "wxyzz", "common", "authro"}) {
    Missing missing;
    std::set<std::string_view> expected;
    for (const Entry& entry : find_prefix(index, "", missing)) {
      if (entry.text.size() >= 3 && entry.text.front() > kRotatedSign && entry.text.back() != kBeginsSign &&
          distance(word, entry.text) <= 1)
        expected.insert(entry.text);
    }
    // An exact match leaves out everything farther away.
    if (find_form(index, word, missing)) expected = {word};
    std::set<std::string_view> found;
    for (const Entry& entry : find_misspellings(index, word, missing)) found.insert(entry.text);
    if (expected.size() > 16)
      CHECK(std::includes(expected.begin(), expected.end(), found.begin(), found.end()));
    CAPTURE(word);
    if (expected.size() <= 16) CHECK(found == expected);
  }
}

TEST_CASE("a correction keeps the other words of the query") {
  Library library;
  CHECK(library("stems=ashtma:&q=sport+ashtma")["corrected"]["query"] == "sport asthma");
}

TEST_CASE("a stem is asked for once and then taken") {
  Library library;
  const Json asked = library("q=breathings");
  REQUIRE(asked["needs"]["stems"].size() == 1);
  CHECK(asked["needs"]["stems"][0]["word"] == "breathings");
  CHECK(asked["needs"]["stems"][0]["language"] == "en");
  CHECK(asked["needs"]["stems"][0]["among"] == Json::array({"breathing"}));
  CHECK(library("q=breathings&stems=breathings:breathing")["total"] == 2);
}

// A bundle of several parts, and one more article.
Bundle large_bundle_with(std::string_view article) {
  std::string content = large_content(1500, 200);
  content.insert(content.find('[') + 1, std::string(article) + ',');
  return pack(content);
}

TEST_CASE("no stem of its own costs a word no further file") {
  const Bundle bundle = large_bundle_with(R"({"slug":"wind","title":"Zephyr","body":"A wind."})");
  Engine engine = open(bundle);
  const Json asked = ask(engine, bundle, "q=zephyyr&show=0&sort=new");
  REQUIRE(asked["needs"]["stems"].size() == 1);
  CHECK(asked["needs"]["stems"][0]["among"] == Json::array({"zephyr"}));
  const Json answer = parsed(engine.search("q=zephyyr&show=0&sort=new&stems=zephyyr:"));
  CHECK_FALSE(answer.contains("needs"));
  CHECK(answer["corrected"]["to"] == "zephyr");
}

TEST_CASE("what a misspelt word finds is asked for along with its stem") {
  const Bundle bundle = large_bundle_with(R"({"slug":"wind","title":"Zephyr","body":"A wind."})");
  Engine engine = open(bundle);
  const Json asked = ask(engine, bundle, "q=zephyyr");
  REQUIRE(asked["needs"]["stems"].size() == 1);
  const Json files = asked["needs"]["files"];
  REQUIRE(files.size() == 1);
  REQUIRE(static_cast<bool>(engine.add(bundle.files.at(files[0].get<std::string>()))));
  const Json answer = parsed(engine.search("q=zephyyr&stems=zephyyr:"));
  CHECK_FALSE(answer.contains("needs"));
  CHECK(answer["hits"][0]["slug"] == "wind");
}

TEST_CASE("a beginning of words in many parts asks for one of them") {
  const Bundle bundle = pack(large_content(1500, 200));
  Engine engine = open(bundle);
  CHECK(parsed(engine.search("q=w"))["needs"]["files"].size() == 1);
  int rounds = 0;
  CHECK(ask(engine, bundle, "q=w&show=0&sort=new", &rounds)["total"] > 1000);
  // No title begins so: nothing stands for all of these words.
  CHECK(rounds == 3);
}

TEST_CASE("a rare word beside a function word is no half of another") {
  const Bundle bundle =
      large_bundle_with(R"({"slug":"wind","title":"Zephyr","body":"The wind of zephyr is."})");
  Engine engine = open(bundle);
  // "wzephyr" would lie among the words that begin with w.
  CHECK(ask(engine, bundle, "q=w+zephyr+&show=0&sort=new")["total"] == 1);
  Engine other = open(bundle);
  int rounds = 0;
  CHECK(ask(other, bundle, "q=is+zephyr+&show=0&sort=new", &rounds)["total"] == 1);
  CHECK(rounds == 2);
}

TEST_CASE("a misspelling is sought among words with the same first half before all others") {
  const Bundle bundle = pack(R"({"articles":[{"slug":"a","title":"Coastal","body":"a"},
    {"slug":"b","title":"Coastal","body":"b"},{"slug":"c","title":"Costar","body":"c"}]})");
  Engine engine = open(bundle);
  CHECK(parsed(engine.search("q=costal&stems=costal:"))["corrected"]["to"] == "costar");
  CHECK(parsed(engine.search("q=caostal&stems=caostal:"))["corrected"]["to"] == "coastal");
}

// The memory that is looked at is AddressSanitizer's to watch.
TEST_CASE("a known word that is too long for a misspelling is met twice and stays too long") {
  const Bundle bundle = pack(R"({"articles":[{"slug":"a","title":"Neighbourhoods","body":"a"}]})");
  Engine engine = open(bundle);
  CHECK(parsed(engine.search("q=neighbour+a&stems=neighbour:"))["corrected"] == nullptr);
}

TEST_CASE("a short inflection asks about words that share three letters") {
  const Bundle bundle = pack(R"({"articles":[{"slug":"a","title":"Running","body":"It runs in families."},
    {"slug":"b","title":"B","body":"running"}]})");
  Engine engine = open(bundle);
  const Json asked = ask(engine, bundle, "q=rune");
  REQUIRE(asked["needs"]["stems"].size() == 1);
  CHECK(asked["needs"]["stems"][0]["among"] == Json::array({"running", "runs"}));
}

TEST_CASE("another name finds its article and is shown with its marks") {
  Library library;
  const Json answer = library("q=paws");
  REQUIRE(slugs(answer) == Slugs{"withdrawal"});
  CHECK(answer["hits"][0]["alsoKnownAs"]["text"] == "PAWS");
  CHECK(answer["hits"][0]["alsoKnownAs"]["ranges"] == Json::array({Json::array({0, 4})}));
}

TEST_CASE("a title that is the query is known as such, however long its words are") {
  const auto score = [](std::size_t letters) {
    const std::string word(letters, 'a');
    const Bundle bundle = pack(Json{{"articles", {{{"slug", "a"}, {"title", word}, {"body", "b"}}}}}.dump());
    Engine engine = open(bundle);
    return ask(engine, bundle, "q=" + word)["hits"][0]["score"].get<double>();
  };
  // What the index cuts off tells nothing apart.
  CHECK(score(kMaxWordBytes + 6) == score(kMaxWordBytes));
}

TEST_CASE("filters narrow: any category, author or year, all tags") {
  Library library;
  CHECK(slugs(library("in=lungs")) == Slugs{"asthma", "asthma-and-sport"});
  CHECK(slugs(library("in=lungs/living,mood")) == Slugs{"withdrawal", "asthma-and-sport"});
  CHECK(slugs(library("tags=lungs,sport")) == Slugs{"asthma-and-sport"});
  CHECK(slugs(library("by=ann-bell")) == Slugs{"withdrawal", "asthma"});
  CHECK(slugs(library("by=Carl+Dee")) == Slugs{"withdrawal", "asthma-and-sport"});
  CHECK(slugs(library("from=2024&to=2024")) == Slugs{"asthma"});
  CHECK(slugs(library("topic=opioids")) == Slugs{"withdrawal"});
  CHECK(library("tags=unheard-of")["total"] == 0);
  CHECK(slugs(library("q=asthma&tags=sport")) == Slugs{"asthma-and-sport"});
}

TEST_CASE("labels that differ in case are one value") {
  Library library;
  CHECK(slugs(library("tags=children")) == Slugs{"asthma", "undated"});
}

TEST_CASE("facets count without their own selection, tags within the hits") {
  Library library;
  const Json facets = library("in=mood&tags=mood")["facets"];
  CHECK(counts(facets["categories"]) == std::map<std::string, int>{{"mood", 1}});
  const Json free = library("in=mood")["facets"];
  CHECK(counts(free["categories"]) ==
        std::map<std::string, int>{{"lungs", 2}, {"lungs/living", 1}, {"mood", 1}});
  CHECK(counts(free["tags"]) == std::map<std::string, int>{{"mood", 1}});
  CHECK(counts(free["years"]) == std::map<std::string, int>{{"2025", 1}});
  const Json years = library("from=2024&to=2024")["facets"]["years"];
  CHECK(counts(years) == std::map<std::string, int>{{"2025", 1}, {"2024", 1}, {"2023", 1}});
  CHECK(years[1]["selected"] == true);
}

TEST_CASE("ranges are in UTF-16 units and cut at characters") {
  Library library;
  const Json answer = library("q=breathing&passages=1");
  for (const auto& hit : answer["hits"]) {
    for (const std::string& piece : marked(hit["title"], hit["titleRanges"])) CHECK(piece == "breathing");
    for (const std::string& piece : marked(hit["excerpt"]["text"], hit["excerpt"]["ranges"])) {
      CHECK((piece == "breathing" || piece == "Breathing"));
    }
  }
  CHECK(answer["hits"][0]["slug"] == "undated");
  CHECK(answer["hits"][0]["titleRanges"] == Json::array({Json::array({9, 18})}));
}

TEST_CASE("a passage from the body replaces an excerpt that shows less") {
  Library library;
  CHECK(library("q=airways")["hits"][0]["excerpt"]["from"] == "card");
  const Json excerpt = library("q=airways&passages=1")["hits"][0]["excerpt"];
  CHECK(excerpt["from"] == "body");
  CHECK(excerpt["text"] == "Asthma narrows the airways. Breathing gets hard.");
}

TEST_CASE("an article is read whole, and an unknown one is null") {
  Library library;
  const Json article = library("read=withdrawal")["article"];
  CHECK(article["title"] == "After opioids");
  CHECK(article["authors"][1]["name"] == "Carl Dee");
  CHECK(article["body"].get<std::string>().substr(0, 5) == "First");
  CHECK(library("read=nobody")["article"].is_null());
}

TEST_CASE("open answers with the site, its topics and their introductions as node streams") {
  const Bundle bundle = pack(kLibrary);
  Engine engine;
  const Json info = parsed(engine.open(bundle.files.at(bundle.root)));
  CHECK(info["articles"] == 4);
  CHECK(info["topics"][0]["articles"] == 1);
  CHECK(info["topics"][0]["introduction"]["text"] == "Hello there.");
  CHECK(info["dates"]["from"] == "2023-01-10");
  CHECK(info["dates"]["to"] == "2025-11-16");
}

TEST_CASE("the same query gives the same answer whatever was asked or loaded before") {
  const Bundle bundle = pack(large_content(1500, 200));
  const std::vector<std::string> requests = {"q=common&show=5",         "q=wabc",  "tags=tag3&sort=title",
                                             "q=wab&from=2010&to=2015", "read=a7", "q=w"};
  std::vector<Json> fresh;
  for (const std::string& request : requests) {
    Engine engine = open(bundle);
    fresh.push_back(ask(engine, bundle, request));
  }
  Engine engine = open(bundle);
  for (std::size_t i = requests.size(); i-- > 0;) CHECK(ask(engine, bundle, requests[i]) == fresh[i]);
  add_everything(engine, bundle);
  for (std::size_t i = 0; i < requests.size(); ++i) CHECK(ask(engine, bundle, requests[i]) == fresh[i]);
}

TEST_CASE("the needs loop asks for postings, then cards, then bodies, and ends") {
  const Bundle bundle = pack(large_content(1500, 200));
  Engine engine = open(bundle);
  int rounds = 0;
  const Json answer = ask(engine, bundle, "q=common&passages=1", &rounds);
  CHECK(answer["total"] == 1500);
  CHECK(rounds <= 4);
  ask(engine, bundle, "q=common&passages=1", &rounds);
  CHECK(rounds == 1);
}

TEST_CASE("facet counts equal a linear scan") {
  const Bundle bundle = pack(large_content(300, 20));
  Engine engine = open(bundle);
  const Json all = ask(engine, bundle, "show=1000");
  for (const char* filters : {"", "tags=tag1", "by=author-1&tags=tag2", "from=2005&to=2011&in=top/sub1",
                              "in=top&by=author-0,author-2"}) {
    const Json answer = ask(engine, bundle, std::string(filters) + "&show=1000");
    for (const auto& value : answer["facets"]["tags"]) {
      // A tag's count is what is left when it is added.
      const std::string slug = value["slug"];
      std::size_t expected = 0;
      for (const auto& hit : answer["hits"]) {
        for (const auto& tag : hit["tags"]) expected += tag == slug;
      }
      CHECK(value["count"] == expected);
    }
    for (const auto& value : answer["facets"]["authors"]) {
      std::string others = filters;
      if (const auto at = others.find("by="); at != std::string::npos)
        others.erase(at, others.find('&', at) - at);
      const Json alone = ask(engine, bundle, others + "&show=0&by=" + value["slug"].get<std::string>());
      CHECK(alone["total"] == value["count"]);
    }
  }
}

TEST_CASE("a longer word never finds more than its prefix") {
  const Bundle bundle = pack(large_content(300, 60));
  Engine engine = open(bundle);
  const auto found = [&](const std::string& word) {
    std::set<std::string> out;
    const Json answer = ask(engine, bundle, "show=1000&q=" + word);
    for (const auto& hit : answer["hits"]) out.insert(hit["slug"].get<std::string>());
    return out;
  };
  for (const std::string word : {"common", "title", "author"}) {
    for (std::size_t size = 3; size < word.size(); ++size) {
      const auto longer = found(word.substr(0, size + 1));
      const auto shorter = found(word.substr(0, size));
      CHECK(std::includes(shorter.begin(), shorter.end(), longer.begin(), longer.end()));
    }
  }
}

TEST_CASE("weight lifts an article among equals") {
  const Bundle bundle = pack(
      R"({"articles":[{"slug":"a","title":"T","body":"same words"},{"slug":"b","title":"T","body":"same words","weight":2}]})");
  Engine engine = open(bundle);
  CHECK(slugs(ask(engine, bundle, "q=words")) == Slugs{"b", "a"});
}

TEST_CASE("a run of Han asks for its pairs, and one letter for what it begins or is") {
  const Bundle bundle = pack(R"({"site":{"language":"ja"},"articles":[
    {"slug":"tokyo","title":"東京","body":"東京の天気は晴れ。"},
    {"slug":"kyoto","title":"京都","body":"京都の寺。"},
    {"slug":"east","title":"東の空","body":"空は東から明るい。"},
    {"slug":"pain","title":"痛","body":"頭の痛み"}]})");
  Engine engine = open(bundle);
  const auto found = [&](const std::string& request) {
    Slugs list = slugs(ask(engine, bundle, request));
    std::sort(list.begin(), list.end());
    return list;
  };
  CHECK(found("q=東京") == Slugs{"tokyo"});
  CHECK(found("q=京都 寺") == Slugs{"kyoto"});
  CHECK(found("q=痛") == Slugs{"pain"});
  CHECK(found("q=東") == Slugs{"east", "tokyo"});
  CHECK(found("q=東 空") == Slugs{"east"});
}

TEST_CASE("one letter of such a script is one with its marks") {
  const Bundle bundle = pack(R"({"site":{"language":"th"},"articles":[
    {"slug":"good","title":"A","body":"ดีมาก"},{"slug":"ends","title":"B","body":"มากดี"},
    {"slug":"other","title":"C","body":"มากดู"}]})");
  Engine engine = open(bundle);
  Slugs found = slugs(ask(engine, bundle, "q=ดี"));
  std::sort(found.begin(), found.end());
  CHECK(found == Slugs{"ends", "good"});
}

TEST_CASE("pairs of letters are not corrected and have no stem") {
  const Bundle bundle = pack(R"({"site":{"language":"en"},"articles":[
    {"slug":"a","title":"A","body":"ปวดหัวมาก"},{"slug":"b","title":"B","body":"ที่นี่"}]})");
  Engine engine = open(bundle);
  const Json answer = ask(engine, bundle, "q=ที่นั่น");
  CHECK_FALSE(answer.contains("needs"));
  CHECK(answer["corrected"].is_null());
}
