#include "oracle.h"

namespace carrel::testing {

std::vector<Part> random_query(Corpus& corpus) {
  Random& random = corpus.random;
  // Some neighbouring words of some text, with what stands between them.
  const auto quotation = [&](std::size_t words) {
    const RandomArticle& article = corpus.articles[random.below(corpus.articles.size())];
    const std::string& text = article.texts[random.below(article.texts.size())].text;
    List<Token> tokens;
    tokenize(text, tokens);
    const std::size_t first = random.below(tokens.size());
    const Token& last = tokens[std::min(first + words, tokens.size()) - 1];
    std::string out = text.substr(tokens[first].offset, last.offset + last.size - tokens[first].offset);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  };
  const auto word = [&](bool quoted) -> std::string {
    const std::uint32_t kind = random.below(20);
    if (kind == 0) return random.of({"7", "q9", "2.5", "1984"});
    std::string known = corpus.spelt(corpus.word());
    // An inflection that the corpus may lack.
    if (kind == 1 && !quoted && *corpus.script.endings != 0)
      known += random.of(code_points(corpus.script.endings));
    if (kind == 2 && !corpus.script.spaced) known += corpus.spelt(corpus.word());
    return known;
  };
  if (random.chance(6)) return {{corpus.articles[random.below(corpus.articles.size())].texts[0].text}};
  std::vector<Part> parts;
  for (std::size_t left = 1 + random.below(4); left > 0; --left) {
    Part part;
    part.quoted = part.closed = random.chance(25);
    part.text = word(part.quoted);
    part.excluded = random.chance(12);
    part.in_title = random.chance(10);
    if (part.quoted && random.chance(60)) part.text = quotation(1 + random.below(4));
    if (left == 1 && part.quoted && random.chance(30)) part.closed = false;
    if (left == 1 && !part.quoted && part.text > "A" && random.chance(30)) {
      Strings letters = code_points(part.text);
      letters.resize(1 + random.below(letters.size()));
      part.text = joined(letters);
    }
    part.joined = !parts.empty() && !part.excluded && !parts.back().excluded && random.chance(15);
    parts.push_back(part);
  }
  return parts;
}

}  // namespace carrel::testing
