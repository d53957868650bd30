// Orama, by itself (every property searched, no stemming, no stop words, no tolerance, no boosts) and as its documentation advises for
// prose: the stemmers and stop words that it publishes, and titles boosted. Both get the language that Orama knows, for Chinese and
// Japanese the tokenisers that it publishes, and for what it does not know its default, which is English. It has a tolerance for
// misspellings, which loses more on questions than it wins on misspelt titles.
import { create, insertMultiple, load, save, search } from '@orama/orama';
import { createTokenizer as japanese } from '@orama/tokenizers/japanese';
import { createTokenizer as mandarin } from '@orama/tokenizers/mandarin';

/** @type {Record<string, string>} */
const names = {
  ...{ ar: 'arabic', bg: 'bulgarian', cs: 'czech', da: 'danish', de: 'german', el: 'greek', en: 'english' },
  ...{
    es: 'spanish',
    fi: 'finnish',
    fr: 'french',
    ga: 'irish',
    hi: 'indian',
    hu: 'hungarian',
    hy: 'armenian',
  },
  ...{ id: 'indonesian', it: 'italian', lt: 'lithuanian', ne: 'nepali', nl: 'dutch', no: 'norwegian' },
  ...{ pt: 'portuguese', ro: 'romanian', ru: 'russian', sl: 'slovenian', sr: 'serbian', sv: 'swedish' },
  ...{ ta: 'tamil', tr: 'turkish', uk: 'ukrainian' },
};
/** @type {Record<string, () => any>} */
const tokenizers = { ja: japanese, zh: mandarin };

const schema = /** @type {const} */ ({ title: 'string', names: 'string[]', text: 'string' });

/** What a package of Orama's has for a language, or nothing. @param {string} from @param {string} language */
const published = (from, language) => import(`@orama/${from}/${language}`).catch(() => ({}));

/** @param {string} language @param {boolean} isTuned */
async function empty(language, isTuned) {
  const tokenizer = tokenizers[language]?.();
  if (tokenizer) return create({ schema, components: { tokenizer } });
  const known = names[language] ?? 'english';
  if (!isTuned) return create({ schema, language: known });
  const { stemmer } = await published('stemmers', known);
  const { stopwords } = await published('stopwords', known);
  const config = { language: known, stemmer, stemming: Boolean(stemmer), stopWords: stopwords ?? [] };
  return create({ schema, components: { tokenizer: /** @type {any} */ (config) } });
}

/** @param {string} name @param {object} how @param {boolean} isTuned @returns {import('./index.mjs').Contestant} */
const orama = (name, how, isTuned) => ({
  name,
  package: '@orama/orama',
  slow: true,
  async build(docs, language) {
    const database = await empty(language, isTuned);
    const rows = docs.map(({ id, title, names = [], text }) => ({ id, title, names, text }));
    // Between batches of the default size it pauses, for the sake of pages; here nobody else waits.
    await insertMultiple(database, rows, rows.length);
    return database;
  },
  save: (database) => JSON.stringify(save(database)),
  async load(json, language) {
    const database = await empty(language, isTuned);
    load(database, JSON.parse(json));
    return database;
  },
  async search(database, query, count) {
    const { hits } = await search(database, { term: query, limit: count, ...how });
    return hits.map((/** @type {{ id: string }} */ { id }) => id);
  },
});

export const plainOrama = orama('Orama default', {}, false);
export const tunedOrama = orama('Orama tuned', { boost: { title: 4, names: 2 } }, true);
