// Lunr 2.3.9 with its default pipeline (English stemmer and stop words), titles boosted four times; other languages through
// lunr-languages where it has them. The words of a query are handed over as the language splits them, all optional: its query syntax
// would read a colon or a minus as an operator and does not split Chinese, Japanese and Thai.
import { createRequire } from 'node:module';
import { addLanguage } from './lunr-languages.mjs';

const lunr = createRequire(import.meta.url)('lunr');

/** @type {import('./index.mjs').Contestant} */
export const contestant = {
  name: 'Lunr',
  package: 'lunr',
  build(docs, language) {
    const plugin = addLanguage(lunr, language);
    let tokenizer = lunr.tokenizer;
    const index = lunr((/** @type {any} */ builder) => {
      if (plugin) builder.use(plugin);
      tokenizer = builder.tokenizer;
      builder.ref('id');
      builder.field('title', { boost: 4 });
      builder.field('names', { boost: 4 });
      builder.field('text');
      for (const { id, title, names = [], text } of docs)
        builder.add({ id, title, names: names.join(' '), text });
    });
    return { index, tokenizer };
  },
  save: ({ index }) => JSON.stringify(index),
  load(json, language) {
    const plugin = addLanguage(lunr, language);
    const builder = new lunr.Builder();
    if (plugin) builder.use(plugin);
    return { index: lunr.Index.load(JSON.parse(json)), tokenizer: builder.tokenizer };
  },
  search({ index, tokenizer }, query, count) {
    const terms = tokenizer(query).map(String);
    return index
      .query((/** @type {any} */ asked) => {
        for (const term of terms) asked.term(term, {});
      })
      .slice(0, count)
      .map((/** @type {{ ref: string }} */ { ref }) => ref);
  },
};
