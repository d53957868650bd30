// The kinds of queries that are asked of MedQuAD: those that were written for it, and those made of them, the same in every run.
import { KINDS, medquadQueries } from './medquad.mjs';
import { seeded, spread } from './random.mjs';

/** @typedef {{ query: string, relevant: Set<string> }} Asked */
/** @typedef {{ slug: string, title: string, also_known_as: string[], body: string }} Article */

/** A title in which the last word is being typed: 60 % of its letters are there. @param {string} title */
export function cut(title) {
  const words = title.trim().split(/\s+/);
  const last = [...(words.pop() ?? '')];
  return [...words, last.slice(0, Math.max(1, Math.ceil(last.length * 0.6))).join('')].join(' ');
}

const plain = (/** @type {string} */ text) => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** Right is every article whose title begins so: nobody could know which one is meant. @param {string[]} titles @param {Article[]} articles @returns {Asked[]} */
export function prefixes(titles, articles) {
  const known = articles.map(({ slug, title }) => ({ slug, title: plain(title) }));
  return titles.map((title) => {
    const query = cut(title);
    const start = plain(query);
    return {
      query,
      relevant: new Set(known.filter((article) => article.title.startsWith(start)).map(({ slug }) => slug)),
    };
  });
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** One letter added, left out, changed, or swapped with the next, in a word of five letters or more. @param {string} text @param {() => number} random */
export function misspelt(text, random) {
  const pick = (/** @type {number} */ count) => Math.floor(random() * count);
  const words = [...text.matchAll(/[a-z]{5,}/gi)];
  if (words.length === 0) return text;
  const { 0: word, index } = words[pick(words.length)];
  const at = index + 1 + pick(word.length - 2);
  const letter = letters[pick(26)];
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const swapped = after[1] + after[0] + after.slice(2);
  return before + [letter + after, after.slice(1), letter + after.slice(1), swapped][pick(4)];
}

const eight = 8;
const wordsOf = (/** @type {string} */ text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Every place at which eight words follow each other with nothing but spaces between. @param {string} body Markdown */
function runsIn(body) {
  const lines = body.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines.flatMap((line) =>
    (line.match(/(?<![^\s])[a-z]+(?: [a-z]+){7,}(?![^\s.,;:!?])/gi) ?? []).flatMap((run) => {
      const words = run.split(' ');
      return words.slice(eight - 1).map((_, i) => words.slice(i, i + eight).join(' '));
    }),
  );
}

/**
 * Eight words in a row of a body that stand so in one article only; no article gives two.
 * @param {Article[]} articles @param {number} count at most @param {number} [seed]
 * @returns {Asked[]}
 */
export function rows(articles, count, seed = 8) {
  const random = seeded(seed);
  const left = [...articles];
  /** @type {{ query: string, from: string, found: Set<string> }[]} */
  const candidates = [];
  // Many of the texts stand in several articles.
  while (left.length > 0 && candidates.length < 2 * count) {
    const [{ slug, body }] = left.splice(Math.floor(random() * left.length), 1);
    const runs = runsIn(body);
    if (runs.length > 0)
      candidates.push({ query: runs[Math.floor(random() * runs.length)], from: slug, found: new Set() });
  }
  /** @type {Map<string, typeof candidates>} by their first two words */
  const starts = new Map();
  for (const candidate of candidates) {
    const start = wordsOf(candidate.query).slice(0, 2).join(' ');
    starts.set(start, [...(starts.get(start) ?? []), candidate]);
  }
  for (const { slug, body } of articles) {
    const words = wordsOf(body);
    for (let i = 0; i + eight <= words.length; i++) {
      for (const { query, found } of starts.get(`${words[i]} ${words[i + 1]}`) ?? []) {
        if (words.slice(i, i + eight).join(' ') === query.toLowerCase()) found.add(slug);
      }
    }
  }
  return candidates
    .filter(({ found }) => found.size === 1)
    .slice(0, count)
    .map(({ query, from }) => ({ query, relevant: new Set([from]) }));
}

/** @param {Article[]} articles @returns {Record<string, Asked[]>} with their right answers */
export function relevanceQueries(articles) {
  const known = Object.fromEntries(KINDS.map((kind) => [kind, medquadQueries(kind)]));
  return {
    title: known.title,
    prefix: prefixes(
      known.title.map(({ query }) => query),
      articles,
    ),
    typo: known['title-typo'],
    question: known['known-item'],
    synonym: known.synonym,
    'eight words': rows(articles, 300),
  };
}

/** Of titles, titles being typed, misspellings, questions and synonyms as many each. @param {number} count @returns {string[]} */
export function mixedQueries(count) {
  const each = Math.ceil(count / 5);
  const titles = spread(medquadQueries('title'), 2 * each).map(({ query }) => query);
  const others = /** @type {const} */ (['title-typo', 'known-item', 'synonym']).map((kind) =>
    spread(medquadQueries(kind), each).map(({ query }) => query),
  );
  const kinds = [titles.slice(0, each), titles.slice(each).map(cut), ...others];
  return Array.from({ length: each }, (_, i) => kinds.map((kind) => kind[i]))
    .flat()
    .slice(0, count);
}

/** Up to 500 of each kind. @param {Article[]} articles @returns {Record<string, string[]>} */
export function latencyQueries(articles) {
  const textOf = (/** @type {Asked[]} */ asked) => asked.map(({ query }) => query);
  const titles = textOf(medquadQueries('title'));
  const typos = textOf(medquadQueries('title-typo'));
  const random = seeded(5);
  const more = titles.slice(0, 500 - typos.length).map((title) => misspelt(title, random));
  return {
    exact: titles,
    prefix: titles.map(cut),
    typo: [...typos, ...more],
    phrase: textOf(rows(articles, 500)),
    question: textOf(medquadQueries('known-item')),
    'one letter': [...letters],
  };
}
