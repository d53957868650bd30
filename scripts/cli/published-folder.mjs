/**
 * @file The folder that is published, and the few ways in which it may be changed: a file appears whole, is replaced whole, or goes.
 *
 * A file is written under a temporary name beside its place, brought to the disk (fsync), and renamed. So whoever reads the folder
 * meanwhile, or after a crash, finds either the file of before or the new one. Links are never followed: a rename replaces the link.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './errors.mjs';

/**
 * One change of the disk that is about to be made. A test throws here, as a disk that is full or a process that is killed would.
 * @typedef {(step: { call: 'open' | 'write' | 'sync' | 'rename' | 'unlink', name: string }) => void} OnStep
 */

/** Files that a run has not renamed yet, and what it leaves behind when it is killed. */
const temporary = /^\.carrel-[0-9a-f]{16}\.tmp$/;
export const temporaryName = () => `.carrel-${randomBytes(8).toString('hex')}.tmp`;

/** Why a change was refused, and what to do, by the system's code. @type {Record<string, [string, string]>} */
const reasons = {
  ENOSPC: ['no space is left on the device', 'free some'],
  EDQUOT: ['the quota of the disk is used up', 'free some space'],
  EACCES: ['permission is missing', 'give yourself the right to write there'],
  EPERM: ['it is not permitted', 'give yourself the right to write there'],
  EROFS: ['the file system is read-only', 'choose another folder'],
  EISDIR: ['a folder of this name is in the way', 'move it away'],
  ENOTEMPTY: ['a folder of this name is in the way', 'move it away'],
  ENOTDIR: ['it lies below a file that is no folder', 'choose another folder'],
  EEXIST: ['there is a file of this name that is no folder', 'choose another folder'],
  EFBIG: ['the file is larger than the system allows', 'raise the limit (ulimit -f)'],
  EIO: ['the disk reports an error', 'look at the disk'],
};

/**
 * The sentence for an error of the file system; other errors stay as they are.
 * @param {unknown} error @param {string} path @param {string} [what] was being done
 */
export function writeFault(error, path, what = 'written') {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  if (typeof code !== 'string' || error instanceof CommandError) return error;
  const [fact, remedy] = reasons[code] ?? ['the system refused it', 'look at the folder'];
  const state = what === 'written' ? '; what was published before still opens' : '';
  return new CommandError(
    `${path} could not be ${what}, ${fact} (${code}): ${remedy}, and pack again${state}`,
  );
}

export class Folder {
  #path;
  #onStep;
  /** Temporary files of this run. @type {Set<string>} */
  #open = new Set();

  /** @param {string} path is made if needed @param {OnStep} [onStep] */
  constructor(path, onStep = () => {}) {
    this.#path = path;
    this.#onStep = onStep;
    try {
      mkdirSync(path, { recursive: true });
    } catch (error) {
      throw writeFault(error, path, 'made');
    }
  }

  /** @param {string} name */
  at(name) {
    return join(this.#path, name);
  }

  /** What stands under a name, links not followed; undefined where there is nothing. @param {string} name */
  look(name) {
    return lstatSync(this.at(name), { throwIfNoEntry: false });
  }

  /** The bytes of a regular file; null for anything else, and for what may not be read. @param {string} name */
  read(name) {
    if (!this.look(name)?.isFile()) return null;
    try {
      return readFileSync(this.at(name));
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {Uint8Array} bytes */
  holds(name, bytes) {
    const found = this.look(name);
    if (!found?.isFile() || found.size !== bytes.length) return false;
    return this.read(name)?.equals(bytes) ?? false;
  }

  /**
   * Brings bytes to the disk, under a temporary name. `place` puts them where they belong.
   * @param {string} name their place later @param {Uint8Array} bytes @returns {string} the temporary name
   */
  prepare(name, bytes) {
    const temp = temporaryName();
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
    try {
      this.#onStep({ call: 'open', name });
      const file = openSync(this.at(temp), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
      this.#open.add(temp);
      try {
        // A file that is replaced hands on its permissions.
        const before = this.look(name);
        if (before?.isFile()) fchmodSync(file, before.mode & 0o777);
        for (let at = 0; at < bytes.length; ) {
          this.#onStep({ call: 'write', name });
          at += writeSync(file, bytes, at);
        }
        this.#onStep({ call: 'sync', name });
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw writeFault(error, this.at(name));
    }
    return temp;
  }

  /** @param {string} temp from `prepare` @param {string} name */
  place(temp, name) {
    try {
      this.#onStep({ call: 'rename', name });
      renameSync(this.at(temp), this.at(name));
    } catch (error) {
      throw writeFault(error, this.at(name));
    }
    this.#open.delete(temp);
  }

  /** Writes a file, unless it is there with these bytes. @param {string} name @param {Uint8Array} bytes @returns {boolean} was it written? */
  write(name, bytes) {
    if (this.holds(name, bytes)) return false;
    this.place(this.prepare(name, bytes), name);
    return true;
  }

  /** Makes the renames of before last through a loss of power. Where a folder cannot be opened (Windows), it has no such thing. */
  sync() {
    this.#onStep({ call: 'sync', name: '.' });
    try {
      const folder = openSync(this.#path, constants.O_RDONLY);
      try {
        fsyncSync(folder);
      } finally {
        closeSync(folder);
      }
    } catch {}
  }

  /** Takes a regular file away; what is anything else, or gone, stays as it is. @param {string} name */
  remove(name) {
    if (!this.look(name)?.isFile()) return;
    this.#onStep({ call: 'unlink', name });
    unlinkSync(this.at(name));
  }

  /** What killed runs have left behind. Only the holder of the lock may call this: it would take the files of a run at work. */
  sweep() {
    for (const name of readdirSync(this.#path)) if (temporary.test(name)) this.discard(name);
  }

  /** Takes the temporary files of this run away, after a failure. */
  abandon() {
    for (const name of this.#open) this.discard(name);
  }

  /** Takes a file away if that can be done. @param {string} name */
  discard(name) {
    try {
      this.remove(name);
    } catch {
      // Whatever refuses this has refused more before, and that is what the message is about.
    }
  }
}
