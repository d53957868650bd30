// Bytes → content reader → packer → engine: what is refused says why, what is accepted makes files that open,
// and every article can be read back.
#include <nlohmann/json.hpp>
#include <string>

#include "base/utf8.h"
#include "content/reader.h"
#include "packed.h"

using namespace carrel;
using namespace carrel::fuzz;

namespace {

using Json = nlohmann::json;

Json parsed(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  must(!json.is_discarded(), "an answer is JSON", text);
  return json;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    out.push_back('%');
    out.push_back("0123456789ABCDEF"[byte >> 4]);
    out.push_back("0123456789ABCDEF"[byte & 15]);
  }
  return out;
}

void check_report(const Packer::Output& packed) {
  const Json report = parsed(packed.report_json);
  for (const Json& fault : report["faults"]) {
    must(!fault["at"].get<std::string>().empty() && !fault["fact"].get<std::string>().empty(),
         "a fault says where and what", packed.report_json);
  }
}

void check_article(const Engine& engine, const Article& article) {
  const auto answer = engine.search("read=" + escaped(article.slug));
  must(static_cast<bool>(answer), "an article can be asked for");
  const Json read = parsed(*answer)["article"];
  must(read.is_object(), "an article that was packed is found by its slug", article.slug);
  must(read["slug"] == article.slug && read["title"] == article.title && read["body"] == article.body,
       "an article is read as it was packed", *answer);
  const auto found = engine.search("show=3&passages=1&explain=1&q=" + escaped(article.title));
  must(static_cast<bool>(found), "a title can be searched for");
  parsed(*found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {  // NOLINT
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const Result<Content> content = read_content(json);
  const auto packed = pack(json, size % 2 == 0 ? kSingleFileLimit : 0);
  must(static_cast<bool>(content) == packed.has_value(), "the packer accepts what the reader accepts");
  if (!content) {
    must(!content.failure().message.empty() && is_valid_utf8(content.failure().message),
         "a refusal says why, as text", content.failure().message);
    return 0;
  }
  check_report(*packed);

  Engine engine;
  const auto meta = engine.open(packed->files[0].bytes);
  must(static_cast<bool>(meta), "what was packed can be opened", meta ? "" : meta.failure().message);
  must(parsed(*meta)["articles"] == content->articles.size(), "the index has every article");
  must(add_all(engine, without_root(*packed)) == 0, "every packed file can be added");
  const auto list = engine.search("show=1000");
  must(static_cast<bool>(list), "all articles can be listed");
  must(parsed(*list)["total"] == content->articles.size(), "the list has every article", *list);
  // Reading all of a long list would only cost executions.
  for (std::size_t i = 0; i < content->articles.size() && i < 4; ++i)
    check_article(engine, content->articles[i]);
  return 0;
}
