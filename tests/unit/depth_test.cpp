// What ranking looks at beyond the words (`depth`): each level puts first what the level below cannot tell.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "bundle.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

struct Text {
  std::string slug, body;
};

// Newest first, in the order given: among equals the first one wins.
Bundle pack_texts(const std::vector<Text>& texts, std::uint32_t single_file_limit = kSingleFileLimit) {
  Json articles = Json::array();
  int day = 28;
  for (const Text& text : texts) {
    const std::string date = "2024-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
    --day;
    articles.push_back({{"slug", text.slug}, {"title", "–"}, {"date", date}, {"body", text.body}});
  }
  return pack(Json({{"site", {{"title", "S"}, {"language", "en"}}}, {"articles", articles}}).dump(),
              english_stems, single_file_limit);
}

std::string first_hit(const Bundle& bundle, std::string_view query) {
  Engine engine = open(bundle);
  const Json answer = ask(engine, bundle, query);
  REQUIRE_FALSE(answer["hits"].empty());
  return answer["hits"].empty() ? "" : answer["hits"][0]["slug"].get<std::string>();
}

const std::vector<Text> kLighthouse = {
    {"best", "Lighthouse lighthouse lighthouse, keeper, beacon and fog signal."},
    {"apart", "A lighthouse beside turnips, gravel and porridge, of all things."},
    {"about", "A lighthouse beside keeper, beacon and signal, of all things."},
    {"more", "Keeper, beacon, fog signal."},
    {"less", "Turnips, gravel, porridge."},
    {"other", "Nothing else is told here about any of these."}};

const std::string kFiller = "Nothing else is told here about any of these, and so it goes on for a while. ";

}  // namespace

TEST_CASE("depth 1: words near each other come before the same words far apart") {
  const Bundle bundle = pack_texts({{"far", "Harbour. " + kFiller + "Lantern."},
                                    {"near", "Harbour lantern. " + kFiller},
                                    {"other", kFiller}});
  CHECK(first_hit(bundle, "q=harbour+lantern+&depth=0") == "far");
  CHECK(first_hit(bundle, "q=harbour+lantern+&depth=1") == "near");
}

TEST_CASE("depth 1: a row in the query's own order comes before the same words in another") {
  const Bundle bundle = pack_texts({{"mixed", "Lantern amber harbour silver meadow copper. " + kFiller},
                                    {"row", "Amber lantern silver harbour copper meadow. " + kFiller},
                                    {"other", kFiller}});
  constexpr std::string_view kQuery = "q=amber+lantern+silver+harbour+copper+meadow+&depth=";
  CHECK(first_hit(bundle, std::string(kQuery) + "0") == "mixed");
  CHECK(first_hit(bundle, std::string(kQuery) + "1") == "row");
}

TEST_CASE("depth 2: what is about the same things as the best comes before what only has the word") {
  const Bundle bundle = pack_texts(kLighthouse);
  const auto second = [&bundle](std::string_view query) {
    Engine engine = open(bundle);
    const Json answer = ask(engine, bundle, query);
    REQUIRE(answer["hits"].size() == 3);
    return answer["hits"].size() == 3 ? answer["hits"][1]["slug"].get<std::string>() : "";
  };
  CHECK(second("q=lighthouse+&depth=1") == "apart");
  CHECK(second("q=lighthouse+&depth=2") == "about");
}

TEST_CASE("depth 2: what articles are about says the same from the root and from bodies") {
  const auto scores = [](std::uint32_t single_file_limit, std::size_t files) {
    const Bundle bundle = pack_texts(kLighthouse, single_file_limit);
    CHECK(bundle.files.size() == files);
    Engine engine = open(bundle);
    Json found = Json::array();
    const Json answer = ask(engine, bundle, "q=lighthouse+&depth=2");
    for (const Json& hit : answer["hits"]) found.push_back({hit["slug"], hit["score"]});
    return found;
  };
  // Root and bodies; root, terms and their positions, cards, slugs, titles and bodies.
  const Json one = scores(kSingleFileLimit, 2);
  CHECK(one.size() == 3);
  CHECK(one == scores(0, 7));
}

TEST_CASE("depth 3: a quotation without blanks may go on in the text") {
  const Bundle bundle = pack_texts({{"apart", "病院の糖尿と、尿病の話と、病の本と、の治と、治療の話。"},
                                    {"quoted", "糖尿病の治療法は人による。"},
                                    {"other", "別の話。"}});
  CHECK(first_hit(bundle, "q=糖尿病の治療&depth=3") == "quoted");
}

TEST_CASE("depth 3: what says the query word for word comes before its inflections") {
  const Bundle bundle =
      pack_texts({{"inflected", "Walks along harbours lighted with silvery lantern. " + kFiller},
                  {"verbatim", "Walking along harbour lights with silver lanterns. " + kFiller},
                  {"part", "Outwalking along harbour lights with silver lanterns. " + kFiller},
                  {"other", kFiller}});
  CHECK(first_hit(bundle, "q=walking+along+harbour+lights+with+&depth=3") == "verbatim");
  SUBCASE("which takes the texts of the best") {
    Engine engine = open(bundle);
    const Json answer = parsed(engine.search("q=walking+along+harbour+lights+with+&depth=3"));
    CHECK_FALSE(answer["needs"]["files"].empty());
  }
  SUBCASE("and none for a few words") {
    Engine engine = open(bundle);
    const Json answer = parsed(engine.search("q=walking+along+harbour+&depth=3"));
    CHECK_FALSE(answer.contains("needs"));
  }
}
