// What Carrel's first query of a visit has to fetch, without a network.
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { open } from '../../../web/node.js';
import { KINDS, medquadQueries } from '../medquad.mjs';
import { percentiles, sum } from '../statistics.mjs';

const shell = new URL('../../../dist/shell/', import.meta.url);

/**
 * What the first query of a visit costs on the wire, and how often it waits for the network.
 * @param {import('../engine.mjs').Files} files
 */
export async function firstQueries(files) {
  const sample = KINDS.flatMap((kind) => medquadQueries(kind).slice(0, 50));
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
