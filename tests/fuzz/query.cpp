// Any query string against a small bundle in many scripts: the answers are JSON in the shape of
// docs/query.md, their ranges lie between characters of their texts, and they depend on nothing but bundle
// and string: not on what was asked before, not on how the index is cut into files, not on when these were
// added.
//
// The first byte chooses how the bundle is laid out; the rest is the query string.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "packed.h"
#include "sample.h"
#include "text/sentences.h"

using namespace carrel;
using namespace carrel::fuzz;

namespace {

using Json = nlohmann::json;
using Verb = Result<std::string> (Engine::*)(std::string_view) const;

constexpr int kMoreArticles = 24;
// Files, then stems, then the files of these: no question has ever needed more than six.
constexpr int kRounds = 12;

struct Laid {
  Packer::Output packed;
  std::map<std::string, ByteSpan> files;
  Engine engine;

  explicit Laid(std::uint32_t single_file_limit)
      : packed(*pack(sample_content(kMoreArticles), single_file_limit)), engine(opened(packed)) {
    for (const PackedFile& file : packed.files) files[file.name] = file.bytes;
  }
};

Laid& laid_out(bool in_parts) {
  static Laid single(kSingleFileLimit);
  static Laid parts(0);
  return in_parts ? parts : single;
}

// An answer as it came and as JSON.
struct Answer {
  std::string text;
  Json json;
};

Answer answer(const Engine& engine, Verb verb, const std::string& request) {
  auto result = (engine.*verb)(request);
  must(static_cast<bool>(result), "a good index answers every query");
  Json json = Json::parse(*result, nullptr, false);
  must(!json.is_discarded(), "an answer is JSON", *result);
  return {std::move(*result), std::move(json)};
}

std::string first_stem(const std::string& word) { return testing::english_stems(word + '\n'); }

// As web/engine.js does it: files are added, stems are looked up and said.
Answer settled(Engine& engine, const Laid& bundle, Verb verb, std::string request) {
  for (int round = 0; round < kRounds; ++round) {
    Answer answered = answer(engine, verb, request);
    if (!answered.json.contains("needs")) return answered;
    const Json& needs = answered.json["needs"];
    const bool wants_files = !needs["files"].empty();
    for (const Json& name : needs["files"]) {
      const auto file = bundle.files.find(name.get<std::string>());
      must(file != bundle.files.end(), "what is needed was packed", answered.text);
      must(static_cast<bool>(engine.add(file->second)), "what is needed can be added");
    }
    if (wants_files) continue;
    std::string stems;
    for (const Json& need : needs["stems"]) {
      const auto word = need["word"].get<std::string>();
      std::string form;
      for (const Json& other : need["among"]) {
        if (first_stem(other.get<std::string>()) == first_stem(word)) form = other.get<std::string>();
      }
      stems += concat({stems.empty() ? "&stems=" : ",", word, ":", form});
    }
    // Asked with stems of its own, a query may say nothing more.
    if (request.find("stems=") != std::string::npos) return answered;
    request += stems;
  }
  must(false, "the loop of needs ends", request);
  return {};
}

// The byte behind so many UTF-16 units; npos inside a pair or past the end.
std::size_t byte_of(std::string_view text, std::uint32_t units) {
  std::size_t at = 0;
  while (units > 0 && at < text.size()) {
    const Decoded decoded = decode_utf8(text, at);
    const std::uint32_t width = decoded.code_point > 0xFFFF ? 2 : 1;
    if (width > units) return std::string_view::npos;
    units -= width;
    at += decoded.size;
  }
  return units == 0 ? at : std::string_view::npos;
}

void check_ranges(const Json& text, const Json& ranges, const Json& whole) {
  const auto words = text.get<std::string>();
  std::int64_t end = -1;
  for (const Json& range : ranges) {
    const auto from = range[0].get<std::uint32_t>();
    const auto to = range[1].get<std::uint32_t>();
    must(from > end && from < to, "ranges are sorted, apart and not empty", whole.dump());
    for (const std::uint32_t border : {from, to}) {
      const std::size_t at = byte_of(words, border);
      must(at != std::string_view::npos && is_character_border(words, at),
           "a range lies in its text, between characters", whole.dump());
    }
    end = to;
  }
}

void check_list(const Json& list) {
  must(list["hits"].size() <= list["total"].get<std::size_t>(), "no more hits than there are", list.dump());
  for (const Json& hit : list["hits"]) {
    if (!hit.contains("title")) continue;  // only=ids
    check_ranges(hit["title"], hit["titleRanges"], hit);
    check_ranges(hit["excerpt"]["text"], hit["excerpt"]["ranges"], hit);
    if (hit["alsoKnownAs"].is_object())
      check_ranges(hit["alsoKnownAs"]["text"], hit["alsoKnownAs"]["ranges"], hit);
  }
}

void check_suggestions(const Json& answered) {
  for (const Json& suggestion : answered["suggestions"])
    check_ranges(suggestion["text"], suggestion["ranges"], suggestion);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {  // NOLINT
  Feed feed(data, size);
  Laid& bundle = laid_out(feed.number(1) % 2 == 1);
  // Said first, so that ranking looks at everything unless the query says otherwise.
  const std::string request = "depth=3&" + std::string(feed.rest());

  Engine fresh;
  must(static_cast<bool>(fresh.open(bundle.packed.files[0].bytes)), "what was packed can be opened");
  const Answer list = settled(fresh, bundle, &Engine::search, request);
  if (list.json.contains("hits")) check_list(list.json);
  const Answer suggested = settled(fresh, bundle, &Engine::suggest, request);
  if (suggested.json.contains("suggestions")) check_suggestions(suggested.json);

  // An engine that has everything, and was asked everything before.
  const Answer again = settled(bundle.engine, bundle, &Engine::search, request);
  must(again.text == list.text, "the answer does not depend on what came before",
       list.text + '\n' + again.text);
  must(settled(bundle.engine, bundle, &Engine::suggest, request).text == suggested.text,
       "suggestions do not depend on what came before", suggested.text);
  return 0;
}
