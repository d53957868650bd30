#include "index/container.h"

#include "base/hash.h"
#include "base/text.h"

namespace carrel {
namespace {

// The checksum covers what follows it.
constexpr std::size_t kChecksumOffset = 8;
constexpr std::size_t kCheckedOffset = 16;

}  // namespace

Failure damaged(const char* what) {
  return {Error::kMalformed,
          concat({"the file is damaged (", what, "): pack the content again and publish all files"})};
}

Failure other_version(std::string_view what, std::uint32_t version, std::uint32_t ours) {
  return {Error::kVersion, concat({what, " ", decimal(version), ", this engine reads ", decimal(ours),
                                   ": pack the content again or update the engine"})};
}

Failure Container::open(ByteSpan file, FileKind kind) {
  file_ = file;
  Reader header(file);
  if (text_of(header.bytes(sizeof kMagic)) != text_of(kMagic)) {
    return {
        Error::kBadMagic,
        "this is not a Carrel file: check that the server does not answer with a page or rewrite the bytes"};
  }
  checksum_ = header.u64();
  const std::uint32_t version = header.u32();
  const std::uint32_t file_kind = header.u32();
  const std::uint32_t size = header.u32();
  const std::uint32_t sections = header.u32();
  if (!header.failed() && version != kFormatVersion)
    return other_version("index format", version, kFormatVersion);
  if (header.failed() || file.size() < size)
    return {Error::kTruncated, "the file is cut short: publish it again"};
  if (xxh64(file.subspan(kCheckedOffset)) != checksum_) {
    return {Error::kChecksum,
            "the file's checksum is wrong, its bytes were changed on the way: publish it again"};
  }
  // From here on the bytes are those that some packer wrote; the checks below are against a hostile one.
  std::uint64_t expected = kHeaderSize + std::uint64_t{kSectionEntrySize} * sections;
  bool fits = file_kind == static_cast<std::uint32_t>(kind) && sections <= kMaxSections;
  for (; fits && count_ < sections; ++count_) {
    const std::uint32_t id = header.u32();
    const std::uint32_t offset = header.u32();
    const std::uint64_t end = std::uint64_t{offset} + header.u32();
    header.u32();
    // Sections follow one another on multiples of four, so none can overlap and no byte is unaccounted for.
    fits = offset == expected && end <= size && !find(id);
    expected = (end + 3) / 4 * 4;
  }
  return fits && expected == size && size == file.size() ? Failure{} : damaged("sections");
}

Section Container::find(std::uint32_t id) const {
  for (std::uint32_t i = 0; i < count_; ++i) {
    Reader entry(file_.subspan(kHeaderSize + i * kSectionEntrySize));
    if (entry.u32() != id) continue;
    const std::uint32_t offset = entry.u32();
    const std::uint32_t size = entry.u32();
    return {file_.subspan(offset, size), entry.u32()};
  }
  return {};
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
