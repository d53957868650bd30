// Runs contestants over collections: what each finds, and whether Carrel's difference from each is more than luck.
import { compare } from './bootstrap.mjs';
import { readCollection } from './collections.mjs';
import { contestants, ours } from './contestants/index.mjs';
import { isChosen } from './entrants.mjs';
import { DEPTH, judge, means } from './metrics.mjs';
import { remembered } from './remembered.mjs';

/** @typedef {import('./metrics.mjs').Judged} Judged */
/** @typedef {import('./bootstrap.mjs').Difference} Difference */

/**
 * @param {import('./contestants/index.mjs').Contestant} contestant @param {import('./collections.mjs').Collection} collection
 * @returns {Promise<{ rows: Judged[], build: number, search: number }>} a row for each query; ms
 */
async function run(contestant, { docs, queries, language }) {
  const began = performance.now();
  const handle = await contestant.build(docs, language);
  const built = performance.now();
  const rows = [];
  for (const { text, grades } of queries)
    rows.push(judge(await contestant.search(handle, text, DEPTH), grades));
  const done = performance.now();
  contestant.close?.(handle);
  return { rows, build: built - began, search: done - built };
}

/**
 * @param {string} ours @param {string} peer @param {Record<string, Record<string, Judged[]>>} rows
 * @returns {Record<string, Difference>} by collection, and of all
 */
function differences(ours, peer, rows) {
  const scores = (/** @type {string} */ name, /** @type {string} */ collection) =>
    rows[collection][name].map(({ ndcg }) => ndcg);
  const pairs = Object.keys(rows).map(
    (collection) =>
      /** @type {[number[], number[]]} */ ([scores(ours, collection), scores(peer, collection)]),
  );
  return {
    ...Object.fromEntries(Object.keys(rows).map((collection, i) => [collection, compare([pairs[i]])])),
    all: compare(pairs),
  };
}

/**
 * @param {string} folder @param {string[]} names of collections in it
 * @param {{ atMost?: number | undefined, only?: string[] | undefined, fresh: boolean, say: (line: string) => void }} options atMost: queries of each; only: contestants
 */
export async function judgeAll(folder, names, { atMost, only, fresh, say }) {
  const chosen = contestants.filter(({ name }) => isChosen(name, only));
  /** @type {Record<string, Record<string, Judged[]>>} by collection and contestant */
  const rows = {};
  const collections = [];
  for (const name of names) {
    const collection = readCollection(folder, name, atMost);
    const { language, graded, docs, queries, judged } = collection;
    collections.push({ name, language, graded, docs: docs.length, queries: queries.length, judged });
    say(`${name}: ${docs.length} documents, ${queries.length} of ${judged} queries`);
    rows[name] = {};
    for (const contestant of chosen) {
      const ask = () => run(contestant, collection);
      const { value, isOld } = contestant.package
        ? await remembered(`${collection.hash} ${contestant.name}`, fresh, ask)
        : { value: await ask(), isOld: false };
      rows[name][contestant.name] = value.rows;
      const { ndcg } = means(value.rows);
      say(
        `  ${contestant.name.padEnd(20)} nDCG@10 ${ndcg.toFixed(3)}, built in ${seconds(value.build)}, asked in ${seconds(value.search)}${isOld ? ' (kept from an earlier run)' : ''}`,
      );
    }
  }
  const by = Object.fromEntries(
    chosen.map(({ name }) => [name, Object.fromEntries(names.map((set) => [set, means(rows[set][name])]))]),
  );
  const own = ours.map(({ name }) => name).filter((name) => by[name]);
  return {
    collections,
    /** @type {Record<string, Record<string, Judged>>} */
    quality: Object.fromEntries(
      Object.entries(by).map(([name, sets]) => [name, { ...sets, all: means(Object.values(sets)) }]),
    ),
    /** @type {Record<string, Record<string, Record<string, Difference>>>} */
    against: Object.fromEntries(
      own.map((mine) => [
        mine,
        Object.fromEntries(
          chosen
            .filter(({ name }) => !own.includes(name))
            .map(({ name }) => [name, differences(mine, name, rows)]),
        ),
      ]),
    ),
  };
}

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
