// packer.wasm: pack, and pack_more until it is done.
#include "packer.h"

#include "abi/exports.h"
#include "base/json_writer.h"

namespace {

carrel::Packer g_packer;

// u32 size of a JSON header, the header, then the bytes of the files it lists.
const carrel::abi::Reply* answer(const std::string& header, const std::vector<carrel::PackedFile>& files) {
  carrel::Writer writer;
  writer.u32(static_cast<std::uint32_t>(header.size()));
  writer.text(header);
  for (const carrel::PackedFile& file : files) writer.bytes(file.bytes);
  return carrel::abi::reply(carrel::Error::kNone, writer.take());
}

const carrel::abi::Reply* go_on() {
  carrel::JsonWriter json;
  if (!g_packer.step()) {
    json.begin_object().key("done").boolean(false).key("progress").decimal(g_packer.progress()).end_object();
    return answer(json.text(), {});
  }
  const carrel::Packer::Output output = g_packer.finish();
  g_packer = {};
  json.begin_object().key("done").boolean(true);
  json.key("files").begin_array();
  for (const carrel::PackedFile& file : output.files) {
    constexpr std::string_view kKinds[] = {"", "index", "part", "body"};
    json.begin_object().key("name").string(file.name + ".bin");
    json.key("kind").string(kKinds[static_cast<std::uint32_t>(file.kind)]);
    json.key("size").number(static_cast<std::int64_t>(file.bytes.size())).end_object();
  }
  json.end_array();
  json.key("report").raw(output.report_json);
  json.key("entry").begin_object().key("carrel").number(1).key("format").number(carrel::kFormatVersion);
  json.key("index")
      .string(output.files[0].name + ".bin")
      .key("articles")
      .number(output.articles)
      .end_object();
  json.end_object();
  return answer(json.text(), output.files);
}

}  // namespace

// content.json → a header {"done", "progress"} or the files.
CARREL_EXPORT(carrel_pack) const carrel::abi::Reply* carrel_pack() {
  g_packer = {};
  const auto started = g_packer.start(carrel::abi::request_text());
  carrel::abi::g_request = {};
  if (!started) return carrel::abi::reply(started.failure());
  return go_on();
}

// The next slice. Requires: the last header said "done": false.
CARREL_EXPORT(carrel_pack_more) const carrel::abi::Reply* carrel_pack_more() { return go_on(); }
