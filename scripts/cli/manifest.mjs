/**
 * @file `carrel-manifest.json`: which files of a folder are ours, and of which publish. What it does not name is never taken away.
 *
 * It is written before anything else of a publish is, so that what a killed run leaves behind is known as well.
 */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { filesNamedIn, isIndexFile } from '../../web/file-table.js';

/** @typedef {import('./published-folder.mjs').Folder} Folder */
/** @typedef {{ entry: string, files: string[] }} Publish the hash of its entry.json, '' when it never had one, and its other files */

export const manifestName = 'carrel-manifest.json';

/** Names that carry the hash of what is in them. A manifest that somebody has written names no others. */
const partName = /^[0-9a-f]{16}\.bin$/;
const shellName = /^[a-z][a-z0-9.-]{0,60}-[0-9a-f]{8}\.(js|wasm)$/;
/** @param {unknown} name */
const isOurs = (name) => typeof name === 'string' && (partName.test(name) || shellName.test(name));
/** @param {string} name */
export const isPart = (name) => partName.test(name);

/** @param {Uint8Array} bytes of an entry.json */
export const entryHash = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** @param {Iterable<string>} files @returns {string[]} */
const sorted = (files) => [...new Set(files)].sort();

/** @param {Uint8Array} bytes */
function parsed(bytes) {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}

/** @param {Folder} folder @returns {Publish[]} newest first; none of a manifest that cannot be read */
function recorded(folder) {
  const { publishes } = parsed(folder.read(manifestName) ?? new Uint8Array()) ?? {};
  if (!Array.isArray(publishes)) return [];
  return publishes
    .filter((publish) => typeof publish?.entry === 'string' && Array.isArray(publish.files))
    .map(({ entry, files }) => ({ entry, files: sorted(files.filter(isOurs)) }));
}

/** The bytes of a file of the index, unpacked; none of what is something else. @param {Folder} folder @param {string} name */
function indexFile(folder, name) {
  const stored = folder.read(name);
  if (!stored) return null;
  try {
    const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
    return isIndexFile(bytes) ? bytes : null;
  } catch {
    return null;
  }
}

/** What an entry from before there were manifests leads to, as far as it is there and is ours. @param {Folder} folder @param {Uint8Array} entry */
function ledTo(folder, entry) {
  const { index } = parsed(entry) ?? {};
  /** @type {Set<string>} */
  const found = new Set();
  const queue = [index];
  for (const name of queue) {
    const bytes = partName.test(name) && !found.has(name) ? indexFile(folder, name) : null;
    if (!bytes) continue;
    found.add(name);
    queue.push(...filesNamedIn(bytes).map((file) => file.name));
  }
  return [...found];
}

/**
 * The publishes that readers may still have open, newest first. What a killed run has begun counts to the one that was live then: its
 * scripts may be the ones in use.
 * @param {Folder} folder @returns {Publish[]}
 */
export function earlierPublishes(folder) {
  const publishes = recorded(folder);
  const entry = folder.read('entry.json');
  const hash = entry ? entryHash(entry) : '';
  const at = publishes.findIndex((publish) => publish.entry === hash);
  const begun = at < 0 ? publishes : publishes.slice(0, at + 1);
  const older = at < 0 ? [] : publishes.slice(at + 1);
  if (at >= 0) return [{ entry: hash, files: sorted(begun.flatMap(({ files }) => files)) }, ...older];
  return entry ? [{ entry: hash, files: sorted(ledTo(folder, entry)) }, ...publishes] : publishes;
}

/** @param {Publish[]} publishes newest first */
export const manifestOf = (publishes) =>
  Buffer.from(
    `${JSON.stringify({ carrel: 1, publishes: publishes.map(({ entry, files }) => ({ entry, files: sorted(files) })) }, null, 1)}\n`,
  );
