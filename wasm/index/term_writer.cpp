#include "index/term_writer.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "index/ascending.h"
#include "index/item_writer.h"
#include "index/prefix_code.h"

namespace carrel {
namespace {

// Words that share so many letters are likely to be of one class.
constexpr std::size_t kKinLetters = 4;
// What stands in the dictionary beside a form's letters.
constexpr std::size_t kFormBytes = 3;

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

class TermWriter {
 public:
  TermWriter(const std::vector<TermForm>& forms, const ClassPostings& postings, const FormTable& table,
             const TermArticles& articles)
      : forms_(forms),
        postings_(postings),
        table_(table),
        articles_(articles),
        members_(postings.begins.size() - 1) {
    for (std::uint32_t i = 0; i < forms.size(); ++i) {
      if (!forms[i].only_leads) members_[forms[i].class_number].push_back(i);
    }
    make_codes();
  }

  Terms write(std::size_t part_bytes) {
    single_ = part_bytes == 0;
    split(single_ ? SIZE_MAX / 32 : part_bytes);
    place_classes();
    for (std::uint32_t part = 0; part + 1 < begins_.size(); ++part) terms_.parts.push_back(write_part(part));
    for (const TermPartFile& file : terms_.parts) terms_.classes = std::max(terms_.classes, file.classes);
    for (const Home& home : homes_) terms_.class_numbers.push_back(home.part * terms_.classes + home.index);
    return std::move(terms_);
  }

 private:
  std::uint32_t count_of(std::uint32_t class_number) const {
    return postings_.begins[class_number + 1] - postings_.begins[class_number];
  }

  void make_codes() {
    std::vector<std::array<std::uint32_t, kMarks>> frequencies(kCodes);
    for (std::uint32_t c = 0; c < members_.size(); ++c) {
      for (std::uint32_t i = postings_.begins[c]; i < postings_.begins[c + 1]; ++i)
        ++frequencies[code_of(count_of(c), usual_at(i))][code_at(i)];
    }
    for (const auto& row : frequencies) {
      const std::vector<std::uint8_t> lengths = PrefixCode::lengths_for(row);
      terms_.codes.insert(terms_.codes.end(), lengths.begin(), lengths.end());
      PrefixCode code;
      code.read_lengths(lengths);
      codes_.emplace_back(code);
    }
  }

  std::uint32_t usual_at(std::uint32_t posting) const {
    return articles_.usual_levels[postings_.articles[posting]];
  }
  std::uint32_t code_at(std::uint32_t posting) const {
    return coded_mark(postings_.marks[posting], usual_at(posting));
  }
  std::uint32_t articles() const { return static_cast<std::uint32_t>(articles_.lengths.size()); }

  // The bits of a class's list, nearly.
  std::size_t bits_of(std::uint32_t class_number) const {
    const std::size_t count = count_of(class_number);
    const auto distance = static_cast<std::size_t>(std::bit_width(articles() / count));
    return count * (distance + 5) + 16;
  }

  void split(std::size_t part_bytes) {
    std::size_t bits = 0;
    std::size_t kin = 0;
    begins_.push_back(0);
    for (std::uint32_t i = 0; i < forms_.size(); ++i) {
      bits += 8 * (forms_[i].text.size() - kin + kFormBytes);
      if (members_[forms_[i].class_number].front() == i) bits += bits_of(forms_[i].class_number);
      if (i + 1 == forms_.size()) break;
      kin = shared_prefix(forms_[i].text, forms_[i + 1].text);
      if (bits < part_bytes * 8) continue;
      if (kin >= kKinLetters && bits < part_bytes * 16) continue;
      begins_.push_back(i + 1);
      bits = 0;
    }
    begins_.push_back(static_cast<std::uint32_t>(forms_.size()));
  }

  // Each class lives in the part of its first form and is numbered there.
  void place_classes() {
    homes_.resize(members_.size());
    std::uint32_t part = 0;
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < forms_.size(); ++i) {
      if (i == begins_[part + 1]) {
        ++part;
        next = 0;
      }
      if (members_[forms_[i].class_number].front() == i) homes_[forms_[i].class_number] = {part, next++};
    }
  }

  TermPartFile write_part(std::uint32_t part) const {
    TermPartFile file;
    const std::uint32_t first = begins_[part];
    const std::uint32_t end = begins_[part + 1];
    file.forms = end - first;
    if (first > 0) {
      const std::string_view before = forms_[first - 1].text;
      file.key = forms_[first].text.substr(0, shared_prefix(before, forms_[first].text) + 1);
    }
    Writer own;
    Writer repeated;
    std::size_t repeated_forms = 0;
    std::size_t letters = 0;
    std::size_t postings = 0;
    std::size_t places = 0;
    BitWriter lists;
    ItemWriter positions;
    std::string_view previous;
    std::uint32_t classes = 0;
    for (std::uint32_t i = first; i < end; ++i) {
      const TermForm& form = forms_[i];
      const std::size_t shared = shared_prefix(previous, form.text);
      own.varint(static_cast<std::uint32_t>(shared));
      own.varint(static_cast<std::uint32_t>(form.text.size() - shared));
      own.text(form.text.substr(shared));
      previous = form.text;
      letters += previous.size();
      if (form.only_leads) continue;  // to the word that it spells
      const Home& home = homes_[form.class_number];
      const auto& members = members_[form.class_number];
      // The lowest bit tells function words.
      const auto refer = [&](std::uint32_t reference) { own.varint(reference << 1 | form.is_function_word); };
      if (home.part != part) {
        refer(1);
        own.varint(home.part);
        own.varint(home.index);
      } else if (members.front() == i) {
        refer(0);
        for (const std::uint32_t member : members) {
          if (member < end) continue;
          repeated.sized_text(forms_[member].text);
          repeated.varint(classes);
          letters += forms_[member].text.size();
          ++repeated_forms;
        }
        ++classes;
        postings += count_of(form.class_number);
        if (members.size() > 1) {
          for (const std::uint32_t member : members) places += 1 + forms_[member].places.size();
        }
        write_list(lists, form.class_number);
        positions.add(positions_of(form.class_number));
      } else {
        refer(classes - home.index + 1);
      }
    }
    Writer dictionary;
    // What a reader makes room for.
    for (const std::size_t total : {repeated_forms, letters, postings, places})
      dictionary.varint(static_cast<std::uint32_t>(total));
    dictionary.bytes(own.data());
    dictionary.bytes(repeated.data());
    file.classes = classes;
    file.dictionary = dictionary.take();
    file.lists = lists.take();
    file.positions = positions.take();
    return file;
  }

  void write_list(BitWriter& lists, std::uint32_t class_number) const {
    const std::uint32_t begin = postings_.begins[class_number];
    const std::uint32_t count = count_of(class_number);
    lists.gamma(count - 1);
    write_ascending(lists, std::span(postings_.articles).subspan(begin, count), articles());
    for (std::uint32_t i = begin; i < begin + count; ++i)
      codes_[code_of(count, usual_at(i))].write(lists, code_at(i));
    const auto& members = members_[class_number];
    if (members.size() < 2) return;
    for (const std::uint32_t member : members) {
      const auto& places = forms_[member].places;
      lists.below(static_cast<std::uint32_t>(places.size()) - 1, count);
      write_ascending(lists, places, count);
    }
  }

  Bytes positions_of(std::uint32_t class_number) const {
    BitWriter bits;
    if (!single_ && !has_positions(count_of(class_number), articles())) return {};
    std::vector<std::uint32_t> positions;
    const auto& members = members_[class_number];
    for (const std::uint32_t member : members) {
      const TermForm& form = forms_[member];
      for (std::uint32_t i = 0; i < form.positions.size(); ++i) {
        const std::uint32_t place =
            postings_.begins[class_number] + (form.places.empty() ? i : form.places[i]);
        table_.positions_of(form.positions[i], positions);
        const auto count = static_cast<std::uint32_t>(positions.size());
        // The mark is that of the class, so it tells of a form that is the only one.
        const std::uint32_t likely =
            members.size() > 1 ? 1 : likely_count(postings_.marks[place], usual_at(place));
        bits.gamma(coded_count(count, likely));
        write_ascending(bits, positions, length_limit(articles_.lengths[postings_.articles[place]]));
      }
    }
    return bits.take();
  }

  struct Home {
    std::uint32_t part = 0, index = 0;
  };
  const std::vector<TermForm>& forms_;
  const ClassPostings& postings_;
  const FormTable& table_;
  const TermArticles& articles_;
  bool single_ = false;
  std::vector<std::vector<std::uint32_t>> members_;  // the forms of each class
  std::vector<PrefixWriter> codes_;
  std::vector<std::uint32_t> begins_;  // of each part, and the end
  std::vector<Home> homes_;            // of each class
  Terms terms_;
};

}  // namespace

Terms write_terms(const std::vector<TermForm>& forms, const ClassPostings& postings, const FormTable& table,
                  const TermArticles& articles, std::size_t part_bytes) {
  return TermWriter(forms, postings, table, articles).write(part_bytes);
}

}  // namespace carrel
