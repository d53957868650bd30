// What ./scripts/bench measures. Nothing here prints; every time is taken beside the peer's, in turns.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { serve } from '../../scripts/cli/serve.mjs';
import { open } from '../../web/node.js';
import { openWith, toolsFor } from './engine.mjs';
import { launch, measurePresses } from './keypress.mjs';
import { KINDS, medquadQueries } from './medquad.mjs';
import * as peer from './peer.mjs';
import { median, percentiles, sum } from './statistics.mjs';

/** @typedef {import('./engine.mjs').Files} Files */
/** @typedef {ReturnType<typeof import('./engine.mjs').partsOf>} Parts */
/** @typedef {{ query: string, relevant: Set<string> }} Asked */

const shell = new URL('../../dist/shell/', import.meta.url);
const child = fileURLToPath(new URL('child.mjs', import.meta.url));

/** @param {string} what @param {string} folder @returns {Promise<any>} */
async function inChild(what, folder) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', child, what, folder]);
  return JSON.parse(stdout);
}

/**
 * Medians of the children's answers, taken in turns.
 * @param {string[]} names @param {string} folder @param {number} rounds
 */
async function inTurns(names, folder, rounds) {
  /** @type {Record<string, any[]>} */
  const answers = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) answers[name].push(await inChild(name, folder));
  }
  return Object.fromEntries(
    names.map((name) => {
      const keys = Object.keys(answers[name][0]);
      return [name, Object.fromEntries(keys.map((key) => [key, median(answers[name].map((a) => a[key]))]))];
    }),
  );
}

/** @param {string} folder */
export const building = (folder) => inTurns(['nothing', 'pack', 'pack-plain', 'peer-build'], folder, 3);

/** @param {string} folder */
export const holding = (folder) => inTurns(['nothing', 'hold-root', 'hold-parts', 'hold-peer'], folder, 3);

/** @param {Parts} parts @param {string} json the peer's index */
export function wire(parts, json) {
  const kinds = /** @type {const} */ (['root', 'postings', 'cards', 'bodies']).map((kind) => {
    const those = parts.filter((part) => part.kind === kind);
    return {
      kind,
      files: those.length,
      gzip: sum(those.map(({ packed }) => packed.length)),
      raw: sum(those.map(({ raw }) => raw.length)),
      largest: Math.max(...those.map(({ packed }) => packed.length)),
    };
  });
  const bytes = Buffer.from(json);
  return { carrel: kinds, peer: { gzip: gzipSync(bytes, { level: 9 }).length, raw: bytes.length } };
}

/** Milliseconds until an index in memory can be asked. @param {Files} files @param {Parts} parts @param {string} json */
export async function opening(files, parts, json) {
  const loaded = parts.filter(({ kind }) => kind !== 'bodies');
  const root = /** @type {Parts[number]} */ (parts.find(({ kind }) => kind === 'root'));
  const rest = loaded.filter((part) => part !== root);
  const tools = toolsFor(files);
  const packedJson = gzipSync(json, { level: 9 });
  /** The engine's own work: the bytes are there, and not compressed. @param {Parts} others */
  const engine = async (others) => {
    const instance = await tools.start('search.wasm');
    instance.ask('carrel_open', root.raw);
    for (const { raw } of others) instance.call('carrel_add', raw);
  };
  /** @type {Record<string, () => unknown>} */
  const ways = {
    root: () => engine([]),
    parts: () => engine(rest),
    peer: () => peer.load(json),
    'root, compressed': () => openWith(files, []),
    'parts, compressed': () =>
      openWith(
        files,
        rest.map(({ name }) => name),
      ),
    'peer, compressed': () => peer.load(gunzipSync(packedJson).toString()),
  };
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let round = 0; round < 8; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const began = performance.now();
      await way();
      // The first time is for the compilers.
      if (round > 0) times[name] = [...(times[name] ?? []), performance.now() - began];
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** A title in which the last word is being typed: 60 % of it is there. @param {Asked} asked */
function cut({ query, relevant }) {
  const words = query.trim().split(' ');
  const last = [...(words.pop() ?? '')];
  words.push(last.slice(0, Math.max(1, Math.ceil(last.length * 0.6))).join(''));
  return { query: words.join(' '), relevant };
}

/** @returns {Record<string, Asked[]>} */
export function allQueries() {
  const known = Object.fromEntries(KINDS.map((kind) => [kind, medquadQueries(kind)]));
  return { ...known, prefix: known.title.map(cut) };
}

/**
 * The contestants, each of which gives the slugs of ten hits.
 * @param {Files} files @param {string} json
 * @returns {Promise<Record<string, (query: string) => string[] | Promise<string[]>>>}
 */
export async function contestants(files, json) {
  const engine = await open(files);
  const index = peer.load(json);
  return {
    carrel: async (query) => {
      const { hits } = await engine.search(`q=${encodeURIComponent(query)}`);
      return hits.map((/** @type {{ slug: string }} */ { slug }) => slug);
    },
    'MiniSearch tuned': (query) => peer.search(index, query, peer.tuned),
    'MiniSearch default': (query) => peer.search(index, query, peer.defaults),
  };
}

/** @typedef {{ success: number, mrr: number, none: number }} Quality shares of the queries; mrr looks at ten hits */

/**
 * @param {Awaited<ReturnType<typeof contestants>>} all @param {Record<string, Asked[]>} queries
 * @returns {Promise<Record<string, Record<string, Quality>>>} by kind and contestant
 */
export async function relevance(all, queries) {
  /** @type {Record<string, Record<string, Quality>>} */
  const table = {};
  for (const [kind, asked] of Object.entries(queries)) {
    table[kind] = {};
    for (const [name, search] of Object.entries(all)) {
      const found = { success: 0, mrr: 0, none: 0 };
      for (const { query, relevant } of asked) {
        const hits = await search(query);
        const rank = hits.findIndex((slug) => relevant.has(slug)) + 1;
        found.success += rank === 1 ? 1 / asked.length : 0;
        found.mrr += rank > 0 ? 1 / rank / asked.length : 0;
        found.none += hits.length === 0 ? 1 / asked.length : 0;
      }
      table[kind][name] = found;
    }
  }
  return table;
}

const timedQueries = 200;
const rounds = 3;

/**
 * Milliseconds a query. Each query is asked of all in turn, three times over; the median of the three is its time, so
 * that what the machine does besides counts little, and so do a garbage collector's breaks.
 * @param {Awaited<ReturnType<typeof contestants>>} all warm @param {Record<string, Asked[]>} queries
 */
export async function speed(all, queries) {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'].map((query) => ({ query }));
  /** @type {Record<string, Record<string, number[]>>} by kind and contestant */
  const times = {};
  for (const [kind, asked] of Object.entries({ ...queries, 'one letter': letters })) {
    const step = Math.ceil(asked.length / timedQueries);
    const sample = asked.filter((_, i) => i % step === 0);
    /** @type {Record<string, number[][]>} */
    const taken = Object.fromEntries(Object.keys(all).map((name) => [name, sample.map(() => [])]));
    for (let round = 0; round < rounds; round++) {
      for (const [i, { query }] of sample.entries()) {
        for (const [name, search] of Object.entries(all)) {
          const began = performance.now();
          await search(query);
          taken[name][i].push(performance.now() - began);
        }
      }
    }
    times[kind] = Object.fromEntries(Object.entries(taken).map(([name, lists]) => [name, lists.map(median)]));
  }
  const pooled = Object.fromEntries(
    Object.keys(all).map((name) => [name, Object.values(times).flatMap((kind) => kind[name])]),
  );
  return Object.fromEntries(
    Object.entries({ ...times, all: pooled }).map(([kind, byName]) => [
      kind,
      Object.fromEntries(Object.entries(byName).map(([name, list]) => [name, percentiles(list)])),
    ]),
  );
}

/**
 * What the first query of a visit costs on the wire, and how often it waits for the network.
 * @param {Files} files @param {Record<string, Asked[]>} queries
 */
export async function cold(files, queries) {
  const sample = KINDS.flatMap((kind) => queries[kind].slice(0, 50));
  /** @type {{ bytes: number, files: number }[]} */
  const costs = [];
  for (const { query } of sample) {
    const fetched = new Set();
    const counting = new Map(files);
    counting.get = (name) => {
      fetched.add(name);
      return files.get(name);
    };
    const engine = await open(counting);
    await engine.search(`q=${encodeURIComponent(query)}`);
    const bytes = sum([...fetched].map((name) => files.get(name)?.length ?? 0));
    costs.push({ bytes, files: fetched.size });
  }
  return {
    bytes: percentiles(costs.map(({ bytes }) => bytes)),
    files: percentiles(costs.map(({ files: count }) => count)),
    code: sum(
      readdirSync(shell)
        .filter((name) => /^(carrel|session-.*)\.js$|^search-.*\.wasm$/.test(name))
        .map((name) => brotliCompressSync(readFileSync(new URL(name, shell))).length),
    ),
  };
}

/** From a key to the frame with its answer, at full speed and on a processor slowed down four times. @param {string} folder */
export async function pressing(folder) {
  const browser = await launch();
  const server = await serve(`${folder}/site`, 0);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.locator('carrel-articles .hit').first().waitFor({ timeout: 60_000 });
    const full = await measurePresses(page, 3);
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    return { chromium: browser.version(), full, slow: await measurePresses(page) };
  } finally {
    await browser.close();
    server.close();
  }
}
