/**
 * The words of a query in a text: what is marked in an opened article. Pure.
 *
 * Follows wasm/text/tokenizer.cpp and wasm/search/excerpt.h closely enough for marks: what is cut, folded or read differently
 * there costs a mark more or less, never a wrong answer.
 */

/** @typedef {[number, number]} Range `[from, to)` in UTF-16 units */
/**
 * @typedef {object} Terms all folded
 * @property {Map<string, string>} words folded, and as they were typed
 * @property {string} prefix with what a word may begin; '' for none
 * @property {string[][]} phrases words that stand in a row
 */

const LONE = '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Mymr}\\p{sc=Khmr}]';
const LETTERS = `(?:(?!${LONE})[\\p{L}\\p{N}\\p{M}\\u00ad\\u200c\\u200d\\u2060])+`;
/** A letter of a script without blanks; a word that has lost its vowel before another; a name of a language; any other word. */
const WORD = new RegExp(
  `${LONE}\\p{M}*|(?:[cdjlmnst]|un|\\p{L}*(?:qu|ll))(?=['’][aeiouyhÀ-ÿ])|\\p{L}(?:\\+\\+|#)(?![\\p{L}\\p{N}])` +
    `|${LETTERS}(?:(?:['’״׳]|(?<=\\p{N})[.,](?=\\p{N}))${LETTERS})*`,
  'giu',
);
const IS_LONE = new RegExp(`^${LONE}`, 'u');
/** What is excluded, and clauses about facets and dates, whose values stand in no text; anything in quotes; anything else. */
const CLAUSE =
  /(-|(?:year|in|tag|by|category|author|topic):)?(?:title:)?(?:["«»“-‟「-』]([^"«»“-‟「-』]*)["«»“-‟「-』]?|(\S+))/giu;
/** Marks go but for those that spell, in India (not the nukta), South-East Asia and Japan; so do the Arabic stroke and what holds a word together. */
const DROPPED = /(?![\u0900-\u1cff\u3099\u309a])\p{M}|[\u0640\u093c]|[^\p{L}\p{N}\p{M}+#.,]/gu;

/** Signs and letters that are written either way, and what is taken for each. */
const EITHER = ',ةىیک';
const ONE = '.هييك';
/** More marks than these help nobody, and each costs the browser something. */
const MARKS_AT_MOST = 1000;

/** @param {string} word */
const fold = (word) =>
  /^[a-z\d]+$/i.test(word)
    ? word.toLowerCase()
    : // ß, ς and ı have capitals that say what they are.
      word
        .normalize('NFKD')
        .replace(DROPPED, '')
        .normalize()
        .toUpperCase()
        .toLowerCase()
        .replace(/[,ةىیک]/g, (letter) => ONE[EITHER.indexOf(letter)]);

/** @param {string} text */
const tokens = (text) =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    word,
    form: fold(word),
    from: index,
    to: index + word.length,
  }));

/**
 * What a query looks for.
 * @param {string} q as it was understood (`corrected.query`, where there is one) @param {boolean} quotes they are meant
 * @returns {Terms}
 */
export function termsOf(q, quotes) {
  /** @type {Terms} */
  const terms = { words: new Map(), prefix: '', phrases: [] };
  for (const [, passed, quoted, plain] of q.matchAll(CLAUSE)) {
    if (passed || plain === 'OR') continue;
    const found = tokens(quoted ?? plain);
    if (quoted !== undefined && quotes) {
      if (found.length) terms.phrases.push(found.map(({ form }) => form));
      continue;
    }
    found.forEach(({ word, form, to }, i) => {
      const next = found[i + 1];
      // Letters without blanks between them are looked for in pairs.
      const pairs = IS_LONE.test(word);
      if (pairs && next?.from === to) terms.phrases.push([form, next.form]);
      if (!pairs || (next?.from !== to && found[i - 1]?.to !== found[i].from)) terms.words.set(form, word);
      if (!pairs && quoted === undefined && q.endsWith(word)) terms.prefix = form;
    });
  }
  return terms;
}

/** Every different word of a text: folded, and as it stands there. @param {string} text */
export const wordsIn = (text) => new Map(tokens(text).map(({ form, word }) => [form, word]));

/**
 * Where the terms stand: sorted, apart. No phrase crosses a line feed, which parts blocks.
 * @param {string} text @param {{ forms: Set<string>, prefix: string, phrases: string[][] }} terms @returns {Range[]}
 */
export function rangesIn(text, { forms, prefix, phrases }) {
  /** @type {Range[]} */
  const ranges = [];
  const all = tokens(text);
  all.forEach(({ form, from, to }, i) => {
    const ends = forms.has(form) || (prefix && form.startsWith(prefix)) ? [to] : [];
    for (const phrase of phrases) {
      const end = all[i + phrase.length - 1]?.to;
      if (phrase.every((word, n) => all[i + n]?.form === word) && !text.slice(from, end).includes('\n'))
        ends.push(end);
    }
    if (!ends.length || ranges.length === MARKS_AT_MOST) return;
    const last = ranges.at(-1);
    const end = Math.max(...ends);
    if (last && from < last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([from, end]);
  });
  return ranges;
}

/**
 * The forms that stand for the words of a query in one text: themselves, and what shares their stem. Words that only hold
 * sentences together are left out where there are others.
 * @param {Terms} terms @param {string} names other names that were searched for: their words count as typed ones do
 * @param {string} text
 * @param {(words: string[]) => Promise<string[][]>} stem in each language the stems of words, U+0001 before those of function words
 */
export async function lookFor({ words, prefix, phrases }, names, text, stem) {
  const asked = new Map([...words, ...wordsIn(names)]);
  const others = [...wordsIn(text)].filter(([form]) => !asked.has(form));
  const forms = new Set(asked.keys());
  const languages = asked.size ? await stem([...asked.values(), ...others.map(([, word]) => word)]) : [];
  const typed = [...asked.keys()];
  const light = typed.filter((_, i) => languages.some((stems) => stems[i].startsWith('\u0001')));
  if (light.length < typed.length || phrases.length) for (const form of light) forms.delete(form);
  for (const stems of languages)
    others.forEach(([form], n) => {
      const stem = stems[typed.length + n];
      if (typed.some((word, i) => forms.has(word) && stems[i] === stem)) forms.add(form);
    });
  return { forms, prefix: forms.has(prefix) ? prefix : '', phrases };
}
