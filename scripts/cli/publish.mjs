/**
 * @file Puts a publish into a folder so that, at any moment and after any crash, a page finds one that is whole: the one of before or
 * the new one.
 *
 * First come the files that bear their content's hash, which nobody asks for yet; then, one right after the other, integrity.json,
 * carrel.js and entry.json, which say what is asked for; last what no page uses any more is taken away. Any carrel.js opens any
 * entry.json (web/loader.js), so each of these steps leaves a folder that works.
 */
import { CommandError, plural } from './errors.mjs';
import { integrityOf } from './integrity.mjs';
import { takeLock } from './lock.mjs';
import { earlierPublishes, entryHash, isPart, manifestName, manifestOf } from './manifest.mjs';
import { Folder, writeFault } from './published-folder.mjs';

/** @typedef {import('./manifest.mjs').Publish} Publish */
/**
 * @typedef {object} Edition what is to be published
 * @property {Map<string, Uint8Array>} contents files whose names change with their content, in the order in which they are written
 * @property {Map<string, Uint8Array>} fixed files beside them that keep their names and that no page loads (licences)
 * @property {{ script: Uint8Array, hashes: Record<string, string> } | null} loader carrel.js, and what integrity.json says; null where
 *   only the data are published
 * @property {Uint8Array} entry entry.json
 */
/**
 * @typedef {object} Options
 * @property {number} [keep] how many publishes of before stay for pages that are open
 * @property {import('./published-folder.mjs').OnStep} [onStep]
 * @property {(warning: string) => void} [warn]
 */

/** @param {Record<string, string>} hashes */
const integrityFile = (hashes) => Buffer.from(`${JSON.stringify(hashes, null, 2)}\n`);

/** Everything that stands in the way is found before anything is written. @param {Folder} folder @param {Iterable<string>} names */
function expectRoom(folder, names) {
  for (const name of names) {
    if (!folder.look(name)?.isDirectory()) continue;
    throw new CommandError(
      `${folder.at(name)} is a folder, and a file of this name is to be written: move it away; nothing was changed`,
    );
  }
}

/**
 * The files that a publish consists of. One of data alone leaves the scripts in use that were there before.
 * @param {Edition} edition @param {Publish[]} earlier
 */
function filesOf({ contents, loader, entry }, earlier) {
  const before = earlier[0]?.files ?? [];
  // Packed once more without a change, the one before is the same publish, perhaps with other modules.
  if (earlier[0]?.entry === entryHash(entry)) return [...contents.keys(), ...before];
  return [...contents.keys(), ...(loader ? [] : before.filter((name) => !isPart(name)))];
}

/**
 * The files by which all others are found, each of them on the disk under a temporary name, in the order in which they take their
 * places. integrity.json has both hashes of carrel.js until that has changed, as an `integrity` attribute may have two.
 * @param {Folder} folder @param {Edition} edition @returns {{ name: string, temp: string }[]} none when nothing changes
 */
function prepareSwitch(folder, { loader, entry }) {
  /** @type {{ name: string, temp: string }[]} */
  const steps = [];
  const add = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) =>
    steps.push({ name, temp: folder.prepare(name, bytes) });
  const addChanged = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => {
    if (!folder.holds(name, bytes)) add(name, bytes);
  };
  const before = loader && folder.read('carrel.js');
  if (loader && before && !before.equals(loader.script)) {
    const { script, hashes } = loader;
    const either = `${hashes['carrel.js']} ${integrityOf(before)}`;
    add('integrity.json', integrityFile({ ...hashes, 'carrel.js': either }));
    add('carrel.js', script);
    addChanged('entry.json', entry);
    add('integrity.json', integrityFile(hashes));
    return steps;
  }
  if (loader) {
    addChanged('integrity.json', integrityFile(loader.hashes));
    addChanged('carrel.js', loader.script);
  }
  addChanged('entry.json', entry);
  return steps;
}

/**
 * Publishes an edition. Rejects with a CommandError that names the file, the fact and the remedy when the system refuses a write; the
 * folder then opens as it did before, and what this run has added is gone again.
 * @param {string} path of the folder, made if needed @param {Edition} edition @param {Options} [options]
 */
export async function publish(path, edition, { keep = 1, onStep, warn = () => {} } = {}) {
  const folder = new Folder(path, onStep);
  const lock = await takeLock(path, {
    onWait: () => warn(`${path} is being written by another carrel pack: waiting for it`),
  });
  /** @type {string[]} */
  const added = [];
  try {
    folder.sweep();
    const fixed = [...edition.fixed.keys(), manifestName, 'entry.json'];
    if (edition.loader) fixed.push('integrity.json', 'carrel.js');
    expectRoom(folder, [...edition.contents.keys(), ...fixed]);

    const entry = entryHash(edition.entry);
    const earlier = earlierPublishes(folder);
    const own = { entry, files: filesOf(edition, earlier) };
    const others = earlier[0]?.entry === entry ? earlier.slice(1) : earlier;
    folder.write(manifestName, manifestOf([own, ...others]));
    for (const [name, bytes] of edition.contents) {
      lock.touch();
      const isNew = !folder.look(name);
      if (folder.write(name, bytes) && isNew) added.push(name);
    }
    for (const [name, bytes] of edition.fixed) folder.write(name, bytes);
    const prepared = prepareSwitch(folder, edition);
    // What the new names lead to is on the disk for good before they count.
    if (prepared.length > 0) folder.sync();
    if (!lock.isOurs()) {
      // The other run may have found them here, and count on them.
      added.length = 0;
      throw new CommandError(`${path} was taken over by another carrel pack: pack again when that has ended`);
    }
    // From here on they are in use.
    added.length = 0;
    for (const { name, temp } of prepared) folder.place(temp, name);
    if (prepared.length > 0) folder.sync();
    removeOld(folder, [own, ...others], keep, warn);
  } catch (error) {
    folder.abandon();
    for (const name of added) folder.discard(name);
    throw writeFault(error, path);
  } finally {
    lock.release();
  }
}

/**
 * Takes away what belongs to no publish that is kept. What cannot be removed stays in the manifest, and is tried again by the next run.
 * @param {Folder} folder @param {Publish[]} publishes newest first @param {number} keep @param {(warning: string) => void} warn
 */
function removeOld(folder, publishes, keep, warn) {
  const kept = publishes.slice(0, keep + 1);
  const used = new Set(kept.flatMap(({ files }) => files));
  const old = new Set(publishes.flatMap(({ files }) => files).filter((name) => !used.has(name)));
  /** @type {string[]} */
  const left = [];
  for (const name of old) {
    try {
      folder.remove(name);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (!code) throw error;
      left.push(name);
    }
  }
  if (left.length > 0) {
    warn(
      `${plural(left.length, 'old file')} could not be removed, ${left[0]} for one: remove them by hand; nothing needs them`,
    );
  }
  const rest = left.length > 0 ? [{ entry: '', files: left }] : [];
  try {
    folder.write(manifestName, manifestOf([...kept, ...rest]));
  } catch (error) {
    // The publish stands; the manifest of before names all of its files and more.
    if (!(error instanceof CommandError)) throw error;
    folder.abandon();
    warn(error.message);
  }
}
