// Carrel, asked through web/node.js, with the files as they are published.
//
// A document is an article: its title, its other names, its text as Markdown. It is asked twice: for its core, which ranks by the
// words alone, and with all that it has to rank by.
import { open, pack } from '../../../web/node.js';

/** @typedef {import('./index.mjs').Contestant} Contestant */
/** @typedef {import('../engine.mjs').Files} Files */
/** @typedef {{ engine: Awaited<ReturnType<typeof open>>, ids: Map<string, string> | null }} Handle ids: of the slugs, where they differ */

/** A title must be there; a document without one is called by a sign that no query holds. */
const untitled = '–';

/** @param {string} language @param {import('./index.mjs').Doc[]} docs */
export const contentOf = (docs, language) => ({
  version: 1,
  site: { title: 'Collection', url: '', language },
  articles: docs.map(({ title, names = [], text }, i) => ({
    slug: `d${i}`,
    title: title.trim() || untitled,
    also_known_as: names,
    body: text,
  })),
});

/** @param {string} name @param {string} depth what ranking looks at (docs/query.md) @returns {Contestant} */
function carrel(name, depth) {
  return {
    name,
    package: null,
    async build(docs, language) {
      const files = await pack(contentOf(docs, language));
      if (files.report.articles !== docs.length)
        throw new Error(`${docs.length - files.report.articles} documents were not packed`);
      return { engine: await open(files), ids: new Map(docs.map(({ id }, i) => [`d${i}`, id])) };
    },
    load: async (files) => ({ engine: await open(files), ids: null }),
    async search({ engine, ids }, query, count) {
      const { hits } = await engine.search(`q=${encodeURIComponent(query)}&show=${count}&depth=${depth}`);
      return hits.map((/** @type {{ slug: string }} */ { slug }) => ids?.get(slug) ?? slug);
    },
    close: ({ engine }) => engine.close(),
  };
}

export const core = carrel('Carrel, core only', '0');
export const everyPart = carrel('Carrel, every part', '3');
