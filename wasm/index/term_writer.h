// Writes the dictionary and its lists in parts that TermPart reads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/pace.h"
#include "index/form_table.h"
#include "index/length.h"
#include "index/mark.h"

namespace carrel {

// All postings of the index, class after class.
struct ClassPostings {
  std::vector<std::uint32_t> begins;  // of each class, and the end
  std::vector<std::uint32_t> articles;
  std::vector<Mark> marks;
};

struct TermForm {
  std::string_view text;
  std::uint32_t class_number = 0;
  bool only_leads = false;  // to a word by another spelling, and is no form of its class
  bool is_function_word = false;
  // Which of its class's postings hold it; empty where it is the only form.
  std::vector<std::uint32_t> places;
  // Of each article that has it what FormTable::positions_of takes; none for made entries.
  std::vector<std::uint32_t> positions;
};

struct TermPartFile {
  std::string key;  // no word before it is in this part; every word from it on is not in an earlier one
  std::uint32_t forms = 0, classes = 0;
  Bytes dictionary, lists, positions;
};

struct Terms {
  Bytes codes;  // the lengths of kCodes prefix codes for kMarks marks
  std::vector<TermPartFile> parts;
  std::vector<std::uint32_t> class_numbers;  // of each class through all parts
  std::uint32_t classes = 0;                 // in the part that has most
};

// What is known of the articles whose words are written.
struct TermArticles {
  std::vector<LengthCode> lengths;
  std::vector<std::uint8_t> usual_levels;  // index/mark.h
};

// Writes them, in slices.
class TermWriter {
 public:
  // `forms` ascend by text. A part is closed when its lists are about `part_bytes` long, where few words
  // share their first letters; with `part_bytes` 0 there is one part. All but that outlive this.
  TermWriter(const std::vector<TermForm>& forms, const ClassPostings& postings, const FormTable& table,
             const TermArticles& articles, std::size_t part_bytes);
  ~TermWriter();

  // True when it is done; until then it is called again.
  bool step(Pace& pace);
  // May be called once. Requires: step returned true.
  Terms take();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace carrel
