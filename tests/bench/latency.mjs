// How long a query takes in a warm process, everybody asked in turns.
import { open } from '../../web/node.js';
import { seeded, shuffled, spread } from './random.mjs';
import { median, percentiles } from './statistics.mjs';

const rounds = 5;
/** Queries of a kind; and of those, for contestants that take hundreds of milliseconds. */
const asked = 500;
const askedOfSlow = 100;

/** No facets, no excerpts. */
const idsOnly = '&only=ids';

/** Carrel as a program would ask it, twice. @param {import('./engine.mjs').Files} files @returns {Promise<import('./entrants.mjs').Entrant[]>} */
export async function ourWays(files) {
  const engine = await open(files);
  const ask = async (/** @type {string} */ query, /** @type {number} */ count, /** @type {string} */ extra) =>
    (await engine.search(`q=${encodeURIComponent(query)}&show=${count}${extra}`)).hits.map(
      (/** @type {{ slug: string }} */ { slug }) => slug,
    );
  return [
    { name: 'Carrel, ids', isPeer: false, slow: false, search: (query, count) => ask(query, count, idsOnly) },
    {
      name: 'Carrel, whole answer',
      isPeer: false,
      slow: false,
      search: (query, count) => ask(query, count, ''),
    },
  ];
}

/**
 * Milliseconds of one kind: each query is asked of all, one after the other, and that five times; the median is its time, so that what the
 * machine does besides counts little, and so do a garbage collector's breaks. Who is asked after a slow one finds the processor's caches
 * full of that one's data, so each time the order is another.
 * @param {import('./entrants.mjs').Entrant[]} entrants @param {string[]} queries
 */
async function timesOf(entrants, queries) {
  const few = new Set(spread([...queries.keys()], askedOfSlow));
  /** @type {Record<string, number[][]>} */
  const taken = Object.fromEntries(entrants.map(({ name }) => [name, queries.map(() => [])]));
  const random = seeded(1);
  for (let round = 0; round < rounds; round++) {
    for (const [i, query] of queries.entries()) {
      for (const { name, slow, search } of shuffled(entrants, random)) {
        if (slow && !few.has(i)) continue;
        const began = performance.now();
        await search(query, 10);
        taken[name][i].push(performance.now() - began);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(taken).map(([name, lists]) => [name, lists.filter((list) => list.length > 0).map(median)]),
  );
}

/**
 * @param {import('./entrants.mjs').Entrant[]} entrants @param {Record<string, string[]>} queries by kind
 * @param {(line: string) => void} say @param {number} [atMost] queries of a kind
 */
export async function latency(entrants, queries, say, atMost = asked) {
  /** @type {Record<string, Record<string, number[]>>} by kind and contestant */
  const times = {};
  for (const [kind, all] of Object.entries(queries)) {
    const some = spread(all, Math.min(asked, atMost));
    // The first round is for the compilers.
    for (const { search } of entrants) for (const query of some.slice(0, 20)) await search(query, 10);
    times[kind] = await timesOf(entrants, some);
    say(`${kind}: ${some.length} queries`);
  }
  // Every kind counts alike, however few queries it has.
  const alike = (/** @type {number[]} */ list) =>
    Array.from({ length: asked }, (_, i) => list[i % list.length]);
  const pooled = Object.fromEntries(
    entrants.map(({ name }) => [name, Object.values(times).flatMap((kind) => alike(kind[name]))]),
  );
  return Object.fromEntries(
    Object.entries({ ...times, all: pooled }).map(([kind, byName]) => [
      kind,
      Object.fromEntries(Object.entries(byName).map(([name, list]) => [name, percentiles(list)])),
    ]),
  );
}
