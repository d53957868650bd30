// Shelf: the packed files but the root, and what the root must say of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "index/container.h"
#include "index/format.h"

namespace carrel {

struct PackedFile {
  std::string name;  // sixteen hexadecimal digits: the checksum
  FileKind kind;
  Bytes bytes;
  // By what a script sees beforehand that a search begins with it. Of a part of the dictionary: no word
  // before it is in there. Of the root, without which none does: how words begin (TermLists). Otherwise
  // nothing.
  std::optional<std::string> hint;
};

class Shelf {
 public:
  // `first` and `count`: the articles (or parts of terms) that it holds something of. Those of one kind
  // ascend and do not overlap.
  void add(const ContainerWriter& container, FileKind file_kind, PartKind kind, std::uint32_t first,
           std::uint32_t count, std::string_view key = {});

  // Section FILE: the files of one kind that hold something of [first, end), whether they were taken or not.
  void write(Writer& writer, PartKind kind, std::uint32_t first, std::uint32_t end) const;
  Bytes list(PartKind kind, std::uint32_t first, std::uint32_t end) const;

  // The files since the last call.
  std::vector<PackedFile> take() { return std::exchange(files_, {}); }

 private:
  struct Record {
    std::uint32_t first, count;
    std::uint64_t checksum;
    std::string key;
  };
  std::array<std::vector<Record>, kPartKinds> records_;  // of each kind
  std::vector<PackedFile> files_;
};

}  // namespace carrel
