// One measurement in a process of its own: `node child.mjs WHAT FOLDER`, where FOLDER is what packedMedquad() gave, with the
// names of the parts in parts.json and the peer's index in minisearch.json.
// The answer is one line of JSON.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { openWith, toolsFor, watchMemories } from './engine.mjs';

const [what = '', folder = ''] = process.argv.slice(2);
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
    const { packInSlices } = await import('../../web/packing.js');
    const bytes = content();
    const tools = toolsFor(new Map());
    const [ms] = await timed(async () => packInSlices(await tools.start('packer.wasm'), bytes));
    return { ms, wasm: memory() };
  },

  async 'peer-build'() {
    const { build } = await import('./peer.mjs');
    const bytes = content();
    const [parse, { articles }] = await timed(() => JSON.parse(new TextDecoder().decode(bytes)));
    const [ms, index] = await timed(() => build(articles));
    const [publish, packed] = await timed(() => gzipSync(JSON.stringify(index), { level: 9 }));
    return { ms, parse, publish, gzip: packed.length };
  },

  'hold-root': () => holdEngine([]),
  'hold-parts': () => holdEngine(JSON.parse(readFileSync(`${folder}/parts.json`, 'utf8'))),

  async 'hold-peer'() {
    const { load, search, tuned } = await import('./peer.mjs');
    const queries = await someQueries();
    const before = held();
    // Not kept: what was sent over the wire has done its work.
    const [ms, index] = await timed(() => load(readFileSync(`${folder}/minisearch.json`, 'utf8')));
    for (const query of queries) search(index, query, tuned);
    const js = held() - before;
    if (index.documentCount === 0) throw new Error('nothing was loaded');
    return { ms, js, wasm: 0 };
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
