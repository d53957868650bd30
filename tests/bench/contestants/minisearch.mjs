// MiniSearch, by itself (whole words, OR, no boosts) and as its documentation advises for a search as you type: prefixes, fuzziness of
// a fifth of a word's letters, boosts. It has no languages: it splits at white space and punctuation and stems nothing; a site could
// hand it functions of its own, which few do.
import MiniSearch from 'minisearch';
import { defaults, options, tuned } from '../peer.mjs';

/** @param {string} name @param {typeof tuned | typeof defaults} how @returns {import('./index.mjs').Contestant} */
const minisearch = (name, how) => ({
  name,
  package: 'minisearch',
  build(docs) {
    const index = new MiniSearch(options);
    index.addAll(
      docs.map(({ id, title, names, text }) => ({ id, title, also_known_as: names?.join('\n'), body: text })),
    );
    return index;
  },
  save: (index) => JSON.stringify(index),
  load: (json) => MiniSearch.loadJSON(json, options),
  search: (index, query, count) =>
    index
      .search(query, how)
      .slice(0, count)
      .map((/** @type {{ id: string }} */ { id }) => id),
});

export const tunedMinisearch = minisearch('MiniSearch tuned', tuned);
export const plainMinisearch = {
  ...minisearch('MiniSearch default', defaults),
  indexOf: tunedMinisearch.name,
};
