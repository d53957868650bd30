// Which files there are: what FILE sections say, and whether that leaves gaps.
#include "index/reader.h"

namespace carrel {

// The files of any FILE section: those that are known already are passed over. Of a section that is refused
// none is taken up.
bool Index::read_files(ByteSpan bytes, bool of_root) {
  for (const bool checked : {false, true}) {
    Reader reader(bytes);
    std::uint64_t before = 0;
    while (reader.left() > 0) {
      File file;
      const std::uint32_t kind = reader.varint();
      file.first = reader.varint();
      file.count = reader.varint();
      file.checksum = reader.u64();
      file.key = reader.text(reader.varint());
      // Ascending, so what agrees with the files before the section agrees with all of it.
      const std::uint64_t place = std::uint64_t{kind} << 32 | file.first;
      if (reader.failed() || kind < 1 || kind >= kPartKinds || file.count == 0 || place <= before)
        return false;
      before = place;
      file.kind = static_cast<PartKind>(kind);
      // The coverage of the others was checked once, when the root was opened.
      if (!of_root && !is_led_to(file.kind)) return false;
      const std::uint32_t end = counts_articles(file.kind) ? info_.articles : info_.term_parts;
      if (file.first >= end || file.count > end - file.first) return false;
      if (!counts_articles(file.kind) && file.count != 1) return false;
      const std::size_t at = files_to(file.kind, file.first);
      if (at > 0 && files_[at - 1].kind == file.kind && files_[at - 1].first == file.first) {
        if (files_[at - 1].checksum != file.checksum || files_[at - 1].count != file.count) return false;
      } else if (checked) {
        files_.insert(at, file);
      }
    }
  }
  return true;
}

// Parts and cards must be there for every number, each once: then every look-up finds its file. Those that a
// part may lead to are found or not.
bool Index::check_coverage() const {
  std::uint32_t next[kPartKinds + 1] = {};
  std::string_view key;
  for (const File& file : files_) {
    std::uint32_t& expected = next[static_cast<std::uint32_t>(file.kind)];
    if (file.kind == PartKind::kTerms) {
      if (file.first > 0 && !(key < file.key)) return false;
      key = file.key;
    }
    if (!is_led_to(file.kind) && file.first != expected) return false;
    expected = file.first + file.count;
  }
  for (const PartKind kind : {PartKind::kTerms, PartKind::kCards, PartKind::kSlugs, PartKind::kTitles}) {
    const std::uint32_t end = counts_articles(kind) ? info_.articles : info_.term_parts;
    if (next[static_cast<std::uint32_t>(kind)] != end) return false;
  }
  return true;
}

void Index::lacking(Missing& missing) const {
  for (const File& file : files_) {
    if (!is_led_to(file.kind) && file.at == File::kNotLoaded) missing.push_back(file.checksum);
  }
}

std::size_t Index::files_to(PartKind kind, std::uint32_t number) const {
  std::size_t low = 0;
  for (std::size_t high = files_.size(); low < high;) {
    const std::size_t middle = (low + high) / 2;
    const File& file = files_[middle];
    if (file.kind < kind || (file.kind == kind && file.first <= number)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const Index::File* Index::file_of(PartKind kind, std::uint32_t number) const {
  const std::size_t end = files_to(kind, number);
  if (end == 0) return nullptr;
  const File& file = files_[end - 1];
  return file.kind == kind && number - file.first < file.count ? &file : nullptr;
}

const Index::File* Index::loaded_file(PartKind kind, std::uint32_t number, Missing& missing) const {
  const File* file = file_of(kind, number);
  if (!file || file->at != File::kNotLoaded) return file;
  missing.push_back(file->checksum);
  return nullptr;
}

const Index::File* Index::loaded_body(ArticleId id, Missing& missing) const {
  const bool known = file_of(PartKind::kBodies, id) != nullptr;
  const File* const file = loaded_file(known ? PartKind::kBodies : PartKind::kCards, id, missing);
  return known ? file : nullptr;
}

std::uint32_t Index::part_of(std::string_view word) const {
  // Parts come first among the files, numbered as they stand; the first has no key.
  std::uint32_t low = 0;
  for (std::uint32_t high = info_.term_parts; low + 1 < high;) {
    const std::uint32_t middle = (low + high) / 2;
    if (word < files_[middle].key) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return low;
}

}  // namespace carrel
