// What an index weighs: to build, on the wire, to open, in memory.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { inTurns } from './children.mjs';
import { peers } from './contestants/index.mjs';
import { openWith, toolsFor } from './engine.mjs';
import { readPeer } from './peers.mjs';
import { median, sum } from './statistics.mjs';

/** @typedef {import('./engine.mjs').Files} Files */
/** @typedef {ReturnType<typeof import('./engine.mjs').partsOf>} Parts */

/** Those with an index of their own. */
const indexed = peers.filter(({ indexOf }) => !indexOf);

/** @param {string} what @returns {import('./children.mjs').Measurement[]} */
const ofEach = (what) => indexed.map(({ name }) => ({ name, what, contestant: name }));
const itself = (/** @type {string} */ what) => ({ name: what, what });

/** @param {string} folder @param {string} published */
export const building = (folder, published) =>
  inTurns([...['nothing', 'pack', 'pack-plain'].map(itself), ...ofEach('build')], folder, published, 3);

/** @param {string} folder @param {string} published */
export const holding = (folder, published) =>
  inTurns([...['nothing', 'hold-root', 'hold-parts'].map(itself), ...ofEach('hold')], folder, published, 3);

/** Pagefind's files are gzip inside, which their names do not say. @param {string} folder @param {RegExp} pattern */
function filesIn(folder, pattern) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    pattern.test(name),
  );
  const sizes = names.map((name) => statSync(join(folder, name)).size);
  return { files: names.length, gzip: sum(sizes), raw: Number.NaN, largest: Math.max(...sizes) };
}

/** @typedef {{ files: number, gzip: number, raw: number, largest: number }} Weight bytes; largest: of one file, gzip */

/** @param {Parts} parts @param {string} published @returns {{ carrel: (Weight & { kind: string })[], peers: (Weight & { name: string })[] }} */
export function wire(parts, published) {
  const kinds = [...new Set(['root', 'terms', 'cards', ...parts.map(({ kind }) => kind)])];
  return {
    carrel: kinds.map((kind) => {
      const those = parts.filter((part) => part.kind === kind);
      return {
        kind,
        files: those.length,
        gzip: sum(those.map(({ packed }) => packed.length)),
        raw: sum(those.map(({ raw }) => raw.length)),
        largest: Math.max(...those.map(({ packed }) => packed.length)),
      };
    }),
    peers: indexed.flatMap((peer) => {
      const saved = readPeer(peer, published);
      if (peer.savesFolder) {
        return [
          { name: `${peer.name}: index`, ...filesIn(saved, /\.pf_(index|meta)$/) },
          { name: `${peer.name}: fragments, for lists`, ...filesIn(saved, /\.pf_fragment$/) },
        ];
      }
      const bytes = Buffer.from(saved);
      const gzip = gzipSync(bytes, { level: 9 }).length;
      return [{ name: `${peer.name}, JSON`, files: 1, gzip, raw: bytes.length, largest: gzip }];
    }),
  };
}

/** Milliseconds until an index in memory can be asked. @param {Files} files @param {Parts} parts @param {string} published */
export async function opening(files, parts, published) {
  const loaded = parts.filter(({ kind }) => kind !== 'bodies');
  const root = /** @type {Parts[number]} */ (parts.find(({ kind }) => kind === 'root'));
  const rest = loaded.filter((part) => part !== root);
  const tools = toolsFor(files);
  /** The engine's own work: the bytes are there, and not compressed. @param {Parts} others */
  const engine = async (others) => {
    const instance = await tools.start('search.wasm');
    instance.call('carrel_open', root.raw);
    for (const { raw } of others) instance.call('carrel_add', raw);
  };
  /** @type {Record<string, () => unknown>} */
  const ways = {
    root: () => engine([]),
    parts: () => engine(rest),
    'root, compressed': () => openWith(files, []),
    'parts, compressed': () =>
      openWith(
        files,
        rest.map(({ name }) => name),
      ),
  };
  for (const peer of indexed) {
    if (peer.savesFolder) continue;
    const saved = readPeer(peer, published);
    const packed = gzipSync(saved, { level: 9 });
    ways[peer.name] = () => peer.load?.(saved, 'en');
    ways[`${peer.name}, compressed`] = () => peer.load?.(gunzipSync(packed).toString(), 'en');
  }
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let round = 0; round < 6; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const began = performance.now();
      await way();
      // The first time is for the compilers.
      if (round > 0) times[name] = [...(times[name] ?? []), performance.now() - began];
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}
