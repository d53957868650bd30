#include "search/phrase.h"

namespace carrel {

List<ArticleId> find_phrase(const Index& index, std::span<const TermRef> forms, Missing& missing) {
  // How many of the forms each article has, in any order: the index does not hold where in an article.
  List<std::uint32_t> found(index.articles().size());
  for (const TermRef form : forms) {
    const TermPart& part = *index.terms(form.part, missing);
    const TermRef class_ref = part.class_of(form.index);
    const Postings postings = index.postings(class_ref);
    const TermPart& home = *index.terms(class_ref.part, missing);
    if (home.forms_of(class_ref.index).size() < 2) {
      for (const ArticleId article : postings.articles) ++found[article];
    } else {
      for (const std::uint32_t place : home.places(form.index)) ++found[postings.articles[place]];
    }
  }
  List<ArticleId> articles;
  for (ArticleId article = 0; article < found.size(); ++article) {
    if (found[article] == forms.size()) articles.push_back(article);
  }
  return articles;
}

}  // namespace carrel
