// A good index, changed by a script and sealed again, so that what lies behind its checksums is reached:
// opening, adding and asking then refuse or answer, in bounds and within memory.
//
// The input: a byte that chooses the bundle, a byte that chooses requests, then edits (enum Edit), each with
// the file and the section that it is about. Checksums are made right from the leaves to the root, so a
// changed file is still the one that others lead to. What is changed without sealing must be refused.
#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "base/hash.h"
#include "index/container.h"
#include "packed.h"
#include "sample.h"

using namespace carrel;
using namespace carrel::fuzz;

namespace {

constexpr std::size_t kSealedFrom = 16;
constexpr std::size_t kMostEdits = 24;
constexpr std::size_t kHeadBytes = 12;
// What a script may make of one section: some times the largest that there is.
constexpr std::size_t kMostBytes = std::size_t{1} << 18;

enum Edit : std::uint8_t {
  kSet,       // at, size, bytes
  kInsert,    // at, size, bytes
  kErase,     // at, size
  kCut,       // at
  kItems,     // number of items
  kItemsBy,   // difference
  kDrop,      // the section
  kSwap,      // other section
  kTakeOver,  // other file, its section
  kRepeat,    // at, size: once more at the end
  kVarint,    // at, value
  kWord,      // at: one of the header's or of the section table's numbers, sealed; value
  kFlip,      // at, mask: not sealed
  kCutFile,   // at: not sealed
  kOrder,     // the order in which files are added
  kHead,      // which of the first bytes, value: where sections keep the counts that others depend on
  kLengthen,  // which of the texts with their length in front, how much longer: the rest stays readable
  kReplace,   // all of the section by the rest of the input
  kEdits,
};

struct PackedSection {
  std::uint32_t id = 0, items = 0;
  Bytes bytes;
};

struct File {
  FileKind kind = FileKind::kIndex;
  std::uint64_t checksum = 0;
  std::vector<PackedSection> sections;
  Bytes bytes;
  // Of the script:
  bool changed = false;   // its sections are
  bool unsealed = false;  // it must be refused
  std::vector<std::pair<std::size_t, std::uint32_t>> words;
};

Bytes eight_bytes(std::uint64_t value) {
  Writer writer;
  writer.u64(value);
  return writer.take();
}

bool leads_to(const Bytes& bytes, std::uint64_t checksum) {
  const Bytes sought = eight_bytes(checksum);
  return std::search(bytes.begin() + kHeaderSize, bytes.end(), sought.begin(), sought.end()) != bytes.end();
}

File taken_apart(const PackedFile& packed) {
  File file;
  file.kind = packed.kind;
  file.checksum = load_u64(packed.bytes.data() + 8);
  file.bytes = packed.bytes;
  const std::uint32_t count = load_u32(packed.bytes.data() + 28);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint8_t* entry = packed.bytes.data() + kHeaderSize + i * kSectionEntrySize;
    const std::uint8_t* begin = packed.bytes.data() + load_u32(entry + 4);
    file.sections.push_back(
        {load_u32(entry), load_u32(entry + 12), Bytes(begin, begin + load_u32(entry + 8))});
  }
  return file;
}

// The files of a bundle, those first that others lead to; the root is the last.
std::vector<File> leaves_first(const Packer::Output& packed) {
  std::vector<File> left;
  for (const PackedFile& file : packed.files) left.push_back(taken_apart(file));
  std::vector<File> ordered;
  while (!left.empty()) {
    const auto leaf = std::find_if(left.rbegin(), left.rend(), [&left](const File& file) {
      return std::none_of(left.begin(), left.end(), [&file](const File& other) {
        return other.checksum != file.checksum && leads_to(file.bytes, other.checksum);
      });
    });
    must(leaf != left.rend(), "files do not lead to each other in a circle");
    ordered.push_back(std::move(*leaf));
    left.erase(std::next(leaf).base());
  }
  must(ordered.back().kind == FileKind::kIndex, "everything is led to from the root");
  return ordered;
}

// In sections of some dozen bytes a mutation is likely to meet a number that others depend on; the sample has
// what these lack.
constexpr std::string_view kTiny = R"({"articles":[
{"slug":"a","title":"Pain","date":"2024-05-01","tags":["x"],"categories":["A/B"],"fields":{"n":2},"body":"# H\n\npains pained"},
{"slug":"b","title":"Other","body":"pain words"}],
"synonyms":[{"terms":["ache","pain"]}]})";

constexpr std::size_t kBundles = 4;

const std::vector<File>& bundle(std::size_t which) {
  static const std::array<std::vector<File>, kBundles> kAll = {
      leaves_first(*pack(kTiny)), leaves_first(*pack(kTiny, 0)), leaves_first(*pack(sample_content(0))),
      leaves_first(*pack(sample_content(24), 0))};
  return kAll[which % kAll.size()];
}

// Where a byte says how many bytes of text follow, as far as one can tell.
std::vector<std::size_t> lengths_in(const Bytes& bytes) {
  std::vector<std::size_t> lengths;
  for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
    const std::size_t length = bytes[at];
    const auto text = bytes.begin() + static_cast<std::ptrdiff_t>(at + 1);
    const bool fits = length > 0 && length < 0x80 && length < bytes.size() - at;
    const auto is_text = [](std::uint8_t byte) { return byte > ' '; };
    if (fits && std::all_of(text, text + static_cast<std::ptrdiff_t>(length), is_text)) lengths.push_back(at);
  }
  return lengths;
}

void edit_section(Edit edit, Feed& feed, std::vector<File>& files, File& file, PackedSection& section) {
  Bytes& bytes = section.bytes;
  const auto place = [&] { return feed.number(2) % (bytes.size() + 1); };
  const auto offset = [&](std::size_t at) { return bytes.begin() + static_cast<std::ptrdiff_t>(at); };
  file.changed = true;
  switch (edit) {
    case kSet: {
      const std::size_t at = place();
      const std::string_view run = feed.text(1 + feed.number(1) % 8);
      std::copy_n(run.begin(), std::min(run.size(), bytes.size() - at), offset(at));
      break;
    }
    case kInsert: {
      const std::size_t at = place();
      const std::string_view run = feed.text(1 + feed.number(1) % 16);
      bytes.insert(offset(at), run.begin(), run.end());
      break;
    }
    case kErase: {
      const std::size_t at = place();
      const std::size_t size = std::min<std::size_t>(feed.number(1), bytes.size() - at);
      bytes.erase(offset(at), offset(at + size));
      break;
    }
    case kCut:
      bytes.resize(place());
      break;
    case kItems:
      section.items = feed.number(4);
      break;
    case kItemsBy:
      section.items += feed.number(1) - 128;
      break;
    case kSwap:
      std::swap(bytes, file.sections[feed.number(1) % file.sections.size()].bytes);
      break;
    case kTakeOver: {
      const File& other = files[feed.number(1) % files.size()];
      if (other.sections.empty()) break;
      // A copy: it may be this very section.
      Bytes taken = other.sections[feed.number(1) % other.sections.size()].bytes;
      bytes = std::move(taken);
      break;
    }
    case kRepeat: {
      const std::size_t at = place();
      const std::size_t size = std::min<std::size_t>(feed.number(2), bytes.size() - at);
      const Bytes run(offset(at), offset(at + size));
      bytes.insert(bytes.end(), run.begin(), run.end());
      break;
    }
    case kVarint: {
      const std::size_t at = place();
      Writer writer;
      writer.varint(feed.number(4));
      std::size_t end = at;
      while (end < bytes.size() && bytes[end] >= 0x80) ++end;
      bytes.erase(offset(at), offset(std::min(end + 1, bytes.size())));
      bytes.insert(offset(at), writer.data().begin(), writer.data().end());
      break;
    }
    case kHead: {
      const std::size_t at = feed.number(1) % kHeadBytes;
      if (at < bytes.size()) bytes[at] = static_cast<std::uint8_t>(feed.number(1));
      break;
    }
    case kLengthen: {
      const std::vector<std::size_t> lengths = lengths_in(bytes);
      if (lengths.empty()) break;
      const std::size_t at = lengths[feed.number(2) % lengths.size()];
      const std::size_t more = 1 + feed.number(1) % 16;
      // The length stays one byte.
      if (bytes[at] + more >= 0x80) break;
      bytes[at] = static_cast<std::uint8_t>(bytes[at] + more);
      bytes.insert(offset(at + 1), more, bytes[at + 1]);
      break;
    }
    case kReplace: {
      const std::string_view rest = feed.rest();
      bytes.assign(rest.begin(), rest.end());
      break;
    }
    default:
      break;
  }
  if (bytes.size() > kMostBytes) bytes.resize(kMostBytes);
}

// Writes the file anew; what others say of it follows.
void seal(std::vector<File>& files, std::size_t which) {
  File& file = files[which];
  if (!file.changed && file.words.empty()) return;
  ContainerWriter writer;
  for (const PackedSection& section : file.sections) writer.add(section.id, section.items, section.bytes);
  file.bytes = writer.finish(file.kind).bytes;
  for (const auto& [at, value] : file.words) {
    Writer word;
    word.u32(value);
    const std::size_t words = (kHeaderSize - kSealedFrom) / 4 + 4 * file.sections.size();
    std::copy(word.data().begin(), word.data().end(),
              file.bytes.begin() + static_cast<std::ptrdiff_t>(kSealedFrom + at % words * 4));
  }
  const std::uint64_t checksum = xxh64(ByteSpan(file.bytes).subspan(kSealedFrom));
  const Bytes now = eight_bytes(checksum);
  std::copy(now.begin(), now.end(), file.bytes.begin() + 8);
  const Bytes before = eight_bytes(file.checksum);
  for (std::size_t i = which + 1; i < files.size(); ++i) {
    for (PackedSection& section : files[i].sections) {
      for (auto at = section.bytes.begin();; at += 8) {
        at = std::search(at, section.bytes.end(), before.begin(), before.end());
        if (at == section.bytes.end()) break;
        std::copy(now.begin(), now.end(), at);
        files[i].changed = true;
      }
    }
  }
  file.checksum = checksum;
}

struct Script {
  std::vector<File> files;
  std::uint32_t requests = 0;
  bool reversed = false;
  bool edited = false;
};

Script run(Feed& feed) {
  Script script;
  script.files = bundle(feed.number(1));
  script.requests = feed.number(1);
  struct Raw {
    Edit edit;
    std::size_t file;
    std::uint32_t at;
    std::uint8_t mask;
  };
  std::vector<Raw> raw;
  for (std::size_t i = 0; i < kMostEdits && !feed.is_empty(); ++i) {
    const auto edit = static_cast<Edit>(feed.number(1) % kEdits);
    const std::size_t which = feed.number(1) % script.files.size();
    File& file = script.files[which];
    script.edited = true;
    if (edit == kFlip || edit == kCutFile) {
      const std::uint32_t at = feed.number(3);
      const auto mask = static_cast<std::uint8_t>(edit == kFlip ? feed.number(1) | 1 : 0);
      raw.push_back({edit, which, at, mask});
    } else if (edit == kOrder) {
      script.reversed = !script.reversed;
    } else if (edit == kWord) {
      const std::uint32_t at = feed.number(1);
      file.words.emplace_back(at, feed.number(4));
    } else if (!file.sections.empty()) {
      const std::size_t section = feed.number(1) % file.sections.size();
      if (edit == kDrop) {
        file.sections.erase(file.sections.begin() + static_cast<std::ptrdiff_t>(section));
        file.changed = true;
      } else {
        edit_section(edit, feed, script.files, file, file.sections[section]);
      }
    }
  }
  for (std::size_t i = 0; i < script.files.size(); ++i) seal(script.files, i);
  for (const Raw& change : raw) {
    File& file = script.files[change.file];
    // Twice could make it right again.
    if (file.unsealed) continue;
    file.unsealed = true;
    const std::size_t at = change.at % file.bytes.size();
    if (change.edit == kFlip) {
      file.bytes[at] ^= change.mask;
    } else {
      file.bytes.resize(at);
    }
  }
  return script;
}

constexpr std::string_view kRequests[] = {
    "",
    "q=pain&passages=1",
    "q=words+other&explain=1&depth=3",
    "q=piin",
    "read=one",
    "tags=heart&sort=title",
    "q=pa",
    "q=ached&stems=ached:pain",
    "q=%22heart+attack%22+-words",
    "q=pain+in+the+chest+arm+words&depth=3&passages=1",
    "where=minutes:3..20,level:easy&from=2003&to=2024-05",
    "q=title:pain+-number+OR+year:2024",
    "show=1000&sort=old",
    "q=%E5%BF%83%E8%87%93&passages=1",
    "in=treatment&by=ann-bell&topic=care",
    "read=two&q=narcan",
    "q=heartatack",
    "q=myocardial+infarction&passages=1&explain=1",
};

void check_refusal(const Failure& failure) {
  must(failure.message.find(": ") != std::string::npos, "a refusal says what and what to do",
       failure.message);
}

void ask(const Engine& engine, std::string_view request, bool good) {
  for (const auto& answer : {engine.search(request), engine.suggest(request)}) {
    must(answer || !good, "a good index answers");
    if (!answer) check_refusal(answer.failure());
  }
}

void write_seed(const std::string& folder, const std::string& name, const Bytes& bytes) {
  std::ofstream(folder + '/' + name, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

// A script for each section that replaces it by itself, so that what mutates the input mutates the section.
void write_seeds(const std::string& folder) {
  for (std::size_t which = 0; which < kBundles; ++which) {
    const std::vector<File>& files = bundle(which);
    std::vector<std::uint32_t> kinds;
    for (std::size_t file = 0; file < files.size(); ++file) {
      for (std::size_t section = 0; section < files[file].sections.size(); ++section) {
        const PackedSection& taken = files[file].sections[section];
        // Two of a kind teach nothing more.
        if (std::count(kinds.begin(), kinds.end(), taken.id) >= 2) continue;
        kinds.push_back(taken.id);
        for (std::size_t request = 0; request < std::size(kRequests); request += 9) {
          Bytes script = {static_cast<std::uint8_t>(which), static_cast<std::uint8_t>(request), kReplace,
                          static_cast<std::uint8_t>(file), static_cast<std::uint8_t>(section)};
          script.insert(script.end(), taken.bytes.begin(), taken.bytes.end());
          write_seed(folder,
                     std::to_string(which) + '-' + std::to_string(file) + '-' + std::to_string(section) +
                         '-' + std::to_string(request),
                     script);
        }
      }
    }
    for (std::size_t file = 0; file < files.size(); ++file) {
      for (std::size_t section = 0; section < files[file].sections.size(); ++section) {
        const std::size_t texts = lengths_in(files[file].sections[section].bytes).size();
        if (texts == 0) continue;
        write_seed(folder,
                   std::to_string(which) + "-longer-" + std::to_string(file) + '-' + std::to_string(section),
                   {static_cast<std::uint8_t>(which), 1, kLengthen, static_cast<std::uint8_t>(file),
                    static_cast<std::uint8_t>(section), static_cast<std::uint8_t>(texts / 2), 0, 0});
      }
    }
    for (std::uint8_t edit = 0; edit < kReplace; ++edit) {
      const auto root = static_cast<std::uint8_t>(files.size() - 1);
      write_seed(folder, std::to_string(which) + "-edit-" + std::to_string(edit),
                 {static_cast<std::uint8_t>(which), 1, edit, root, 1, 2, 0, 4, 0, 1, 2});
    }
  }
}

}  // namespace

// `--seeds=FOLDER` writes seeds there and ends.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {  // NOLINT
  constexpr std::string_view kOption = "--seeds=";
  for (int i = 1; i < *argc; ++i) {
    const std::string_view argument = (*argv)[i];
    if (argument.substr(0, kOption.size()) != kOption) continue;
    write_seeds(std::string(argument.substr(kOption.size())));
    std::exit(0);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {  // NOLINT
  Feed feed(data, size);
  const Script script = run(feed);
  const File& root = script.files.back();

  Engine engine;
  const auto opened = engine.open(root.bytes);
  must(opened || script.edited, "a good root is opened");
  must(!opened || !root.unsealed, "a root that was changed on the way is refused");
  if (!opened) {
    check_refusal(opened.failure());
    return 0;
  }
  std::vector<ByteSpan> parts;
  for (auto file = script.files.begin(); file + 1 != script.files.end(); ++file) {
    if (file->unsealed) {
      const auto added = engine.add(file->bytes);
      must(!added, "a file that was changed on the way is refused");
      check_refusal(added.failure());
    } else {
      parts.emplace_back(file->bytes);
    }
  }
  if (script.reversed) std::reverse(parts.begin(), parts.end());
  // What nothing has looked at yet may be asked for, too.
  ask(engine, "q=pain", !script.edited);
  const std::size_t refused = add_all(engine, parts);
  must(refused == 0 || script.edited, "every file of a good index can be added");
  for (const std::uint32_t step : {0U, 5U, 7U})
    ask(engine, kRequests[(script.requests + step) % std::size(kRequests)], !script.edited);
  return 0;
}
