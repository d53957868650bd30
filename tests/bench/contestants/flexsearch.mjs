// FlexSearch 0.8, twice, both with prefixes (`tokenize: 'forward'`) and with words that may be missing (`suggest`), without which a
// question finds nothing. “document”: an index of documents with its fields, whose lists it merges. “tuned”: one index over all fields,
// with the stemmer and stop words that it has for English, German and French, which ranks better, weighs less and answers faster than
// any index of fields that was tried (its presets, contexts and boosts through its resolver). Both split Chinese and
// Japanese into characters, as it advises; Thai does better without.
import { Charset, Document, Encoder, Index } from 'flexsearch';
import de from 'flexsearch/lang/de';
import en from 'flexsearch/lang/en';
import fr from 'flexsearch/lang/fr';

/** @type {Record<string, object>} */
const packs = { de, en, fr };
const characters = new Set(['zh', 'ja', 'ko']);

/** @param {string} language @returns {object} */
const split = (language) => (characters.has(language) ? { encoder: Charset.CJK } : {});

/** @param {string} language */
const emptyDocument = (language) =>
  new Document({
    document: { id: 'key', index: ['title', 'names', 'text'] },
    tokenize: 'forward',
    ...split(language),
  });

/** Its types know one argument only. @param {object} pack */
const languageEncoder = (pack) => new /** @type {any} */ (Encoder)(Charset.Normalize, pack);

/** @param {string} language */
const emptyIndex = (language) =>
  new Index({
    tokenize: 'forward',
    ...(packs[language] ? { encoder: languageEncoder(packs[language]) } : split(language)),
  });

/** @param {any} index @returns {Promise<Record<string, string>>} */
async function exported(index) {
  /** @type {Record<string, string>} */
  const parts = {};
  await index.export((/** @type {string} */ key, /** @type {string} */ data) => {
    if (data !== undefined && data !== null) parts[key] = data;
  });
  return parts;
}

/**
 * @param {string} name
 * @param {(language: string) => any} empty
 * @param {(index: any, key: number, doc: import('./index.mjs').Doc) => void} add
 * @param {(index: any, query: string, count: number) => number[]} ask
 * @returns {import('./index.mjs').Contestant}
 */
const flexsearch = (name, empty, add, ask) => ({
  name,
  package: 'flexsearch',
  build(docs, language) {
    const index = empty(language);
    // Numbers, as it advises: names would be kept once more for every word.
    for (const [key, doc] of docs.entries()) add(index, key, doc);
    return { index, ids: docs.map(({ id }) => id) };
  },
  save: async ({ index, ids }) => JSON.stringify({ ids, parts: await exported(index) }),
  load(json, language) {
    const { ids, parts } = JSON.parse(json);
    const index = empty(language);
    for (const [key, data] of Object.entries(parts)) index.import(key, data);
    return { index, ids };
  },
  search: ({ index, ids }, query, count) => ask(index, query, count).map((key) => ids[key]),
});

export const documentFlexsearch = flexsearch(
  'FlexSearch document',
  emptyDocument,
  (index, key, { title, names = [], text }) => index.add({ key, title, names: names.join(' '), text }),
  (index, query, limit) =>
    index
      .search(query, { limit, suggest: true, merge: true })
      .map((/** @type {{ id: number }} */ { id }) => id)
      .slice(0, limit),
);

export const tunedFlexsearch = flexsearch(
  'FlexSearch tuned',
  emptyIndex,
  (index, key, { title, names = [], text }) => index.add(key, [title, ...names, text].join(' \n')),
  (index, query, limit) => index.search(query, { limit, suggest: true }),
);
