// The parts of the benchmark, each of which can be measured alone.
import { writeFileSync } from 'node:fs';
import { firstQueries } from './cold/first.mjs';
import { carrelPage, pagefindPage } from './cold/pages.mjs';
import { visits } from './cold/visits.mjs';
import { collectionsIn } from './collections.mjs';
import { peers } from './contestants/index.mjs';
import { contestant as pagefind } from './contestants/pagefind.mjs';
import { holdRenders, holdSearches } from './endurance.mjs';
import { partsOf } from './engine.mjs';
import { entrants } from './entrants.mjs';
import { packing } from './hostile/packing.mjs';
import { judgeAll } from './judging.mjs';
import { pressing } from './keys.mjs';
import { latencyQueries, mixedQueries, relevanceQueries } from './kinds.mjs';
import { latency, ourWays } from './latency.mjs';
import { opening } from './long.mjs';
import { inPage } from './markdown/page.mjs';
import { scaling } from './markdown/scaling.mjs';
import { speed } from './markdown/speed.mjs';
import { medquadContent } from './medquad.mjs';
import { packedMedquad, readFiles } from './packed.mjs';
import { publishedPeers, readPeer } from './peers.mjs';
import { relevance } from './relevance.mjs';
import * as size from './size.mjs';

/** @typedef {{ collections: string, only: string[] | undefined, fresh: boolean, atMost: number | undefined, say: (line: string) => void }} Options */

async function medquad() {
  const folder = await packedMedquad();
  return { folder, files: readFiles(`${folder}/site`), articles: medquadContent().articles };
}

const measure = {
  /** @param {Options} options */
  async relevance({ only, fresh, say }) {
    const { files, articles } = await medquad();
    const queries = relevanceQueries(articles);
    return {
      articles: articles.length,
      queries: Object.fromEntries(Object.entries(queries).map(([kind, asked]) => [kind, asked.length])),
      quality: await relevance(entrants(files, only), queries, { fresh, say }),
    };
  },

  /** @param {Options} options */
  async latency({ only, atMost, say }) {
    const { files, articles } = await medquad();
    const others = entrants(files, only).filter(({ isPeer }) => isPeer);
    return latency([...(await ourWays(files)), ...others], latencyQueries(articles), say, atMost);
  },

  async size() {
    const { folder, files } = await medquad();
    const parts = partsOf(files);
    const published = await publishedPeers(peers);
    const early = parts.filter(({ kind }) => kind !== 'root' && kind !== 'bodies');
    writeFileSync(`${folder}/parts.json`, JSON.stringify(early.map(({ name }) => name)));
    return {
      building: await size.building(folder, published),
      holding: await size.holding(folder, published),
      opening: await size.opening(files, parts, published),
      wire: size.wire(parts, published),
    };
  },

  /** @param {Options} options */
  async cold({ atMost = 50, say }) {
    const { folder, files } = await medquad();
    const published = await publishedPeers([pagefind]);
    const pages = [carrelPage(`${folder}/site`), pagefindPage(readPeer(pagefind, published))];
    return { first: await firstQueries(files), visits: await visits(pages, mixedQueries(atMost), say) };
  },

  /** @param {Options} options */
  collections: ({ collections, only, fresh, atMost, say }) =>
    judgeAll(collections, collectionsIn(collections), { only, fresh, atMost, say }),

  async keys() {
    const { folder } = await medquad();
    return pressing(folder);
  },

  /** @param {Options} options */
  markdown: async ({ say }) => ({ speed: await speed(say), page: await inPage(say) }),

  /** @param {Options} options */
  pathological: ({ say }) => scaling(say),

  /** @param {Options} options */
  long: ({ say }) => opening(say),
  hostile: ({ say }) => packing(say),

  /** @param {Options} options */
  async memory({ say }) {
    const { files, articles } = await medquad();
    const [root, ...others] = partsOf(files)
      .sort((a, b) => Number(b.kind === 'root') - Number(a.kind === 'root'))
      .map(({ raw }) => raw);
    const queries = mixedQueries(1000).map((query) => `q=${encodeURIComponent(query)}`);
    const searches = await holdSearches({ root, parts: others, queries }, 1_000_000);
    say(`${searches.calls} searches: ${searches.before} bytes, then ${searches.after}`);
    const bodies = articles.slice(0, 1000).map(({ body }) => body);
    const renders = await holdRenders(bodies, 10_000);
    say(`${renders.calls} articles: ${renders.before} bytes, then ${renders.after}`);
    return { searches, renders };
  },
};

/** @typedef {{ [P in keyof typeof measure]: Awaited<ReturnType<typeof measure[P]>> }} Measured */

/** @template {keyof Measured} P @param {P} part @param {Options} options @returns {Promise<any>} */
export const run = (part, options) => measure[part](options);
