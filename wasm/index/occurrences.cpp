#include "index/occurrences.h"

#include <algorithm>

#include "index/ascending.h"
#include "index/reader.h"

namespace carrel {
namespace {

// What a hostile packer may make us decode for each byte that it sends: a word that fills a text takes no
// bits.
constexpr std::size_t kMaxPlacesPerByte = 64;
constexpr std::size_t kFreePlaces = 1 << 20;

}  // namespace

bool Index::occurrences(TermRef class_ref, std::span<const std::uint8_t> wanted, List<Occurrence>& out,
                        Missing& missing) const {
  const File* file = loaded_file(PartKind::kPositions, class_ref.part, missing);
  if (!file) return false;
  const Loaded& loaded = *loaded_[file->at];
  if (class_ref.index + std::size_t{1} >= loaded.begins.size()) return false;
  const ByteSpan block = loaded.item(class_ref.index);
  if (block.empty()) return false;
  const Postings postings = this->postings(class_ref);
  const TermPart& part = terms_[class_ref.part];
  const auto forms = part.forms_of(class_ref.index);
  BitReader bits(block);
  List<std::uint32_t> positions;
  std::size_t room = std::max(block.size() * kMaxPlacesPerByte, kFreePlaces);
  for (const std::uint32_t form : forms) {
    const std::size_t places = forms.size() > 1 ? part.places(form).size() : postings.articles.size();
    for (std::size_t i = 0; i < places; ++i) {
      const std::uint32_t article = postings.articles[forms.size() > 1 ? part.places(form)[i] : i];
      const std::uint32_t limit = length_limit(articles_[article].length);
      const std::uint32_t likely =
          forms.size() > 1 ? 1 : likely_count(postings.marks[i], usual_levels_[article]);
      const std::uint32_t count = decoded_count(bits.gamma(), likely);
      if (bits.failed() || count > limit || count > room) return true;
      room -= count;
      positions.resize(count);
      read_ascending(bits, positions.span(), limit);
      if (!wanted[article]) continue;
      for (const std::uint32_t position : positions) out.push_back({article, position, form});
    }
  }
  return true;
}

void Index::vector(ArticleId id, List<VectorItem>& out, Missing& missing) const {
  const File* file = file_of(PartKind::kVectors, id);
  std::size_t item = id;
  if (!file) {
    file = loaded_body(id, missing);
    if (!file) return;
    item += std::size_t{file->count} * (kBodyTexts + 1) - file->first;
  }
  BitReader bits(loaded_[file->at]->item(item));
  std::array<std::uint32_t, kVectorTerms> numbers;
  const std::uint32_t limit = class_number({info_.term_parts, 0});
  const std::uint32_t count = std::min(bits.below(kVectorTerms + 1), limit);
  read_ascending(bits, std::span(numbers).first(count), limit);
  for (std::uint32_t i = 0; i < count; ++i)
    out.push_back({numbers[i], decoded_weight(bits.bits(kVectorWeightBits))});
}

}  // namespace carrel
