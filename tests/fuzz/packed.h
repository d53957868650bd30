// A content bundle packed in memory, and an engine that is given all of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "../unit/english_stems.h"
#include "engine.h"
#include "must.h"
#include "packer.h"

namespace carrel::fuzz {

// Nothing if the content is refused. `single_file_limit` 0: the index in parts, however small it is.
inline std::optional<Packer::Output> pack(std::string_view content,
                                          std::uint32_t single_file_limit = kSingleFileLimit) {
  Packer packer;
  if (!packer.start(content)) return std::nullopt;
  while (!packer.step()) {
  }
  for (StemRequest request = packer.next_words(); !request.language.empty(); request = packer.next_words())
    packer.add_stems(testing::english_stems(request.words));
  return packer.finish(single_file_limit);
}

// Adds the files but the root, those first that lead to others; how many were refused.
inline std::size_t add_all(Engine& engine, std::vector<ByteSpan> files) {
  for (std::size_t before = files.size() + 1; files.size() < before;) {
    before = files.size();
    std::erase_if(files, [&engine](ByteSpan file) { return static_cast<bool>(engine.add(file)); });
  }
  return files.size();
}

inline std::vector<ByteSpan> without_root(const Packer::Output& packed) {
  std::vector<ByteSpan> files;
  for (std::size_t i = 1; i < packed.files.size(); ++i) files.emplace_back(packed.files[i].bytes);
  return files;
}

inline Engine opened(const Packer::Output& packed) {
  Engine engine;
  must(static_cast<bool>(engine.open(packed.files[0].bytes)), "what was packed can be opened");
  must(add_all(engine, without_root(packed)) == 0, "every packed file can be added");
  return engine;
}

}  // namespace carrel::fuzz
