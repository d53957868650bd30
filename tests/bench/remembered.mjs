// What peers find does not change until they, their settings or the data do: it is found out once and kept in build/. Times never are.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'build/bench-cache');

/** Ours may change as they like. */
const notPeers = new Set(['carrel.mjs', 'index.mjs', 'reference.mjs']);

/** @param {(string | Uint8Array)[]} parts */
export function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Of everything but the data that decides what the peers build and find. */
export function peersHash() {
  const adapters = readdirSync(new URL('contestants/', import.meta.url)).filter(
    (name) => !notPeers.has(name),
  );
  const files = ['peer.mjs', 'metrics.mjs', ...adapters.sort().map((name) => `contestants/${name}`)];
  return hashOf(
    ...files.map((name) => readFileSync(new URL(name, import.meta.url))),
    readFileSync(join(root, 'package-lock.json')),
    // Pagefind's pages are made with it.
    readFileSync(join(root, 'dist/markdown.wasm')),
  );
}

/**
 * @template T @param {string} key names what is asked, without the peers' own hash @param {boolean} fresh ask anew
 * @param {() => Promise<T>} work @returns {Promise<{ value: T, isOld: boolean }>}
 */
export async function remembered(key, fresh, work) {
  const path = join(cache, `${hashOf(peersHash(), key)}.json`);
  if (!fresh && existsSync(path)) return { value: JSON.parse(readFileSync(path, 'utf8')), isOld: true };
  const value = await work();
  mkdirSync(cache, { recursive: true });
  writeFileSync(path, JSON.stringify(value));
  return { value, isOld: false };
}
