// A bundle packed in memory, for tests: content.json → files → an engine that is given what it needs.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "engine.h"
#include "english_stems.h"
#include "packer.h"

namespace carrel::testing {

using Json = nlohmann::json;

struct Bundle {
  std::string root;
  std::map<std::string, Bytes> files;  // by name
  Json report;
};

// All words are stemmed alike, whatever their language.
inline Bundle pack(std::string_view content,
                   const std::function<std::string(std::string_view)>& stems = english_stems,
                   std::uint32_t single_file_limit = kSingleFileLimit) {
  Packer packer;
  const auto started = packer.start(content);
  REQUIRE_MESSAGE(static_cast<bool>(started), started.failure().message);
  Bundle bundle;
  if (!started) return bundle;
  while (!packer.step()) {
  }
  for (StemRequest request = packer.next_words(); !request.language.empty(); request = packer.next_words())
    packer.add_stems(stems(request.words));
  Packer::Output output = packer.finish(single_file_limit);
  bundle.root = output.files[0].name;
  for (PackedFile& file : output.files) bundle.files.emplace(file.name, std::move(file.bytes));
  bundle.report = Json::parse(output.report_json, nullptr, false);
  return bundle;
}

inline Json parsed(const Result<std::string>& result) {
  REQUIRE_MESSAGE(static_cast<bool>(result), result.failure().message);
  Json json = Json::parse(result ? *result : "null", nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

// Asks until nothing is needed, adding the files that are; `rounds` counts the questions.
inline Json ask(Engine& engine, const Bundle& bundle, std::string_view request, int* rounds = nullptr) {
  for (int round = 1; round < 10; ++round) {
    Json answer = parsed(engine.search(request));
    if (rounds) *rounds = round;
    if (!answer.contains("needs")) return answer;
    const Json& needs = answer["needs"];
    // Tests that care for stems answer them themselves.
    if (!needs["stems"].empty()) return answer;
    for (const auto& name : needs["files"]) {
      const auto added = engine.add(bundle.files.at(name.get<std::string>()));
      REQUIRE(static_cast<bool>(added));
    }
  }
  FAIL("the needs loop does not end");
  return {};
}

inline Engine open(const Bundle& bundle) {
  Engine engine;
  const auto opened = engine.open(bundle.files.at(bundle.root));
  REQUIRE_MESSAGE(static_cast<bool>(opened), opened.failure().message);
  return engine;
}

// Adds every file, those first that lead to others. A file that nothing leads to is an error.
inline void add_everything(Engine& engine, const Bundle& bundle) {
  std::vector<const Bytes*> left;
  for (const auto& [name, bytes] : bundle.files) {
    if (name != bundle.root) left.push_back(&bytes);
  }
  for (std::size_t before = left.size() + 1; left.size() < before;) {
    before = left.size();
    std::erase_if(left, [&engine](const Bytes* bytes) { return static_cast<bool>(engine.add(*bytes)); });
  }
  CHECK(left.empty());
}

// Articles enough to need parts: `count` of them over `words` different words each.
inline std::string large_content(int count, int words) {
  std::string json = R"({"articles":[)";
  std::uint32_t state = 1;
  const auto next = [&state] { return state = state * 1664525 + 1013904223, state >> 8; };
  for (int i = 0; i < count; ++i) {
    if (i > 0) json += ',';
    json += "{\"slug\":\"a" + std::to_string(i) + "\",\"title\":\"Title " + std::to_string(i) +
            "\",\"date\":\"" + std::to_string(2000 + i % 25) + "-01-0" + std::to_string(1 + i % 9) +
            "\",\"tags\":[\"tag" + std::to_string(i % 7) + "\"],\"authors\":[\"Author " +
            std::to_string(i % 3) + "\"],\"categories\":[\"Top/Sub" + std::to_string(i % 2) +
            "\"],\"body\":\"common";
    for (int w = 0; w < words; ++w) {
      json += " w";
      for (std::uint32_t n = next() % 5000; n > 0; n /= 26) json += static_cast<char>('a' + n % 26);
    }
    json += "\"}";
  }
  return json + "]}";
}

}  // namespace carrel::testing
