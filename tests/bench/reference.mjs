// The yardstick: BM25 as textbooks have it, with nothing of Carrel's but, where it has one, the stemmer of the language.
// k1 1.2, b 0.75, a Snowball stemmer, English stop words, the title counted twice; scripts that put no spaces between words
// as pairs of letters.
import { stemmerOf } from './stemming.mjs';
import { englishStopWords } from './stopwords.mjs';

/** @typedef {{ id: string, title: string, text: string }} Doc */

const k1 = 1.2;
const b = 0.75;

const unspaced =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const pieces = new RegExp(`[${unspaced}]+|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const hasNoSpaces = new RegExp(`^[${unspaced}]`, 'u');

/** @param {string} text @returns {string[]} words in lower case, or pairs of letters */
export function words(text) {
  return (text.normalize('NFKC').toLowerCase().match(pieces) ?? []).flatMap((piece) => {
    if (!hasNoSpaces.test(piece)) return [piece];
    const letters = [...piece];
    return letters.length === 1 ? letters : letters.slice(1).map((letter, i) => letters[i] + letter);
  });
}

/** @param {string[]} list @returns {Map<string, number>} how often each stands in it */
function counted(list) {
  const counts = new Map();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** @param {Doc[]} docs @param {string} language */
export async function build(docs, language) {
  const stem = await stemmerOf(language);
  const terms = (/** @type {string} */ text) =>
    words(text)
      .filter((word) => language !== 'en' || !englishStopWords.has(word))
      .map(stem);
  /** @type {Map<string, [doc: number, times: number][]>} */
  const postings = new Map();
  const lengths = docs.map(({ title, text }, doc) => {
    const all = terms(`${title} ${title} ${text}`);
    for (const [term, times] of counted(all)) {
      const list = postings.get(term);
      if (list) list.push([doc, times]);
      else postings.set(term, [[doc, times]]);
    }
    return all.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / docs.length;
  return { ids: docs.map(({ id }) => id), terms, postings, lengths, average };
}

/** @param {Awaited<ReturnType<typeof build>>} index @param {string} query @param {number} count @returns {string[]} best first */
export function search({ ids, terms, postings, lengths, average }, query, count) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (const [term, asked] of counted(terms(query))) {
    const list = postings.get(term) ?? [];
    const rarity = Math.log(1 + (ids.length - list.length + 0.5) / (list.length + 0.5));
    for (const [doc, times] of list) {
      const damped = (times * (k1 + 1)) / (times + k1 * (1 - b + (b * lengths[doc]) / average));
      scores.set(doc, (scores.get(doc) ?? 0) + asked * rarity * damped);
    }
  }
  const ranked = [...scores].sort(([docA, a], [docB, b]) => b - a || docA - docB);
  return ranked.slice(0, count).map(([doc]) => ids[doc]);
}
