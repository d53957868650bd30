// Which files there are: what FILE sections say, and whether that leaves gaps.
#include <algorithm>

#include "index/reader.h"

namespace carrel {

// The files of any FILE section: those that are known already are passed over.
bool Index::read_files(ByteSpan bytes) {
  Reader reader(bytes);
  while (reader.left() > 0) {
    File file;
    const std::uint32_t kind = reader.varint();
    file.first = reader.varint();
    file.count = reader.varint();
    file.checksum = reader.u64();
    file.key = reader.text(reader.varint());
    if (reader.failed() || kind < 1 || kind > kPartKinds || file.count == 0) return false;
    file.kind = static_cast<PartKind>(kind);
    const std::uint32_t end = counts_articles(file.kind) ? info_.articles : info_.term_parts;
    if (file.first >= end || file.count > end - file.first) return false;
    if (!counts_articles(file.kind) && file.count != 1) return false;
    const auto at = std::lower_bound(files_.begin(), files_.end(), file, [](const File& a, const File& b) {
      return a.kind != b.kind ? a.kind < b.kind : a.first < b.first;
    });
    if (at != files_.end() && at->kind == file.kind && at->first == file.first) {
      if (at->checksum != file.checksum || at->count != file.count) return false;
      continue;
    }
    files_.insert(static_cast<std::size_t>(at - files_.begin()), file);
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
    const bool is_led_to = file.kind == PartKind::kBodies || file.kind == PartKind::kPositions;
    if (!is_led_to && file.first != expected) return false;
    expected = file.first + file.count;
  }
  const auto end_of = [&](PartKind kind) { return next[static_cast<std::uint32_t>(kind)]; };
  return end_of(PartKind::kTerms) == info_.term_parts && end_of(PartKind::kCards) == info_.articles &&
         end_of(PartKind::kSlugs) == info_.articles && end_of(PartKind::kTitles) == info_.articles &&
         end_of(PartKind::kVectors) == info_.articles;
}

const Index::File* Index::file_of(PartKind kind, std::uint32_t number) const {
  const auto after = std::upper_bound(
      files_.begin(), files_.end(), std::pair{kind, number}, [](const auto& wanted, const File& file) {
        return wanted.first != file.kind ? wanted.first < file.kind : wanted.second < file.first;
      });
  if (after == files_.begin() || (after - 1)->kind != kind) return nullptr;
  const File& file = *(after - 1);
  return number - file.first < file.count ? &file : nullptr;
}

std::uint32_t Index::part_of(std::string_view word) const {
  // Parts come first among the files, numbered as they stand.
  const auto end = files_.begin() + static_cast<std::ptrdiff_t>(info_.term_parts);
  const auto after = std::upper_bound(
      files_.begin(), end, word, [](std::string_view wanted, const File& file) { return wanted < file.key; });
  return after == files_.begin() ? 0 : static_cast<std::uint32_t>(after - files_.begin()) - 1;
}

}  // namespace carrel
