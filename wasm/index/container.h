// The container that all Carrel files share: header, section table, sections.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "index/format.h"

namespace carrel {

struct Section {
  ByteSpan bytes;
  std::uint32_t items = 0;
  // Whether there is one.
  explicit operator bool() const { return bytes.data() != nullptr; }
};

// A validated file. Its spans borrow from the bytes it was opened on.
class Container {
 public:
  // Checks magic, version, kind, size, checksum and the bounds of every section.
  // Requires: a fresh container; after a failure it is of no use.
  Failure open(ByteSpan file, FileKind kind);

  ByteSpan bytes() const { return file_; }
  // From now on what is found is in a copy of these bytes.
  void move_to(ByteSpan copy) { file_ = copy; }
  std::uint64_t checksum() const { return checksum_; }
  Section find(std::uint32_t id) const;

 private:
  ByteSpan file_;
  std::uint32_t count_ = 0;
  std::uint64_t checksum_ = 0;
};

// What to say of a file that no packer of ours wrote, and of one that a packer of another version wrote.
Failure damaged(const char* what);
Failure other_version(std::string_view what, std::uint32_t version, std::uint32_t ours);

class ContainerWriter {
 public:
  void add(std::uint32_t id, std::uint32_t items, Bytes bytes) {
    sections_.push_back({id, items, std::move(bytes)});
  }

  struct File {
    Bytes bytes;
    std::uint64_t checksum = 0;
  };
  // Requires: at most kMaxSections sections, less than 4 GiB in all.
  File finish(FileKind kind) const;

 private:
  struct Pending {
    std::uint32_t id, items;
    Bytes bytes;
  };
  std::vector<Pending> sections_;
};

}  // namespace carrel
