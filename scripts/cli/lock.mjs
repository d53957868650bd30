/**
 * @file One run of `carrel pack` at a time writes into a folder; another waits until it has done.
 *
 * The lock is a file beside what is published. A run that was killed leaves it behind: it counts no longer when its process is gone,
 * or, where that cannot be seen (another machine writes to the same disk), when nobody has touched it for two minutes.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from './errors.mjs';
import { temporaryName, writeFault } from './published-folder.mjs';

export const lockName = '.carrel-lock';

const PAUSE_MS = 100;
/** The holder touches its lock more often than this while it writes. */
const SILENCE_MS = 120_000;
const TOUCH_MS = 10_000;

/** Locks that this process holds: its number alone does not tell a lock of its own from one that a dead namesake left. @type {Set<string>} */
const held = new Set();

/** @param {string} text of a lock @returns {boolean} false as well where it cannot be known */
function isAbandoned(text) {
  let owner;
  try {
    owner = JSON.parse(text);
  } catch {
    // It is being written, or its writer was killed between two calls.
    return false;
  }
  if (owner?.host !== hostname() || !Number.isInteger(owner.pid) || owner.pid < 1) return false;
  if (owner.pid === process.pid) return !held.has(owner.token);
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/** @param {() => void} action @param {string} code of the error that is no error here @returns {boolean} was there none? */
function unless(action, code) {
  try {
    action();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === code) return false;
    throw error;
  }
}

/** Takes an abandoned lock away, and no other that has come into its place. @param {string} path @param {string} folder @param {string} text */
function breakLock(path, folder, text) {
  const aside = join(folder, temporaryName());
  if (!unless(() => renameSync(path, aside), 'ENOENT')) return;
  try {
    // Another run was faster, and this is its lock: back to its place, unless somebody has taken that meanwhile. Where this fails,
    // the other finds out before it changes anything that is in use.
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, path);
  } catch {}
  unlinkSync(aside);
}

/** Makes the lock, whole or not at all. @param {string} path @param {string} text @returns {boolean} false when there is one */
function makeLock(path, text) {
  let file;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(file, text);
    return true;
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

/**
 * @typedef {object} Lock
 * @property {() => void} touch says that the holder is alive; cheap enough to be called for each file
 * @property {() => boolean} isOurs
 * @property {() => void} release
 */

/**
 * @param {string} folder
 * @param {{ onWait?: (owner: string) => void, silence?: number, patience?: number }} [options] milliseconds: without a sign of life the
 *   lock of another counts as abandoned; after the patience this gives up
 * @returns {Promise<Lock>}
 */
export async function takeLock(
  folder,
  { onWait = () => {}, silence = SILENCE_MS, patience = 5 * SILENCE_MS } = {},
) {
  const path = join(folder, lockName);
  const token = randomUUID();
  const own = JSON.stringify({ pid: process.pid, host: hostname(), token });
  const began = Date.now();
  let seen = '';
  let since = began;
  for (;;) {
    try {
      if (makeLock(path, own)) break;
    } catch (error) {
      throw writeFault(error, path);
    }
    /** @type {string} */
    let text;
    try {
      text = readFileSync(path, 'utf8');
      const sign = `${text} ${statSync(path).mtimeMs}`;
      if (sign !== seen) {
        if (seen === '') onWait(text);
        seen = sign;
        since = Date.now();
      }
    } catch (error) {
      // It was released in between.
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') continue;
      throw writeFault(error, path, 'read');
    }
    if (isAbandoned(text) || Date.now() - since >= silence) {
      breakLock(path, folder, text);
      continue;
    }
    if (Date.now() - began >= patience) {
      throw new CommandError(
        `${folder} is still being written by another carrel pack: wait for it, or remove ${path} when there is none`,
      );
    }
    await pause(PAUSE_MS);
  }
  held.add(token);
  let touched = Date.now();
  const isOurs = () => {
    try {
      return readFileSync(path, 'utf8') === own;
    } catch {
      return false;
    }
  };
  return {
    isOurs,
    touch() {
      const now = Date.now();
      if (now - touched < TOUCH_MS) return;
      touched = now;
      if (isOurs()) utimesSync(path, now / 1000, now / 1000);
    },
    release() {
      held.delete(token);
      if (isOurs()) unless(() => unlinkSync(path), 'ENOENT');
    },
  };
}
