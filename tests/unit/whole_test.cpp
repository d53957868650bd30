// `whole=1`: what an answer needs does not depend on what is asked.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "bundle.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

const std::vector<std::string> kRequests = {"q=common",
                                            "q=wab+wcd+title",
                                            "q=comon",
                                            "q=zzzzzzzz",
                                            "q=%22common+wab%22",
                                            "q=common+-%22wab+wcd%22",
                                            "q=title:title+-common",
                                            "q=tag:tag1&tags=tag2",
                                            "in=top/sub1&sort=title",
                                            "by=author-1&from=2003&to=2010&sort=old",
                                            "where=level:1&show=500",
                                            "q=common+wab&depth=3&passages=1&explain=1",
                                            "only=ids",
                                            ""};

// Everything that a fresh engine asks for until it answers.
std::set<std::string> files_for(const Bundle& bundle, std::string_view verb, const std::string& request) {
  Engine engine = open(bundle);
  std::set<std::string> files;
  for (int round = 0; round < 10; ++round) {
    const Json answer = parsed(verb == "suggest" ? engine.suggest(request) : engine.search(request));
    if (!answer.contains("needs")) break;
    if (answer["needs"]["files"].empty()) break;  // stems alone, which no file answers
    for (const auto& name : answer["needs"]["files"]) {
      files.insert(name.get<std::string>());
      REQUIRE(static_cast<bool>(engine.add(bundle.files.at(name.get<std::string>()))));
    }
  }
  return files;
}

}  // namespace

TEST_CASE("whole: every request needs the same files, and a first answer names all of them") {
  const Bundle bundle = pack(large_content(400, 60), english_stems, 1000);
  const auto files = files_for(bundle, "search", "whole=1");
  REQUIRE(files.size() > 10);
  for (const std::string& request : kRequests) {
    CAPTURE(request);
    CHECK(files_for(bundle, "search", request + "&whole=1") == files);
    CHECK(files_for(bundle, "suggest", request + "&whole=1") == files);
    Engine engine = open(bundle);
    CHECK(parsed(engine.search(request + "&whole=1"))["needs"]["files"].size() == files.size());
  }
  CHECK(files_for(bundle, "search", "q=common") != files_for(bundle, "search", "q=wab"));
}

TEST_CASE("whole: a bundle of one file needs nothing, not even for passages and depth") {
  const Bundle bundle = pack(large_content(40, 30));
  for (const std::string& request : kRequests) {
    CAPTURE(request);
    CHECK(files_for(bundle, "search", request + "&whole=1").empty());
  }
}

TEST_CASE("whole: answers are what they are without, but for phrases, passages and depth") {
  const Bundle bundle = pack(large_content(400, 60), english_stems, 1000);
  for (const std::string& request : kRequests) {
    if (request.find("%22") != std::string::npos || request.find("passages") != std::string::npos ||
        request == "q=comon")
      continue;
    CAPTURE(request);
    Engine engine = open(bundle);
    Engine whole = open(bundle);
    CHECK(ask(engine, bundle, request) == ask(whole, bundle, request + "&whole=1"));
  }
}

TEST_CASE("whole: an article is read with the files that it takes") {
  const Bundle bundle = pack(large_content(400, 60), english_stems, 1000);
  CHECK(files_for(bundle, "search", "read=a7") == files_for(bundle, "search", "read=a7&whole=1"));
}

TEST_CASE(
    "whole: a phrase stands for all of its words, which the answer says, unless positions are in the root") {
  constexpr std::string_view kContent = R"({"articles":[
    {"slug":"row","title":"–","body":"Amber lantern."},
    {"slug":"apart","title":"–","body":"A lantern of no amber."},
    {"slug":"one","title":"–","body":"Amber."},
    {"slug":"b","title":"–","body":"Else."},{"slug":"c","title":"–","body":"Else."},
    {"slug":"d","title":"–","body":"Else."},{"slug":"e","title":"–","body":"Else."}]})";
  const auto found = [&](std::uint32_t limit, std::string_view request) {
    const Bundle bundle = pack(kContent, english_stems, limit);
    Engine engine = open(bundle);
    const Json answer = ask(engine, bundle, request);
    std::string slugs = answer["relaxed"].dump();
    std::set<std::string> sorted;
    for (const auto& hit : answer["hits"]) sorted.insert(hit["slug"].get<std::string>());
    for (const std::string& slug : sorted) slugs += " " + slug;
    return slugs;
  };
  CHECK(found(0, "q=%22amber+lantern%22") == "[] row");
  CHECK(found(0, "q=%22amber+lantern%22&whole=1") == R"(["row"] apart row)");
  CHECK(found(kSingleFileLimit, "q=%22amber+lantern%22&whole=1") == "[] row");
  CHECK(found(0, "q=amber+-%22amber+lantern%22") == "[] apart one");
  CHECK(found(0, "q=amber+-%22amber+lantern%22&whole=1") == R"(["row"] one)");
}
