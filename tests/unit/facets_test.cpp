// Facets: every count and every hit against a linear scan that shares no code with the engine.
#include "index/facets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <random>
#include <set>

#include "base/hash.h"
#include "bundle.h"
#include "index/container.h"
#include "search/query.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

using Strings = std::vector<std::string>;

struct Sample {
  std::string slug, body, date;  // "2021-03-04" or ""
  Strings categories, tags, authors, topics, levels;
  std::vector<double> minutes;
  Strings released;
};

// What is asked: of each facet its values and whether all of them must be there.
struct Choice {
  Strings values;
  bool all = false;
};
struct Request {
  std::string word, topic, from, to;
  Choice in, tags{{}, true}, by, level;
  std::optional<double> minutes_from, minutes_to;
  std::string released_from, released_to;  // "" or years
  std::string text() const {
    const auto joined = [](const Strings& values, const char* between) {
      std::string out;
      for (const std::string& value : values) out += (out.empty() ? "" : between) + value;
      return out;
    };
    std::string out = "show=1000&q=" + word + "&topic=" + topic + "&from=" + from + "&to=" + to;
    if (!in.values.empty()) out += std::string("&in=") + (in.all ? "all:" : "any:") + joined(in.values, ",");
    if (!tags.values.empty())
      out += std::string("&tags=") + (tags.all ? "" : "any:") + joined(tags.values, ",");
    if (!by.values.empty()) out += std::string("&by=") + (by.all ? "all:" : "") + joined(by.values, ",");
    Strings where;
    if (!level.values.empty())
      where.push_back(std::string("Level:") + (level.all ? "all:" : "") + joined(level.values, "%7C"));
    const auto number = [](const std::optional<double>& n) { return n ? Json(*n).dump() : std::string(); };
    if (minutes_from || minutes_to)
      where.push_back("minutes:" + number(minutes_from) + ".." + number(minutes_to));
    if (!released_from.empty() || !released_to.empty())
      where.push_back("released:" + released_from + ".." + released_to);
    return out + "&where=" + joined(where, ",");
  }
};

// Which of the filters an article fails, by name.
std::set<std::string> failures(const Sample& a, const Request& r) {
  std::set<std::string> failed;
  const auto has = [](const Strings& own, const std::string& wanted) {
    return std::any_of(own.begin(), own.end(), [&](const std::string& value) {
      return value == wanted || value.rfind(wanted + "/", 0) == 0;
    });
  };
  const auto check = [&](const char* name, const Strings& own, const Choice& choice) {
    if (choice.values.empty()) return;
    const auto one = [&](const std::string& wanted) { return has(own, wanted); };
    if (choice.all ? !std::all_of(choice.values.begin(), choice.values.end(), one)
                   : !std::any_of(choice.values.begin(), choice.values.end(), one))
      failed.insert(name);
  };
  check("in", a.categories, r.in);
  check("tags", a.tags, r.tags);
  check("by", a.authors, r.by);
  check("level", a.levels, r.level);
  if (!r.topic.empty()) check("topic", a.topics, {{r.topic}, false});
  // Civil dates compare as texts: "2021" ≤ "2021-03-04" ≤ "2021~".
  if ((!r.from.empty() || !r.to.empty()) &&
      (a.date.empty() || a.date < r.from || (!r.to.empty() && a.date > r.to + "~")))
    failed.insert("date");
  if ((r.minutes_from || r.minutes_to) && std::none_of(a.minutes.begin(), a.minutes.end(), [&](double m) {
        return (!r.minutes_from || m >= *r.minutes_from) && (!r.minutes_to || m <= *r.minutes_to);
      }))
    failed.insert("minutes");
  if ((!r.released_from.empty() || !r.released_to.empty()) &&
      std::none_of(a.released.begin(), a.released.end(), [&](const std::string& day) {
        return day >= r.released_from && (r.released_to.empty() || day <= r.released_to + "~");
      }))
    failed.insert("released");
  if (!r.word.empty() && a.body.find(r.word) == std::string::npos) failed.insert("q");
  return failed;
}

struct Random {
  std::mt19937 engine;
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine() % n); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  std::string of(const Strings& values) { return values[below(static_cast<std::uint32_t>(values.size()))]; }
  // Some different ones, at most `most`.
  Strings some(const Strings& values, std::uint32_t most) {
    Strings out;
    for (std::uint32_t left = below(most + 1); left > 0; --left) {
      const std::string value = of(values);
      if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
    }
    return out;
  }
};

const Strings kPaths = {"a", "a/b", "a/b/c", "a/b/d", "a/e", "f", "f/g/h/i"};
const Strings kTags = {"red", "green", "blue", "plain", "odd"};
const Strings kPeople = {"ann", "bob", "cy"};
const Strings kLevels = {"beginner", "advanced", "expert"};
const Strings kWords = {"asthma", "fracture", "migraine"};

Sample sample(Random& random, int number) {
  Sample a;
  a.slug = "s" + std::to_string(number);
  for (const std::string& word : random.some(kWords, 2)) a.body += word + " ";
  const auto day = [&](std::uint32_t years) {
    const std::string text = std::to_string(20210000 + 10000 * random.below(years) +
                                            100 * (1 + random.below(12)) + 1 + random.below(28));
    return text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6);
  };
  if (random.chance(85)) a.date = day(4);
  a.categories = random.some(kPaths, 3);
  a.tags = random.some(kTags, 3);
  a.authors = random.some(kPeople, 2);
  a.topics = random.some({"x", "y"}, 1);
  a.levels = random.some(kLevels, 2);
  for (std::uint32_t left = random.below(3); left > 0; --left)
    a.minutes.push_back((static_cast<double>(random.below(400)) - 40) / 4);
  for (std::uint32_t left = random.below(3); left > 0; --left) a.released.push_back(day(60));
  return a;
}

Request request(Random& random) {
  Request r;
  if (random.chance(40)) r.word = random.of(kWords);
  if (random.chance(20)) r.topic = random.of({"x", "y", "lacking"});
  const Strings dates = {"2021", "2022", "2022-06", "2023-05-20", "2024"};
  if (random.chance(30)) r.from = random.of(dates);
  if (random.chance(30)) r.to = random.of(dates);
  const auto choice = [&](const Strings& values) {
    Strings all = values;
    all.push_back("lacking");
    return Choice{random.chance(50) ? random.some(all, 3) : Strings{}, random.chance(50)};
  };
  r.in = choice(kPaths);
  r.tags = choice(kTags);
  r.by = choice(kPeople);
  r.level = choice(kLevels);
  if (random.chance(30)) r.minutes_from = static_cast<double>(random.below(200)) / 4 - 10;
  if (random.chance(30)) r.minutes_to = static_cast<double>(random.below(400)) / 4;
  if (random.chance(20)) r.released_from = std::to_string(2021 + random.below(60));
  if (random.chance(20)) r.released_to = std::to_string(2021 + random.below(60));
  return r;
}

std::string content_of(const std::vector<Sample>& samples) {
  Json json = {{"topics", {{{"slug", "x"}, {"title", "X"}}, {{"slug", "y"}, {"title", "Y"}}}},
               {"articles", Json::array()}};
  for (const Sample& a : samples) {
    Json article = {{"slug", a.slug},
                    {"title", a.slug},
                    {"body", a.body},
                    {"categories", a.categories},
                    {"tags", a.tags},
                    {"authors", a.authors},
                    {"topics", a.topics},
                    {"fields", {{"level", a.levels}, {"minutes", a.minutes}, {"released", a.released}}}};
    if (!a.date.empty()) article["date"] = a.date;
    json["articles"].push_back(article);
  }
  return json.dump();
}

// The field of the answer, or null where no article has it.
Json field_of(const Json& answer, std::string_view name) {
  for (const Json& field : answer["facets"]["fields"]) {
    if (field["name"] == name) return field;
  }
  return nullptr;
}

void check_answer(const std::vector<Sample>& samples, const Request& r, const Json& answer) {
  const auto count = [&](const std::string& own, const std::function<bool(const Sample&)>& has) {
    return std::count_if(samples.begin(), samples.end(), [&](const Sample& a) {
      std::set<std::string> failed = failures(a, r);
      failed.erase(own);
      return failed.empty() && has(a);
    });
  };
  const auto anything = [](const Sample&) { return true; };
  CHECK(answer["total"] == count("", anything));
  std::set<std::string> expected, found;
  for (const Sample& a : samples) {
    if (failures(a, r).empty()) expected.insert(a.slug);
  }
  for (const Json& hit : answer["hits"]) found.insert(hit["slug"].get<std::string>());
  CHECK(found == expected);

  const auto check_values = [&](const Json& values, const Strings& vocabulary, const char* name,
                                const Choice& choice, Strings Sample::*own) {
    std::map<std::string, int> counts;
    for (const Json& value : values) {
      counts[value["slug"]] = value["count"];
      CHECK(value["selected"] ==
            (std::find(choice.values.begin(), choice.values.end(), value["slug"]) != choice.values.end()));
    }
    for (const std::string& value : vocabulary) {
      const auto wanted = count(choice.all ? "" : name, [&](const Sample& a) {
        return std::any_of((a.*own).begin(), (a.*own).end(), [&](const std::string& has) {
          return has == value || has.rfind(value + "/", 0) == 0;
        });
      });
      CHECK_MESSAGE(counts[value] == wanted, name << " " << value);
    }
  };
  Strings paths = kPaths;
  paths.insert(paths.end(), {"f/g", "f/g/h"});
  check_values(answer["facets"]["categories"], paths, "in", r.in, &Sample::categories);
  check_values(answer["facets"]["tags"], kTags, "tags", r.tags, &Sample::tags);
  check_values(answer["facets"]["authors"], kPeople, "by", r.by, &Sample::authors);
  if (const Json level = field_of(answer, "level"); !level.is_null())
    check_values(level["values"], kLevels, "level", r.level, &Sample::levels);

  for (const char* name : {"years", "months"}) {
    std::int64_t sum = 0;
    for (const Json& value : answer["facets"][name]) {
      const auto slug = value["slug"].get<std::string>();
      CHECK(value["count"] == count("date", [&](const Sample& a) { return a.date.rfind(slug, 0) == 0; }));
      sum += value["count"].get<std::int64_t>();
    }
    const bool one_year = !r.from.empty() && r.from.substr(0, 4) == r.to.substr(0, 4);
    if (name == std::string("years"))
      CHECK(sum == count("date", [](const Sample& a) { return !a.date.empty(); }));
    if (name == std::string("months"))
      CHECK(sum ==
            (one_year
                 ? count("date", [&](const Sample& a) { return a.date.rfind(r.from.substr(0, 4), 0) == 0; })
                 : 0));
  }

  if (const Json minutes = field_of(answer, "minutes"); !minutes.is_null()) {
    CHECK(minutes["type"] == "number");
    CHECK(minutes["from"] == (r.minutes_from ? Json(*r.minutes_from) : Json()));
    double last = -1e9;
    for (const Json& bar : minutes["histogram"]) {
      const double from = bar["from"], to = bar["to"];
      CHECK(from > last);
      last = to;
      CHECK(bar["count"] == count("minutes", [&](const Sample& a) {
              return std::any_of(a.minutes.begin(), a.minutes.end(),
                                 [&](double m) { return m >= from && m <= to; });
            }));
    }
    for (const Sample& a : samples) {
      for (const double m : a.minutes) CHECK((minutes["min"] <= m && minutes["max"] >= m));
    }
  }
  if (const Json released = field_of(answer, "released"); !released.is_null()) {
    CHECK(released["type"] == "date");
    for (const Json& bar : released["histogram"]) {
      const auto from = bar["from"].get<std::string>(), to = bar["to"].get<std::string>();
      CHECK(bar["count"] == count("released", [&](const Sample& a) {
              return std::any_of(a.released.begin(), a.released.end(),
                                 [&](const std::string& day) { return day >= from && day <= to + "~"; });
            }));
    }
  }
}

// Makes the checksum right again, so that what lies behind it is reached.
Bytes sealed(Bytes file) {
  Writer writer;
  writer.u64(xxh64(ByteSpan(file).subspan(16)));
  std::copy(writer.data().begin(), writer.data().end(), file.begin() + 8);
  return file;
}

std::string with_fields(const Json& fields, const Json& site = Json::object()) {
  return Json({{"site", {{"fields", site}}},
               {"articles", {{{"slug", "a"}, {"title", "A"}, {"body", "x"}, {"fields", fields}}}}})
      .dump();
}

}  // namespace

TEST_CASE("every hit and every count is what a linear scan finds") {
  Random random{std::mt19937(20261124)};
  for (int round = 0; round < 300; ++round) {
    std::vector<Sample> samples;
    for (std::uint32_t left = 1 + random.below(40); left > 0; --left)
      samples.push_back(sample(random, static_cast<int>(left)));
    const Bundle bundle = pack(content_of(samples));
    CHECK_MESSAGE(bundle.report["faults"].empty(), bundle.report.dump());
    Engine engine = open(bundle);
    for (int asked = 0; asked < 6; ++asked) {
      const Request r = request(random);
      CAPTURE(round);
      const std::string text = r.text();
      CAPTURE(text);
      const Json answer = ask(engine, bundle, text + "&stems=asthma:,fracture:,migraine:");
      // A word that nobody has may be taken for another.
      if (!r.word.empty() && !answer["corrected"].is_null()) continue;
      const bool known = r.word.empty() || std::any_of(samples.begin(), samples.end(), [&](const Sample& a) {
                           return a.body.find(r.word) != std::string::npos;
                         });
      if (known) check_answer(samples, r, answer);
    }
  }
}

TEST_CASE("a range is malformed, unknown or open as docs/query.md says") {
  const Bundle bundle = pack(with_fields({{"min", 12.5}, {"day", "2024-03"}, {"level", "Two words"}}));
  Engine engine = open(bundle);
  const auto total = [&](const std::string& where) {
    const Json answer = ask(engine, bundle, "where=" + where);
    CHECK_MESSAGE(answer["ignored"].empty(), where);
    return answer["total"].get<int>();
  };
  for (const char* where :
       {"min:12.5", "min:12..13", "min:..12.5", "MIN:-3..", "day:2024", "day:2024-03-01..", "day:..2024-03",
        "level:two-words", "level:Two+words", "level:x%7Ctwo-words", "", ",", "level:all:two-words,min:1.."})
    CHECK_MESSAGE(total(where) == 1, where);
  for (const char* where : {"min:12", "min:13..", "min:..-1", "min:14..13", "day:2023", "day:2024-04..",
                            "level:x", "level:all:two-words%7Cx", "lacking:x", "lacking:1..2"})
    CHECK_MESSAGE(total(where) == 0, where);
  for (const char* where :
       {"min", "min:", ":3", "min:..", "min:x", "min:1.2345", "min:1...2", "min:1e3", "min:12345678901",
        "day:2024-13", "day:tomorrow..", "level:", "level:%7C", "level:all:", "min:12..13,min:1..2"}) {
    const Json answer = ask(engine, bundle, std::string("where=") + where);
    CHECK_MESSAGE(answer["ignored"] == Json({"where"}), where);
    CHECK_MESSAGE(answer["total"] == 1, where);
  }
}

TEST_CASE("fields take their type from their values, or from the site") {
  const auto type = [](const Json& value, const Json& site = Json::object()) {
    const Bundle bundle = pack(with_fields({{"f", value}}, site));
    Engine engine = open(bundle);
    const Json field = field_of(ask(engine, bundle, ""), "f");
    return field.is_null() ? "" : field["type"].get<std::string>();
  };
  CHECK(type(3) == "number");
  CHECK(type({1, 2.5}) == "number");
  CHECK(type("2024-05") == "date");
  CHECK(type("soon") == "text");
  CHECK(type({1, "soon"}) == "text");
  CHECK(type({1, "2024"}) == "text");
  CHECK(type(true) == "text");
  CHECK(type(nullptr) == "");
  CHECK(type(Json::array()) == "");
  CHECK(type("2024", {{"f", {{"type", "text"}}}}) == "text");
  CHECK(type(3, {{"f", {{"facet", false}}}}) == "");
  CHECK(type(3, {{"f", "anything else"}}) == "number");

  // As text, since the order of the keys counts.
  const Bundle bundle = pack(R"({"site":{"fields":{"c":{"label":"Sea"},"a":{}}},
    "articles":[{"slug":"s","title":"S","body":"x","fields":{"b_b":1,"a":"x","c":true}}]})");
  Engine engine = open(bundle);
  const Json fields = ask(engine, bundle, "")["facets"]["fields"];
  CHECK(fields[0]["label"] == "Sea");
  CHECK(fields[0]["values"][0]["slug"] == "true");
  CHECK(fields[1]["name"] == "a");
  CHECK(fields[2]["name"] == "b-b");
  CHECK(fields[2]["label"] == "b_b");
}

TEST_CASE("fields past a limit, and values that do not fit, are reported with a remedy") {
  Json many = Json::object();
  for (int i = 10; i < 30; ++i) many["f" + std::to_string(i)] = i;
  const Bundle bundle = pack(with_fields(many));
  REQUIRE(bundle.report["faults"].size() == 1);
  CHECK(bundle.report["faults"][0]["fact"].get<std::string>().ends_with("f26, f27, f28, f29"));
  Engine engine = open(bundle);
  CHECK(ask(engine, bundle, "")["facets"]["fields"].size() == 16);

  const auto fact = [](const Json& value, const char* type) {
    const Json faults = pack(with_fields({{"f", value}}, {{"f", {{"type", type}}}})).report["faults"];
    return faults.empty() ? "" : faults[0]["fact"].get<std::string>();
  };
  CHECK(fact("x", "number").find("do not fit") != std::string::npos);
  CHECK(fact(3e10, "number").find("do not fit") != std::string::npos);
  CHECK(fact({1.001, 3e8}, "number").find("do not fit") != std::string::npos);
  CHECK(fact("soon", "date").find("do not fit") != std::string::npos);
  CHECK(fact(std::string(101, 'x'), "text").find("do not fit") != std::string::npos);
  CHECK(fact("", "text") == "");
  CHECK(fact("x", "colour") == "is no type of a field");
  CHECK(fact({-1.5, 3e5, 0}, "number") == "");

  Json crowd = Json::array();
  for (int i = 0; i < 1200; ++i) crowd.push_back("v" + std::to_string(i));
  const Bundle crowded = pack(with_fields({{"f", crowd}}, {{"f", Json::object()}}));
  CHECK(crowded.report["faults"][0]["fact"].get<std::string>().starts_with("has 1200 different texts"));
  Engine other = open(crowded);
  CHECK(field_of(ask(other, crowded, ""), "f")["values"].size() == 1000);
}

TEST_CASE("a field is no filter where no value fits its type") {
  for (const char* type : {"number", "date", "text"}) {
    const Json site = {{"f", {{"type", type}}}};
    const Bundle bundle = pack(with_fields({{"f", std::string(101, 'x')}, {"g", 1}}, site));
    Engine engine = open(bundle);
    for (const char* request : {"", "where=f:1..2", "where=f:2024..", "where=f:x"}) {
      const Json fields = ask(engine, bundle, request)["facets"]["fields"];
      REQUIRE(fields.size() == 1);
      CHECK(fields[0]["name"] == "g");
    }
  }
}

TEST_CASE("addresses, prose and serial numbers are no filters unless the site says so") {
  Json serials = Json::array(), few = Json::array(), repeated = Json::array();
  for (int i = 0; i < 60; ++i) {
    serials.push_back("img/" + std::to_string(i) + ".png");
    if (i < 20) few.push_back("v" + std::to_string(i));
    repeated.push_back("v" + std::to_string(i % 30));
  }
  const auto offered = [](const Json& value, const Json& site = Json::object()) {
    const Bundle bundle = pack(with_fields({{"f", value}}, site));
    CHECK_MESSAGE(bundle.report["faults"].empty(), bundle.report.dump());
    Engine engine = open(bundle);
    return !field_of(ask(engine, bundle, ""), "f").is_null();
  };
  CHECK_FALSE(offered(serials));
  CHECK(offered(serials, {{"f", Json::object()}}));
  CHECK(offered(few));
  CHECK(offered(repeated));
  CHECK_FALSE(offered({"short", std::string(101, 'x')}));
  CHECK_FALSE(offered(1732456800000.0));
}

TEST_CASE("a bundle without fields pays a byte for them") {
  const auto size = [](const Json& fields) {
    const Bundle bundle = pack(with_fields(fields));
    return bundle.files.at(bundle.root).size();
  };
  // Sections begin at multiples of four.
  CHECK(size({{"minutes", 7}}) - size(Json::object()) <= 24);
}

TEST_CASE("only=ids answers no more than which articles they are") {
  const Bundle bundle = pack(large_content(20, 5));
  Engine engine = open(bundle);
  const Json full = ask(engine, bundle, "q=common&tags=tag1"),
             only = ask(engine, bundle, "q=common&tags=tag1&only=ids");
  CHECK_FALSE(only.contains("facets"));
  CHECK(only["total"] == full["total"]);
  REQUIRE(only["hits"].size() == full["hits"].size());
  for (std::size_t i = 0; i < full["hits"].size(); ++i) {
    CHECK(only["hits"][i].size() == 2);
    for (const char* key : {"slug", "score"}) CHECK(only["hits"][i][key] == full["hits"][i][key]);
  }
  CHECK(ask(engine, bundle, "only=cards")["ignored"] == Json({"only"}));
}

TEST_CASE(
    "facets that claim more articles than their bytes can hold are refused before anything is allocated") {
  constexpr std::uint32_t kArticles = 500'000;
  for (const std::uint32_t values : {64U, 2000U}) {
    Writer writer;
    writer.varint(values);
    for (std::uint32_t i = 0; i < values; ++i) {
      writer.sized_text("v" + std::to_string(10000 + i));
      writer.sized_text("");
      writer.varint(kArticles);  // all of them: a list of no bits
    }
    for (int empty = 0; empty < 4; ++empty) writer.varint(0);
    Facets facets;
    CHECK(facets.read(writer.data(), kArticles) == (values == 64));
  }
}

TEST_CASE("damaged facets do no harm") {
  std::vector<Sample> samples;
  samples.reserve(60);
  Random random{std::mt19937(7)};
  for (int i = 0; i < 60; ++i) samples.push_back(sample(random, i));
  const Bundle bundle = pack(content_of(samples));
  const Bytes& root = bundle.files.at(bundle.root);
  Container container;
  REQUIRE(container.open(root, FileKind::kIndex).error == Error::kNone);
  const Section facets = container.find(kFacetsSection);
  REQUIRE(static_cast<bool>(facets));
  const auto begin = static_cast<std::size_t>(facets.bytes.data() - root.data());
  int opened = 0;
  for (std::size_t i = 0; i < facets.bytes.size(); ++i) {
    for (const std::uint32_t mask : {0x01U, 0x10U, 0x80U, 0xFFU}) {
      Bytes changed = root;
      changed[begin + i] = static_cast<std::uint8_t>(changed[begin + i] ^ mask);
      Engine engine;
      if (!engine.open(sealed(std::move(changed)))) continue;
      ++opened;
      for (const char* request : {"", "where=minutes:1..20,level:expert,released:2024", "tags=red&in=a"}) {
        const auto answer = engine.search(request);
        REQUIRE(static_cast<bool>(answer));
        // A small bundle answers at once; the bodies are not asked for.
        CHECK_FALSE(Json::parse(*answer, nullptr, false).is_discarded());
      }
    }
  }
  CHECK(opened > 100);
}
