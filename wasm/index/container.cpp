#include "index/container.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace carrel {
namespace {

// The checksum covers what follows it.
constexpr std::size_t kChecksumOffset = 8;
constexpr std::size_t kCheckedOffset = 16;

Failure malformed(const char* what) {
  return {Error::kMalformed,
          concat({"the file is damaged (", what, "): pack the content again and publish all files"})};
}

}  // namespace

Result<Container> Container::open(ByteSpan file, FileKind kind) {
  if (file.size() < kHeaderSize) {
    return Failure{Error::kTruncated, concat({"the file is cut short at ", std::to_string(file.size()),
                                              " bytes: publish it again"})};
  }
  if (!std::equal(std::begin(kMagic), std::end(kMagic), file.begin())) {
    return Failure{
        Error::kBadMagic,
        "this is not a Carrel file: check that the server does not answer with a page or rewrite the bytes"};
  }
  Reader header(file.subspan(kChecksumOffset));
  Container container;
  container.checksum_ = header.u64();
  const std::uint32_t version = header.u32();
  const std::uint32_t file_kind = header.u32();
  const std::uint32_t size = header.u32();
  container.count_ = header.u32();
  if (version != kFormatVersion) {
    return Failure{Error::kVersion,
                   concat({"index format ", std::to_string(version), ", this engine reads ",
                           std::to_string(kFormatVersion), ": pack the content again or update the engine"})};
  }
  if (file.size() < size) {
    return Failure{Error::kTruncated, concat({"the file has ", std::to_string(file.size()), " of ",
                                              std::to_string(size), " bytes: publish it again"})};
  }
  if (file.size() > size) return malformed("bytes past its end");
  if (xxh64(file.subspan(kCheckedOffset)) != container.checksum_) {
    return Failure{Error::kChecksum,
                   "the file's checksum is wrong, its bytes were changed on the way: publish it again"};
  }
  // From here on the bytes are those that some packer wrote; the checks below are against a hostile one.
  if (file_kind != static_cast<std::uint32_t>(kind)) return malformed("another kind of file");
  if (container.count_ > kMaxSections) return malformed("too many sections");
  const std::uint64_t table_end = kHeaderSize + std::uint64_t{kSectionEntrySize} * container.count_;
  std::uint64_t expected = table_end;
  for (std::uint32_t i = 0; i < container.count_; ++i) {
    Entry& entry = container.entries_[i];
    entry.id = header.u32();
    const std::uint32_t offset = header.u32();
    const std::uint32_t length = header.u32();
    entry.section.items = header.u32();
    // Sections follow one another on multiples of four, so none can overlap and no byte is unaccounted for.
    if (offset != expected || std::uint64_t{offset} + length > size)
      return malformed("a section out of its place");
    entry.section.bytes = file.subspan(offset, length);
    expected = (std::uint64_t{offset} + length + 3) / 4 * 4;
    for (std::uint32_t j = 0; j < i; ++j) {
      if (container.entries_[j].id == entry.id) return malformed("a section that stands twice");
    }
  }
  if (header.failed() || expected != size) return malformed("a gap behind the last section");
  return container;
}

std::optional<Section> Container::find(std::uint32_t id) const {
  for (std::uint32_t i = 0; i < count_; ++i) {
    if (entries_[i].id == id) return entries_[i].section;
  }
  return std::nullopt;
}

ContainerWriter::File ContainerWriter::finish(FileKind kind) const {
  Writer writer;
  std::size_t room = kHeaderSize;
  for (const Pending& section : sections_) room += kSectionEntrySize + section.bytes.size() + 4;
  writer.reserve(room);
  writer.bytes(kMagic);
  writer.u64(0);
  writer.u32(kFormatVersion);
  writer.u32(static_cast<std::uint32_t>(kind));
  const std::size_t size_at = writer.size();
  writer.u32(0);
  writer.u32(static_cast<std::uint32_t>(sections_.size()));
  auto offset = static_cast<std::uint32_t>(kHeaderSize + kSectionEntrySize * sections_.size());
  for (const Pending& section : sections_) {
    const auto size = static_cast<std::uint32_t>(section.bytes.size());
    writer.u32(section.id);
    writer.u32(offset);
    writer.u32(size);
    writer.u32(section.items);
    offset = (offset + size + 3) / 4 * 4;
  }
  for (const Pending& section : sections_) {
    writer.bytes(section.bytes);
    writer.align(4);
  }
  writer.patch_u32(size_at, static_cast<std::uint32_t>(writer.size()));
  File file;
  file.checksum = xxh64(ByteSpan(writer.data()).subspan(kCheckedOffset));
  writer.patch_u64(kChecksumOffset, file.checksum);
  file.bytes = writer.take();
  return file;
}

}  // namespace carrel
