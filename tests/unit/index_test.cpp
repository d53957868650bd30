#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <initializer_list>
#include <iterator>

#include "base/hash.h"
#include "bundle.h"
#include "index/container.h"

using namespace carrel;
using namespace carrel::testing;

namespace {

constexpr std::string_view kSmall = R"({"site":{"title":"S","language":"en"},"articles":[
  {"slug":"one","title":"One","date":"2024-05-01","tags":["x"],"authors":["Ann"],"categories":["A/B"],"also_known_as":["first"],
   "body":"# Head\n\nSome words about pain."},
  {"slug":"two","title":"Two","body":"Other words, other pain."}],
  "synonyms":[{"terms":["old ache","pain","other"]}]})";

// Everything an engine can be asked, on whatever it was given: the answers do not matter, only that it
// survives.
void use(Bytes root, const Bundle& bundle) {
  Engine engine;
  if (!engine.open(std::move(root))) return;
  for (const auto& [name, bytes] : bundle.files) (void)engine.add(bytes);
  for (const char* request : {"", "q=pain&passages=1", "q=words+other", "q=piin", "read=one",
                              "tags=x&sort=title", "q=o", "q=ached", "q=old+ache"}) {
    (void)engine.search(request);
  }
}

void flip(std::uint8_t& byte, std::uint8_t mask) { byte = static_cast<std::uint8_t>(byte ^ mask); }

// Makes the checksum right again, so that what lies behind it is reached.
void seal(Bytes& file) {
  Writer writer;
  writer.u64(xxh64(ByteSpan(file).subspan(16)));
  std::copy(writer.data().begin(), writer.data().end(), file.begin() + 8);
}

Bytes copy_of(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

// A file with other contents in some of its sections.
Bytes rebuilt(const Container& file, FileKind kind, std::map<std::uint32_t, Bytes> changed) {
  ContainerWriter writer;
  for (const std::uint32_t id :
       {kMetaSection, kInfoSection, kDocsSection, kFacetsSection, kCodesSection, kFormsSection, kListsSection,
        kPositionsSection, kSynonymsSection, kVectorsSection, kCardsSection, kSlugsSection, kTitlesSection,
        kBodiesSection, kFilesSection}) {
    const Section section = file.find(id);
    if (!section) continue;
    const auto other = changed.find(id);
    writer.add(id, section.items, other == changed.end() ? copy_of(section.bytes) : std::move(other->second));
  }
  return writer.finish(kind).bytes;
}

// Lets another file stand in the place of one that the root leads to.
void replace_file(Bundle& bundle, const std::string& name, Bytes file) {
  Bytes& root = bundle.files.at(bundle.root);
  const Bytes& before = bundle.files.at(name);
  const auto at =
      std::search(root.begin() + kHeaderSize, root.end(), before.begin() + 8, before.begin() + 16);
  REQUIRE(at != root.end());
  std::copy_n(file.begin() + 8, 8, at);
  seal(root);
  bundle.files[hex64(load_u64(file.data() + 8))] = std::move(file);
}

const Bundle& large() {
  static const Bundle kBundle = pack(large_content(2000, 300));
  return kBundle;
}

// A large bundle, and the name and the sections of the file with the first card.
struct WithCards {
  Bundle bundle = large();
  std::string name;
  Container cards;

  WithCards() {
    Engine engine = open(bundle);
    name = parsed(engine.search(""))["needs"]["files"][0];
    REQUIRE(cards.open(bundle.files.at(name), FileKind::kPart).error == Error::kNone);
    REQUIRE(static_cast<bool>(cards.find(kCardsSection)));
  }
  // Lets the cards lead to these files.
  void lead_to(Bytes files) {
    Bytes changed = rebuilt(cards, FileKind::kPart, {{kFilesSection, std::move(files)}});
    const std::string changed_name = hex64(load_u64(changed.data() + 8));
    replace_file(bundle, name, std::move(changed));
    name = changed_name;
  }
};

void write_file(Writer& files, PartKind kind, std::uint32_t first, std::uint32_t count,
                std::uint64_t checksum) {
  files.varint(static_cast<std::uint32_t>(kind));
  files.varint(first);
  files.varint(count);
  files.u64(checksum);
  files.varint(0);
}

}  // namespace

TEST_CASE("the same content gives the same files") {
  CHECK(pack(kSmall).files == pack(kSmall).files);
  const std::string large = large_content(400, 200);
  CHECK(pack(large).files == pack(large).files);
}

TEST_CASE("articles are read in the Markdown that the site asks for, and the index says in which") {
  const auto site_of = [](std::string_view choices) {
    const std::string content = R"({"site":{"markdown":)" + std::string(choices) +
                                R"(},"articles":[{"slug":"a","title":"A","body":"x ==y=="}]})";
    const Bundle bundle = pack(content);
    Engine engine;
    return parsed(engine.open(copy_of(bundle.files.at(bundle.root))))["site"];
  };
  CHECK(site_of(R"(["gfm","subscript"])")["markdown"] == "profile=gfm&subscript=1");
  CHECK(site_of(R"(["commonmark","math"])")["markdown"] == "profile=commonmark&math=1");
  CHECK_FALSE(site_of("[]").contains("markdown"));
}

TEST_CASE("a file is named after its checksum") {
  for (const auto& [name, bytes] : pack(kSmall).files) CHECK(hex64(load_u64(bytes.data() + 8)) == name);
}

TEST_CASE("an index cut at any byte is refused") {
  const Bundle bundle = pack(kSmall);
  const Bytes& root = bundle.files.at(bundle.root);
  for (std::size_t size = 0; size < root.size(); ++size) {
    Engine engine;
    // A vector of its own size, so that a read past it is seen by AddressSanitizer.
    CHECK_FALSE(engine.open(Bytes(root.begin(), root.begin() + static_cast<std::ptrdiff_t>(size))));
  }
}

TEST_CASE("an index with any byte changed is refused") {
  const Bundle bundle = pack(kSmall);
  const Bytes& root = bundle.files.at(bundle.root);
  for (std::size_t i = 0; i < root.size(); ++i) {
    Bytes changed = root;
    flip(changed[i], 0x41);
    Engine engine;
    CHECK_FALSE(engine.open(std::move(changed)));
  }
}

TEST_CASE("an index with any byte changed and the checksum made right does no harm") {
  const Bundle bundle = pack(kSmall);
  const Bytes& root = bundle.files.at(bundle.root);
  for (std::size_t i = 16; i < root.size(); ++i) {
    for (const std::uint8_t mask : std::initializer_list<std::uint8_t>{0x01, 0x80, 0xFF}) {
      Bytes changed = root;
      flip(changed[i], mask);
      seal(changed);
      use(std::move(changed), bundle);
    }
  }
}

TEST_CASE("a dictionary that no packer wrote is refused by the first search that looks at it") {
  const Bundle bundle = pack(kSmall);
  Bytes root = bundle.files.at(bundle.root);
  Container container;
  REQUIRE(container.open(root, FileKind::kIndex).error == Error::kNone);
  const ByteSpan dictionary = container.find(kFormsSection).bytes;
  const std::size_t at = text_of(dictionary).find("pain");
  REQUIRE(at != std::string_view::npos);
  // Where it stands it comes before what stands before it.
  root[static_cast<std::size_t>(dictionary.data() - root.data()) + at] = 'a';
  seal(root);
  Engine engine;
  REQUIRE(static_cast<bool>(engine.open(std::move(root))));
  CHECK(static_cast<bool>(engine.search("")));
  for (int time = 0; time < 2; ++time) {
    const auto answer = engine.search("q=words");
    REQUIRE_FALSE(static_cast<bool>(answer));
    CHECK(answer.failure().error == Error::kMalformed);
    CHECK(answer.failure().message.find("pack the content again") != std::string::npos);
  }
}

TEST_CASE(
    "a dictionary that claims longer lists than any part has is refused by the first search that looks at "
    "it") {
  const Bundle bundle = pack(kSmall);
  Container container;
  REQUIRE(container.open(bundle.files.at(bundle.root), FileKind::kIndex).error == Error::kNone);
  for (const bool postings : {false, true}) {
    for (const std::uint32_t more : {0U, kMaxPostingsInPart, 1U << 30}) {
      Reader reader(container.find(kFormsSection).bytes);
      Writer dictionary;
      for (int item = 0; item < 5; ++item)
        dictionary.varint(reader.varint() + (item == (postings ? 3 : 4) ? more : 0));
      dictionary.bytes(reader.bytes(reader.left()));
      // So long that its size alone would allow them.
      Bytes lists = copy_of(container.find(kListsSection).bytes);
      lists.resize((1 << 24) + 1000);
      Engine engine;
      REQUIRE(static_cast<bool>(
          engine.open(rebuilt(container, FileKind::kIndex,
                              {{kFormsSection, dictionary.take()}, {kListsSection, std::move(lists)}}))));
      CHECK(static_cast<bool>(engine.search("")));
      const auto answer = engine.search("q=words");
      CHECK(static_cast<bool>(answer) == (more == 0));
      if (!answer) CHECK(answer.failure().error == Error::kMalformed);
    }
  }
}

TEST_CASE("parts and bodies with any byte changed are refused") {
  const Bundle bundle = pack(kSmall);
  for (const auto& [name, bytes] : bundle.files) {
    if (name == bundle.root) continue;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      Engine engine = open(bundle);
      Bytes changed = bytes;
      flip(changed[i], 0x20);
      REQUIRE_FALSE(engine.add(std::move(changed)));
    }
  }
}

TEST_CASE("bytes past the end are refused") {
  const Bundle bundle = pack(kSmall);
  Bytes longer = bundle.files.at(bundle.root);
  longer.push_back(0);
  Engine engine;
  CHECK_FALSE(engine.open(std::move(longer)));
}

TEST_CASE("a newer format is refused with the remedy") {
  const Bundle bundle = pack(kSmall);
  Bytes newer = bundle.files.at(bundle.root);
  newer[16] = 9;
  Engine engine;
  const auto opened = engine.open(std::move(newer));
  REQUIRE_FALSE(opened);
  CHECK(opened.failure().error == Error::kVersion);
  CHECK(opened.failure().message ==
        "index format 9, this engine reads 1: pack the content again or update the engine");
}

TEST_CASE("a page in the place of the index is named as such") {
  Engine engine;
  const std::string page = "<!doctype html><title>404 Not Found</title>";
  const auto opened = engine.open(Bytes(page.begin(), page.end()));
  REQUIRE_FALSE(opened);
  CHECK(opened.failure().error == Error::kBadMagic);
}

TEST_CASE("of a part that is refused nothing is taken up") {
  for (const bool twice : {false, true}) {
    WithCards sample;
    Writer files;
    write_file(files, PartKind::kBodies, 0, 1, 7);
    if (twice) {
      write_file(files, PartKind::kBodies, 0, 1, 8);
    } else {
      files.varint(0);  // no kind of file
    }
    sample.lead_to(files.take());
    Engine engine = open(sample.bundle);
    for (int time = 0; time < 3; ++time) {
      const auto added = engine.add(sample.bundle.files.at(sample.name));
      REQUIRE_FALSE(added);
      CHECK(added.failure().error == Error::kMalformed);
      CHECK(parsed(engine.search(""))["needs"]["files"] == Json({sample.name}));
    }
    // The body that it named before the fault.
    Bytes other = copy_of(ByteSpan(sample.bundle.files.at(sample.name)).first(16));
    other[8] = 7;
    std::fill(other.begin() + 9, other.end(), std::uint8_t{0});
    CHECK(engine.add(other).failure().error == Error::kUnexpectedFile);
  }
}

TEST_CASE("a part may lead to bodies and positions, and to nothing else") {
  for (std::uint32_t kind = 1; kind <= kPartKinds; ++kind) {
    WithCards sample;
    Writer files;
    // Within what other files cover.
    write_file(files, static_cast<PartKind>(kind), 1, 1, 7);
    sample.lead_to(files.take());
    Engine engine = open(sample.bundle);
    const auto added = engine.add(sample.bundle.files.at(sample.name));
    CHECK(static_cast<bool>(added) == (kind == static_cast<std::uint32_t>(PartKind::kBodies) ||
                                       kind == static_cast<std::uint32_t>(PartKind::kPositions)));
    if (!added) CHECK(added.failure().error == Error::kMalformed);
    // Where the card is looked for.
    CHECK(static_cast<bool>(engine.search("read=a1")));
  }
}

TEST_CASE("a file that came damaged is taken when it comes whole") {
  const WithCards sample;
  const Bytes& whole = sample.bundle.files.at(sample.name);
  Engine engine = open(sample.bundle);
  CHECK_FALSE(engine.add(ByteSpan(whole).first(whole.size() / 2)));
  CHECK(parsed(engine.search(""))["needs"]["files"] == Json({sample.name}));
  CHECK(static_cast<bool>(engine.add(whole)));
  CHECK_FALSE(parsed(engine.search("")).contains("needs"));
}

TEST_CASE("a file of another bundle is refused") {
  const Bundle bundle = pack(kSmall);
  const Bundle other = pack(R"({"articles":[{"slug":"x","title":"X","body":"y"}]})");
  Engine engine = open(bundle);
  for (const auto& [name, bytes] : other.files) {
    const auto added = engine.add(bytes);
    REQUIRE_FALSE(added);
    CHECK(added.failure().error == Error::kUnexpectedFile);
  }
}

TEST_CASE("nothing is answered before a bundle is open") {
  Engine engine;
  CHECK(engine.search("q=x").failure().error == Error::kNotOpen);
  CHECK(engine.add({}).failure().error == Error::kNotOpen);
}

TEST_CASE("a small bundle is one file and its bodies, a large one has parts") {
  const Bundle small = pack(kSmall);
  CHECK(small.files.size() == 2);
  const Bundle large = pack(large_content(2000, 300));
  Engine engine = open(large);
  const Json needs = parsed(engine.search("q=common"))["needs"]["files"];
  CHECK(needs.size() == 1);
  CHECK(large.files.count(needs[0].get<std::string>()) == 1);
}

TEST_CASE("slugs and addresses come back as they were, made from the title or not") {
  const Bundle bundle = pack(R"({"articles":[
    {"slug":"heart-attack","title":"Heart Attack","url":"https://x.org/2024/heart-attack/?a=heart-attack","body":"b"},
    {"slug":"7","title":"Été & après","url":"/ete-apres.html","body":"b"},
    {"slug":"a\u0001b","title":"!!!","url":"/\u0001c","body":"b","also_known_as":["one\ntwo","three"]}]})");
  Engine engine = open(bundle);
  const Json hits = ask(engine, bundle, "sort=title")["hits"];
  REQUIRE(hits.size() == 3);
  const auto url = [&](const char* slug) {
    for (const Json& hit : hits)
      if (hit["slug"] == slug) return hit["url"].get<std::string>();
    return std::string("none");
  };
  CHECK(url("heart-attack") == "https://x.org/2024/heart-attack/?a=heart-attack");
  CHECK(url("7") == "/ete-apres.html");
  CHECK(url("a-b") == "/c");
  CHECK(ask(engine, bundle, "q=two")["hits"][0]["alsoKnownAs"]["text"] == "one two");
  CHECK(ask(engine, bundle, "q=three")["hits"][0]["alsoKnownAs"]["text"] == "three");
}

TEST_CASE("a bundle without articles opens and answers") {
  const Bundle bundle = pack(R"({"articles":[]})");
  Engine engine = open(bundle);
  CHECK(ask(engine, bundle, "q=x")["total"] == 0);
  CHECK(ask(engine, bundle, "")["hits"].empty());
}

TEST_CASE("golden index 1 opens, and this build still writes it byte for byte") {
  // Made by tests/golden/README.md's command; never edited, never deleted.
  const std::string folder = std::string(CARREL_TESTS_DIR) + "/golden/v1/";
  const auto slurp = [&](const std::string& name) {
    std::ifstream file(folder + name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string content = slurp("content.json");
  REQUIRE(!content.empty());
  const Bundle bundle = pack(content);
  for (const auto& [name, bytes] : bundle.files) {
    const std::string golden = slurp(name + ".bin");
    const bool same = golden == text_of(bytes);
    CHECK(same);
    if (std::getenv("CARREL_WRITE_GOLDEN") && golden.empty()) {
      std::ofstream(folder + name + ".bin", std::ios::binary) << text_of(bytes);
    }
  }
  Engine engine = open(bundle);
  CHECK(ask(engine, bundle, "q=naloxone")["total"] == 1);
}

TEST_CASE("related articles share what they are about, are others, and differ in title") {
  Json articles = Json::array();
  const auto add = [&](std::string_view slug, std::string_view title, std::string_view body,
                       const std::vector<std::string>& tags = {}) {
    articles.push_back({{"slug", slug}, {"title", title}, {"body", body}, {"tags", tags}});
  };
  add("knee", "Pain in the knee", "Cartilage and ligaments wear out with age.");
  add("knee-2", "Pain in the knee", "Cartilage and ligaments wear out, once more.");
  add("hip", "Pain in the hip", "Cartilage wears out with age.");
  add("shoulder", "A stiff shoulder", "Ligaments wear out.");
  add("sleep", "Sleeping badly", "Evenings without screens help.", {"rest"});
  add("tired", "Tired all day", "Nothing but mornings matters here.", {"rest"});
  add("screens", "Screens before bed", "Evenings belong to books.", {"rest"});
  const Bundle bundle = pack(Json{{"articles", articles}}.dump());
  Engine engine = open(bundle);
  const auto related = [&](const std::string& slug) {
    std::vector<std::string> slugs;
    const Json answer = ask(engine, bundle, "read=" + slug);
    for (const Json& other : answer["article"]["related"]) {
      CHECK(other["title"].is_string());
      slugs.push_back(other["slug"]);
    }
    return slugs;
  };
  const auto knee = related("knee");
  REQUIRE(knee.size() >= 2);
  CHECK(knee[0] == "hip");
  CHECK(std::find(knee.begin(), knee.end(), "knee") == knee.end());
  CHECK(std::find(knee.begin(), knee.end(), "knee-2") == knee.end());
  CHECK(std::find(knee.begin(), knee.end(), "sleep") == knee.end());
  // One of the two that are called the same.
  const auto hip = related("hip");
  CHECK(std::count_if(hip.begin(), hip.end(), [](const auto& s) { return s.starts_with("knee"); }) == 1);
  CHECK(related("sleep")[0] == "screens");
  for (const Json& article : articles) CHECK(related(article["slug"]).size() <= 4);
}
