// elasticlunr 0.9.5: prefixes (`expand`), OR, titles boosted four times; languages through lunr-languages, as its documentation says,
// with the one function that these have come to expect of Lunr since.
import { createRequire } from 'node:module';
import { addLanguage } from './lunr-languages.mjs';

const elasticlunr = createRequire(import.meta.url)('elasticlunr');

const ownTokenizer = elasticlunr.tokenizer;
elasticlunr.generateStopWordFilter = (/** @type {string[]} */ words) => {
  const stopped = new Set(words);
  return (/** @type {string} */ token) => (stopped.has(token) ? undefined : token);
};

const how = {
  fields: { title: { boost: 4 }, names: { boost: 4 }, text: { boost: 1 } },
  bool: 'OR',
  expand: true,
};

/** @param {string} language */
function prepare(language) {
  // A language may replace the tokeniser of everybody.
  elasticlunr.tokenizer = ownTokenizer;
  return addLanguage(elasticlunr, language);
}

/** @type {import('./index.mjs').Contestant} */
export const contestant = {
  name: 'elasticlunr',
  package: 'elasticlunr',
  build(docs, language) {
    const plugin = prepare(language);
    const index = elasticlunr((/** @type {any} */ builder) => {
      if (plugin) builder.use(plugin);
      builder.setRef('id');
      for (const field of ['title', 'names', 'text']) builder.addField(field);
      builder.saveDocument(false);
    });
    for (const { id, title, names = [], text } of docs)
      index.addDoc({ id, title, names: names.join(' '), text });
    return index;
  },
  save: (index) => JSON.stringify(index),
  load(json, language) {
    prepare(language);
    return elasticlunr.Index.load(JSON.parse(json));
  },
  search: (index, query, count) =>
    index
      .search(query, how)
      .slice(0, count)
      .map((/** @type {{ ref: string }} */ { ref }) => ref),
};
