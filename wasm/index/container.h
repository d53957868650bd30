// The container that all Carrel files share: header, section table, sections.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "index/format.h"

namespace carrel {

struct Section {
  ByteSpan bytes;
  std::uint32_t items = 0;
};

// A validated file. Its spans borrow from the bytes it was opened on.
class Container {
 public:
  // Checks magic, version, kind, size, checksum and the bounds of every section.
  static Result<Container> open(ByteSpan file, FileKind kind);

  std::uint64_t checksum() const { return checksum_; }
  std::optional<Section> find(std::uint32_t id) const;

 private:
  struct Entry {
    std::uint32_t id = 0;
    Section section;
  };
  std::array<Entry, kMaxSections> entries_;
  std::uint32_t count_ = 0;
  std::uint64_t checksum_ = 0;
};

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
