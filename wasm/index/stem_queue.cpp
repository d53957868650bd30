#include "index/stem_queue.h"

#include "text/function_words.h"

namespace carrel {
namespace {

// A batch takes a stemmer some 10 ms here, 50 on a slow phone.
constexpr std::size_t kBatchWords = 8192;

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
    request.language = languages[language_];
    break;
  }
  return request;
}

void StemQueue::add(const FormTable& forms, std::string_view stems) {
  for (const std::uint32_t use : asked_) {
    const std::size_t end = stems.find('\n');
    std::string_view stem = stems.substr(0, end);
    if (stem.starts_with(kFunctionWordSign)) {
      function_words_[use] = true;
      stem.remove_prefix(1);
    }
    stems_[use] = stem;
    stems.remove_prefix(end == std::string_view::npos ? stems.size() : end + 1);
    if (stems_[use].empty()) stems_[use] = forms.forms()[forms.uses()[use].form].text;
  }
  asked_.clear();
}

}  // namespace carrel
