#include "index/shelf.h"

#include "base/hash.h"

namespace carrel {

void Shelf::add(const ContainerWriter& container, FileKind file_kind, PartKind kind, std::uint32_t first,
                std::uint32_t count, std::string_view key) {
  ContainerWriter::File file = container.finish(file_kind);
  records_.push_back({kind, first, count, file.checksum, std::string(key)});
  files_.push_back({hex64(file.checksum), file_kind, std::move(file.bytes), std::nullopt});
  if (kind == PartKind::kTerms) files_.back().hint = key;
}

void Shelf::write(Writer& writer, PartKind kind, std::uint32_t first, std::uint32_t end) const {
  for (const Record& record : records_) {
    if (record.kind != kind || record.first >= end || record.first + record.count <= first) continue;
    writer.varint(static_cast<std::uint32_t>(record.kind));
    writer.varint(record.first);
    writer.varint(record.count);
    writer.u64(record.checksum);
    writer.sized_text(record.key);
  }
}

Bytes Shelf::list(PartKind kind, std::uint32_t first, std::uint32_t end) const {
  Writer writer;
  write(writer, kind, first, end);
  return writer.take();
}

}  // namespace carrel
