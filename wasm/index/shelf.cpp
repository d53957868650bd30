#include "index/shelf.h"

#include <algorithm>

#include "base/hash.h"

namespace carrel {
namespace {

std::size_t place_of(PartKind kind) { return static_cast<std::size_t>(kind) - 1; }

}  // namespace

void Shelf::add(const ContainerWriter& container, FileKind file_kind, PartKind kind, std::uint32_t first,
                std::uint32_t count, std::string_view key) {
  ContainerWriter::File file = container.finish(file_kind);
  records_[place_of(kind)].push_back({first, count, file.checksum, std::string(key)});
  files_.push_back({hex64(file.checksum), file_kind, std::move(file.bytes), std::nullopt});
  if (kind == PartKind::kTerms) files_.back().hint = key;
}

void Shelf::write(Writer& writer, PartKind kind, std::uint32_t first, std::uint32_t end) const {
  const std::vector<Record>& records = records_[place_of(kind)];
  auto record =
      std::lower_bound(records.begin(), records.end(), first,
                       [](const Record& one, std::uint32_t place) { return one.first + one.count <= place; });
  for (; record != records.end() && record->first < end; ++record) {
    writer.varint(static_cast<std::uint32_t>(kind));
    writer.varint(record->first);
    writer.varint(record->count);
    writer.u64(record->checksum);
    writer.sized_text(record->key);
  }
}

Bytes Shelf::list(PartKind kind, std::uint32_t first, std::uint32_t end) const {
  Writer writer;
  write(writer, kind, first, end);
  return writer.take();
}

}  // namespace carrel
