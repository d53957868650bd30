#include "search/feedback.h"

#include <algorithm>

#include "base/sort.h"

namespace carrel {
namespace {

// So many of the best teach, each by the cube of its share of the best score.
constexpr std::size_t kTeachers = 8;
// The classes that they have most in common.
constexpr std::size_t kLessons = 20;
// All lessons together weigh as much as the query itself; an article has few of them.
constexpr float kFeedbackWeight = 1.2F;

constexpr auto by_class = [](const VectorItem& a, const VectorItem& b) {
  return a.class_number < b.class_number;
};

// One item for each class, ascending, with the sum of its weights.
void merge(List<VectorItem>& items) {
  heap_sort(items, by_class);
  std::size_t kept = 0;
  for (const VectorItem& item : items) {
    if (kept > 0 && items[kept - 1].class_number == item.class_number) {
      items[kept - 1].weight += item.weight;
    } else {
      items[kept++] = item;
    }
  }
  items.resize(kept);
}

}  // namespace

bool add_feedback(const Index& index, const std::vector<Word>& words, float information,
                  std::span<Match> best, Missing& missing) {
  List<VectorItem> vectors;  // of all, one after the other
  List<std::uint32_t> ends;
  List<VectorItem> lessons;
  for (std::size_t i = 0; i < best.size(); ++i) {
    const std::size_t begin = vectors.size();
    index.vector(best[i].article, vectors, missing);
    ends.push_back(static_cast<std::uint32_t>(vectors.size()));
    if (i >= kTeachers || best[0].score <= 0) continue;
    const float share = best[i].score / best[0].score;
    for (VectorItem item : vectors.span().subspan(begin)) {
      item.weight *= share * share * share;
      lessons.push_back(item);
    }
  }
  if (!missing.empty()) return false;
  merge(lessons);
  // What was asked for is known already.
  for (const Word& word : words) {
    for (const WordForm& form : word.forms) {
      const std::uint32_t number = index.class_number(form.entry.class_ref);
      for (VectorItem& lesson : lessons) {
        if (lesson.class_number == number) lesson.weight = 0;
      }
    }
  }
  sort_first(lessons, kLessons, [](const VectorItem& a, const VectorItem& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.class_number < b.class_number;
  });
  lessons.resize(std::min(kLessons, lessons.size()));
  float sum = 0;
  for (const VectorItem& lesson : lessons) sum += lesson.weight;
  if (sum <= 0) return true;
  heap_sort(lessons, by_class);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < best.size(); ++i) {
    float likeness = 0;
    for (; at < ends[i]; ++at) {
      const auto* lesson = std::lower_bound(lessons.begin(), lessons.end(), vectors[at], by_class);
      if (lesson != lessons.end() && lesson->class_number == vectors[at].class_number)
        likeness += lesson->weight * vectors[at].weight;
    }
    best[i].score += kFeedbackWeight * information * likeness / sum;
  }
  return true;
}

}  // namespace carrel
