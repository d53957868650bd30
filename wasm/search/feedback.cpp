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

// The item of a class, or null.
VectorItem* find(List<VectorItem>& items, std::uint32_t class_number) {
  for (VectorItem& item : items) {
    if (item.class_number == class_number) return &item;
  }
  return nullptr;
}

}  // namespace

bool add_feedback(const Index& index, const List<Word>& words, float information, std::span<Match> best,
                  Missing& missing) {
  List<VectorItem> lessons;  // one for each class
  List<VectorItem> vector;
  for (std::size_t i = 0; i < best.size(); ++i) {
    vector.clear();
    index.vector(best[i].article, vector, missing);
    if (i >= kTeachers || best[0].score <= 0) continue;
    const float share = best[i].score / best[0].score;
    for (VectorItem item : vector) {
      item.weight *= share * share * share;
      if (VectorItem* const lesson = find(lessons, item.class_number)) {
        lesson->weight += item.weight;
      } else {
        lessons.push_back(item);
      }
    }
  }
  if (!missing.empty()) return false;
  // What was asked for is known already.
  for (const Word& word : words) {
    for (const WordForm& form : word.forms) {
      if (VectorItem* const lesson = find(lessons, index.class_number(form.entry.class_ref)))
        lesson->weight = 0;
    }
  }
  sort_first(lessons, kLessons, [](const VectorItem& a, const VectorItem& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.class_number < b.class_number;
  });
  lessons.resize(std::min(kLessons, lessons.size()));
  float sum = 0;
  for (const VectorItem& lesson : lessons) sum += lesson.weight;
  if (sum <= 0) return true;
  for (Match& match : best) {
    vector.clear();
    index.vector(match.article, vector, missing);
    float likeness = 0;
    for (const VectorItem& item : vector) {
      if (const VectorItem* const lesson = find(lessons, item.class_number))
        likeness += lesson->weight * item.weight;
    }
    match.score += kFeedbackWeight * information * likeness / sum;
  }
  return true;
}

}  // namespace carrel
