#include "search/feedback.h"

#include <algorithm>
#include <utility>

namespace carrel {
namespace {

// So many of the best teach, each by the cube of its share of the best score.
constexpr std::size_t kTeachers = 8;
// The classes that they have most in common.
constexpr std::size_t kLessons = 12;
// What all of them together weigh beside the query itself.
constexpr float kFeedbackWeight = 0.45F;

// What a class weighs among the lessons.
float& weight_of(List<VectorItem>& lessons, std::uint32_t class_number) {
  for (VectorItem& lesson : lessons) {
    if (lesson.class_number == class_number) return lesson.weight;
  }
  lessons.push_back({class_number, 0});
  return lessons.back().weight;
}

}  // namespace

bool add_feedback(const Index& index, const List<Word>& words, float information, std::span<Match> best,
                  Missing& missing) {
  List<VectorItem> lessons;  // one for each class
  for (const Match& teacher : best.first(std::min(kTeachers, best.size()))) {
    List<VectorItem> vector;
    index.vector(teacher.article, vector, missing);
    const float share = teacher.score / (best[0].score + 1e-6F);
    for (const VectorItem& item : vector)
      weight_of(lessons, item.class_number) += item.weight * share * share * share;
  }
  if (!missing.empty()) return false;
  // What was asked for is known already.
  for (const Word& word : words) {
    for (const WordForm& form : word.forms) weight_of(lessons, index.class_number(form.entry.class_ref)) = 0;
  }
  float sum = 1e-6F;  // of the weights; there may be none
  List<float> likeness(index.articles().size());
  for (std::size_t n = 0; n < kLessons && !lessons.empty(); ++n) {
    VectorItem* best_lesson = lessons.begin();
    for (VectorItem& lesson : lessons) {
      if (lesson.weight > best_lesson->weight) best_lesson = &lesson;
    }
    VectorItem& lesson = *best_lesson;
    if (lesson.weight <= 0) break;
    const Postings postings = index.postings(lesson.class_number, missing);
    for (std::size_t i = 0; i < postings.articles.size(); ++i)
      likeness[postings.articles[i]] += lesson.weight * saturated(postings.marks[i] & kLevelMask);
    sum += std::exchange(lesson.weight, 0);
  }
  if (!missing.empty()) return false;
  for (Match& match : best) match.score += kFeedbackWeight * information * likeness[match.article] / sum;
  return true;
}

}  // namespace carrel
