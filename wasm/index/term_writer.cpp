#include "index/term_writer.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

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

}  // namespace

class TermWriter::Work {
 public:
  Work(const std::vector<TermForm>& forms, const ClassPostings& postings, const FormTable& table,
       const TermArticles& articles, std::size_t part_bytes)
      : forms_(forms),
        postings_(postings),
        table_(table),
        articles_(articles),
        single_(part_bytes == 0),
        part_bytes_(single_ ? SIZE_MAX / 32 : part_bytes),
        members_(postings.begins.size() - 1) {}

  bool step(Pace& pace) {
    static constexpr bool (Work::*kStages[])(Pace&) = {&Work::make_codes, &Work::split, &Work::place_classes,
                                                       &Work::write_parts, &Work::number_classes};
    return run_stages(*this, kStages, stage_, pace);
  }

  Terms take() { return std::move(terms_); }

 private:
  std::uint32_t count_of(std::uint32_t class_number) const {
    return postings_.begins[class_number + 1] - postings_.begins[class_number];
  }

  bool make_codes(Pace& pace) {
    for (std::uint32_t i = 0; i < forms_.size(); ++i) {
      if (!forms_[i].only_leads) members_[forms_[i].class_number].push_back(i);
    }
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
    pace.spend(2 * forms_.size() + postings_.articles.size() / 8);
    return true;
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

  bool split(Pace& pace) {
    std::size_t bits = 0;
    std::size_t kin = 0;
    begins_.push_back(0);
    for (std::uint32_t i = 0; i < forms_.size(); ++i) {
      bits += 8 * (forms_[i].text.size() - kin + kFormBytes);
      if (members_[forms_[i].class_number].front() == i) bits += bits_of(forms_[i].class_number);
      if (i + 1 == forms_.size()) break;
      kin = shared_prefix(forms_[i].text, forms_[i + 1].text);
      if (bits < part_bytes_ * 8) continue;
      if (kin >= kKinLetters && bits < part_bytes_ * 16) continue;
      begins_.push_back(i + 1);
      bits = 0;
    }
    begins_.push_back(static_cast<std::uint32_t>(forms_.size()));
    pace.spend(forms_.size());
    return true;
  }

  // Each class lives in the part of its first form and is numbered there.
  bool place_classes(Pace& pace) {
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
    pace.spend(forms_.size() / 4);
    return true;
  }

  bool write_parts(Pace& pace) {
    while (part_.number + 1 < begins_.size()) {
      for (; part_.next < begins_[part_.number + 1]; ++part_.next) {
        if (pace.is_over()) return false;
        write_form(part_.next, pace);
      }
      terms_.parts.push_back(end_part());
      Part next;
      next.number = part_.number + 1;
      next.next = part_.next;
      part_ = std::move(next);
    }
    return true;
  }

  bool number_classes(Pace& pace) {
    for (const TermPartFile& file : terms_.parts) terms_.classes = std::max(terms_.classes, file.classes);
    for (const Home& home : homes_) terms_.class_numbers.push_back(home.part * terms_.classes + home.index);
    pace.spend(homes_.size() / 8);
    return true;
  }

  // Appends a form to the part that is being written.
  void write_form(std::uint32_t i, Pace& pace) {
    const TermForm& form = forms_[i];
    Writer& own = part_.own;
    const std::size_t shared = shared_prefix(part_.previous, form.text);
    own.varint(static_cast<std::uint32_t>(shared));
    own.varint(static_cast<std::uint32_t>(form.text.size() - shared));
    own.text(form.text.substr(shared));
    part_.previous = form.text;
    part_.letters += form.text.size();
    pace.spend(4);
    if (form.only_leads) return;  // to the word that it spells
    const Home& home = homes_[form.class_number];
    const auto& members = members_[form.class_number];
    // The lowest bit tells function words.
    const auto refer = [&](std::uint32_t reference) { own.varint(reference << 1 | form.is_function_word); };
    if (home.part != part_.number) {
      refer(1);
      own.varint(home.part);
      own.varint(home.index);
    } else if (members.front() == i) {
      refer(0);
      for (const std::uint32_t member : members) {
        if (member < begins_[part_.number + 1]) continue;
        part_.repeated.sized_text(forms_[member].text);
        part_.repeated.varint(part_.classes);
        part_.letters += forms_[member].text.size();
        ++part_.repeated_forms;
      }
      ++part_.classes;
      part_.postings += count_of(form.class_number);
      if (members.size() > 1) {
        for (const std::uint32_t member : members) part_.places += 1 + forms_[member].places.size();
      }
      write_list(part_.lists, form.class_number);
      part_.positions.add(positions_of(form.class_number, pace));
      pace.spend(2 * count_of(form.class_number) + members.size());
    } else {
      refer(part_.classes - home.index + 1);
    }
  }

  TermPartFile end_part() {
    TermPartFile file;
    const std::uint32_t first = begins_[part_.number];
    file.forms = begins_[part_.number + 1] - first;
    if (first > 0) {
      const std::string_view before = forms_[first - 1].text;
      file.key = forms_[first].text.substr(0, shared_prefix(before, forms_[first].text) + 1);
    }
    Writer dictionary;
    // What a reader makes room for.
    for (const std::size_t total : {part_.repeated_forms, part_.letters, part_.postings, part_.places})
      dictionary.varint(static_cast<std::uint32_t>(total));
    dictionary.bytes(part_.own.data());
    dictionary.bytes(part_.repeated.data());
    file.classes = part_.classes;
    file.dictionary = dictionary.take();
    file.lists = part_.lists.take();
    file.positions = part_.positions.take();
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

  Bytes positions_of(std::uint32_t class_number, Pace& pace) const {
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
        pace.spend(1 + count / 2);
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
  bool single_;
  std::size_t part_bytes_;
  std::vector<std::vector<std::uint32_t>> members_;  // the forms of each class
  std::vector<PrefixWriter> codes_;
  std::vector<std::uint32_t> begins_;  // of each part, and the end
  std::vector<Home> homes_;            // of each class
  // What is being written.
  struct Part {
    std::uint32_t number = 0;
    std::uint32_t next = 0;  // form
    Writer own, repeated;
    std::size_t repeated_forms = 0, letters = 0, postings = 0, places = 0;
    BitWriter lists;
    ItemWriter positions;
    std::string_view previous;
    std::uint32_t classes = 0;
  };
  Part part_;
  std::size_t stage_ = 0;
  Terms terms_;
};

TermWriter::TermWriter(const std::vector<TermForm>& forms, const ClassPostings& postings,
                       const FormTable& table, const TermArticles& articles, std::size_t part_bytes)
    : work_(std::make_unique<Work>(forms, postings, table, articles, part_bytes)) {}

TermWriter::~TermWriter() = default;

bool TermWriter::step(Pace& pace) { return work_->step(pace); }

Terms TermWriter::take() { return work_->take(); }

}  // namespace carrel
