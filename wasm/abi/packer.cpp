// packer.wasm: pack, step by step. It stems nothing: it names the words, its caller brings the
// stems.
#include "packer.h"

#include "abi/exports.h"
#include "base/json_writer.h"

namespace {

carrel::Packer g_packer;
bool g_packing = false;

void list_files(carrel::JsonWriter& json, const std::vector<carrel::PackedFile>& files) {
  json.key("files").begin_array();
  for (const carrel::PackedFile& file : files) {
    constexpr std::string_view kKinds[] = {"", "index", "part", "body"};
    json.begin_object().key("name").string(file.name + ".bin");
    json.key("kind").string(kKinds[static_cast<std::uint32_t>(file.kind)]);
    if (file.hint) json.key("hint").string(*file.hint);
    json.key("size").number(static_cast<std::int64_t>(file.bytes.size())).end_object();
  }
  json.end_array();
}

// u32 size of a JSON header, the header, the files that it lists, then words.
const carrel::abi::Reply* answer(const std::string& header, const std::vector<carrel::PackedFile>& files,
                                 std::string_view words) {
  carrel::Writer writer;
  std::size_t room = 4 + header.size() + words.size();
  for (const carrel::PackedFile& file : files) room += file.bytes.size();
  writer.reserve(room);
  writer.u32(static_cast<std::uint32_t>(header.size()));
  writer.text(header);
  for (const carrel::PackedFile& file : files) writer.bytes(file.bytes);
  writer.text(words);
  return carrel::abi::reply(writer.take());
}

// "language" is that of the words, "" where there are none; "work" what was done in this step (base/pace.h).
const carrel::abi::Reply* answer_undone(const carrel::StemRequest& request, std::size_t work) {
  carrel::JsonWriter json;
  json.begin_object().key("done").boolean(false).key("progress").decimal(g_packer.progress());
  json.key("language").string(request.language).key("work").number(static_cast<std::int64_t>(work));
  json.end_object();
  return answer(json.take(), {}, request.words);
}

const carrel::abi::Reply* go_on() {
  carrel::Pace pace;
  if (!g_packer.step(pace)) return answer_undone({}, pace.spent());
  if (const carrel::StemRequest request = g_packer.next_words(); !request.language.empty())
    return answer_undone(request, pace.spent());
  if (!g_packer.write(pace)) return answer_undone({}, pace.spent());
  carrel::JsonWriter json;
  const carrel::Packer::Output output = g_packer.take();
  g_packer = {};
  g_packing = false;
  json.begin_object().key("done").boolean(true).key("work").number(static_cast<std::int64_t>(pace.spent()));
  list_files(json, output.files);
  json.key("report").raw(output.report_json);
  json.key("entry").begin_object().key("carrel").number(1).key("format").number(carrel::kFormatVersion);
  json.key("index")
      .string(output.files[0].name + ".bin")
      .key("articles")
      .number(output.articles)
      .end_object();
  json.end_object();
  return answer(json.take(), output.files, {});
}

}  // namespace

CARREL_EXPORT(carrel_request) std::uint8_t* carrel_request(std::uint32_t size) {
  return carrel::abi::request(size);
}

// content.json → a header {"done": false, "progress", "language", "work"} and words of that language. It is
// called again with what carrel_stem made of the words, or with nothing where none came, until the header
// says "done": true, with "files", "report" and "entry"; then the files follow.
CARREL_EXPORT(carrel_pack) const carrel::abi::Reply* carrel_pack() {
  if (g_packing) {
    g_packer.add_stems(carrel::abi::request_text());
  } else {
    g_packer = {};
    const auto started = g_packer.start(carrel::abi::request_text());
    if (!started) return carrel::abi::reply(started.failure().error, started.failure().message);
    g_packing = true;
    carrel::abi::g_request = {};
    return answer_undone({}, 0);
  }
  carrel::abi::g_request = {};
  return go_on();
}
