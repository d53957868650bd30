// One measurement in a process of its own: `node child.mjs WHAT FOLDER [PEERS CONTESTANT]`, where FOLDER is what packedMedquad() gave, with
// the names of the parts in parts.json, and PEERS what publishedPeers() gave.
// The answer is one line of JSON.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { openWith, toolsFor, watchMemories } from './engine.mjs';

const [what = '', folder = '', peers = '', name = ''] = process.argv.slice(2);
const memory = watchMemories();
const content = () => new Uint8Array(readFileSync(`${folder}/content.json`));

/** ms @template T @param {() => T | Promise<T>} work @returns {Promise<[number, T]>} */
async function timed(work) {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

/** Bytes that JavaScript holds after a collection; the memory of a module is not in here. */
function held() {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Forty queries of every sort, so that what they leave behind counts too. */
async function someQueries() {
  const { KINDS, medquadQueries } = await import('./medquad.mjs');
  return KINDS.flatMap((kind) => medquadQueries(kind).slice(0, 10)).map(({ query }) => query);
}

async function contestant() {
  const { contestants } = await import('./contestants/index.mjs');
  return /** @type {import('./contestants/index.mjs').Contestant} */ (
    contestants.find((candidate) => candidate.name === name)
  );
}

/** @type {Record<string, () => Promise<object>>} */
const measurements = {
  nothing: async () => ({}),

  /** As published: compressed. */
  async pack() {
    const { pack } = await import('../../web/node.js');
    const bytes = content();
    const [ms] = await timed(() => pack(bytes));
    return { ms, wasm: memory() };
  },

  async 'pack-plain'() {
    const { pack } = await import('../../web/packing.js');
    const bytes = content();
    const tools = toolsFor(new Map());
    const files = new Map();
    const [ms] = await timed(() => pack(bytes, tools, (name, file) => files.set(name, file)));
    return { ms, wasm: memory() };
  },

  /** To the index, and on to what is published of it. */
  async build() {
    const { build, save, savesFolder, close } = await contestant();
    const { docsOf } = await import('./peers.mjs');
    const bytes = content();
    const [parse, docs] = await timed(() => docsOf(JSON.parse(new TextDecoder().decode(bytes)).articles));
    const [ms, handle] = await timed(() => build(docs, 'en'));
    const [publish] = await timed(async () => {
      const saved = await save?.(handle);
      if (saved !== undefined && !savesFolder) gzipSync(saved, { level: 9 });
    });
    close?.(handle);
    return { ms, whole: parse + ms + publish };
  },

  'hold-root': () => holdEngine([]),
  'hold-parts': () => holdEngine(JSON.parse(readFileSync(`${folder}/parts.json`, 'utf8'))),

  async hold() {
    const one = await contestant();
    const { readPeer } = await import('./peers.mjs');
    const queries = await someQueries();
    const before = held();
    // The text is not kept: what was sent over the wire has done its work.
    const [ms, handle] = await timed(() => one.load?.(readPeer(one, peers), 'en'));
    let hits = 0;
    for (const query of queries) hits += (await one.search(handle, query, 10)).length;
    const js = held() - before;
    if (hits === 0) throw new Error('nothing was loaded');
    one.close?.(handle);
    return { ms, js, wasm: memory() };
  },
};

/** @param {string[]} names of the files that are loaded besides the root */
async function holdEngine(names) {
  const queries = names.length > 0 ? await someQueries() : [];
  // Stands for the network, which keeps nothing.
  /** @type {import('./engine.mjs').Files} */
  const onDisk = new Map();
  onDisk.get = (name) => new Uint8Array(readFileSync(`${folder}/site/${name}`));
  // What the platform loads for its own first use is not the engine's.
  const gzip = new Blob([new Uint8Array(gzipSync('nothing'))]).stream();
  await new Response(gzip.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  const before = held();
  const [ms, bundle] = await timed(() => openWith(onDisk, names));
  for (const query of queries) await bundle.search(`q=${encodeURIComponent(query)}`);
  const js = held() - before;
  if (!bundle.info) throw new Error('nothing was opened');
  return { ms, js, wasm: memory() };
}

/** Most bytes that were ever resident. `maxRSS` would begin with what the parent had when it started this process. */
function mostResident() {
  const kB = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kB) * 1024;
}

const result = await measurements[what]();
console.log(JSON.stringify({ ...result, rss: mostResident() }));
