// Carrel, asked through web/node.js, with the files as they are published.
//
// A document is an article: its title, its other names, its text as Markdown. It is asked twice: with no more than its core, and with
// every part that ranks or lists there before the first query. Today an index has no part that ranking could do without, so the two
// agree; `extra` is where a request says otherwise, `withheld` where a kind of part is kept back.
import { open, pack } from '../../../web/node.js';
import { openWith, partsOf } from '../engine.mjs';

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

/**
 * @param {string} name
 * @param {{ extra?: string, withheld?: (kind: import('../engine.mjs').Kind) => boolean, everything?: boolean }} how
 * @returns {Contestant}
 */
function carrel(name, { extra = '', withheld = () => false, everything = false }) {
  /** @param {Files} files */
  const start = async (files) => {
    const parts = partsOf(files);
    const there = new Map(files);
    for (const part of parts) if (withheld(part.kind)) there.delete(part.name);
    const early = parts.filter(({ name, kind }) => kind !== 'root' && kind !== 'bodies' && there.has(name));
    return everything
      ? openWith(
          there,
          early.map((part) => part.name),
        )
      : open(there);
  };
  return {
    name,
    package: null,
    async build(docs, language) {
      const files = await pack(contentOf(docs, language));
      if (files.report.articles !== docs.length)
        throw new Error(`${docs.length - files.report.articles} documents were not packed`);
      return { engine: await start(files), ids: new Map(docs.map(({ id }, i) => [`d${i}`, id])) };
    },
    load: async (files) => ({ engine: await start(files), ids: null }),
    async search({ engine, ids }, query, count) {
      const { hits } = await engine.search(`q=${encodeURIComponent(query)}&show=${count}${extra}`);
      return hits.map((/** @type {{ slug: string }} */ { slug }) => ids?.get(slug) ?? slug);
    },
    close: ({ engine }) => engine.close(),
  };
}

export const core = carrel('Carrel, core only', { extra: '&depth=0' });
export const everyPart = carrel('Carrel, every part', { extra: '&depth=2' });
