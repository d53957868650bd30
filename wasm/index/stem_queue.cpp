#include "index/stem_queue.h"

#include "text/function_words.h"

namespace carrel {
namespace {

// A batch takes a stemmer some 10 ms here, 50 on a slow phone.
constexpr std::size_t kBatchWords = 8192;

// German writes "ae" where it has no "ä", which folds to "a": "Zuerich" and "Zürich" are one class. Not so
// the "ue" behind a vowel or a q (Feuer, Quelle).
std::string without_umlauts(std::string_view stem) {
  std::string out;
  for (std::size_t i = 0; i < stem.size(); ++i) {
    out.push_back(stem[i]);
    if (i + 1 == stem.size() || stem[i + 1] != 'e') continue;
    const bool follows = i > 0 && std::string_view("aeiouq").find(stem[i - 1]) != std::string_view::npos;
    if (stem[i] == 'a' || stem[i] == 'o' || (stem[i] == 'u' && !follows)) ++i;
  }
  return out;
}

}  // namespace

StemRequest StemQueue::next(const FormTable& forms, const std::vector<std::string_view>& languages) {
  const std::vector<FormUse>& uses = forms.uses();
  stems_.resize(uses.size());
  function_words_.resize(uses.size());
  asked_.clear();
  StemRequest request;
  for (; language_ < languages.size(); ++language_, next_use_ = 0) {
    if (languages[language_].empty()) continue;
    for (; next_use_ < uses.size() && asked_.size() < kBatchWords; ++next_use_) {
      if (uses[next_use_].language != language_) continue;
      request.words += forms.spelling(uses[next_use_]);
      request.words += '\n';
      asked_.push_back(next_use_);
    }
    if (asked_.empty()) continue;
    request.language = asked_language_ = languages[language_];
    break;
  }
  return request;
}

void StemQueue::add(const FormTable& forms, std::string_view stems) {
  const bool german = asked_language_ == "de";
  for (const std::uint32_t use : asked_) {
    const std::size_t end = stems.find('\n');
    std::string_view stem = stems.substr(0, end);
    if (stem.starts_with(kFunctionWordSign)) {
      function_words_[use] = true;
      stem.remove_prefix(1);
    }
    stems_[use] = german ? without_umlauts(stem) : stem;
    stems.remove_prefix(end == std::string_view::npos ? stems.size() : end + 1);
    if (stems_[use].empty()) stems_[use] = forms.forms()[forms.uses()[use].form].text;
  }
  asked_.clear();
}

}  // namespace carrel
