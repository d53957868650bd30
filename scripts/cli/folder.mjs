/**
 * @file Walks a folder that somebody else has made: it never leaves the folder, never runs in a circle, and opens nothing but
 * regular files, since a pipe or a device may never end.
 */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';

/** @param {unknown} error @returns {string} such as `EACCES` */
export const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error)?.code ?? String(error);

/** A name that is not UTF-8 reads as one with U+FFFD, and nothing bears that name. @param {string} path @param {unknown} error */
const whyUnreadable = (path, error) =>
  path.includes('\uFFFD') ? 'its name is not UTF-8: rename it' : `cannot be read (${codeOf(error)})`;

/**
 * The files below a folder, links to files and folders included where they stay below it.
 *
 * What can be reached in two ways is listed once, under its own name, so that a link to a folder around it is no circle.
 * @param {string} root
 * @param {(path: string, isFolder: boolean) => boolean} wanted is asked for every path below the root, with slashes; what it
 *   refuses is neither entered nor listed nor told of
 * @param {(path: string, reason: string) => void} leaveOut told of what was wanted and is not read
 * @returns {string[]} paths below the root, with slashes, sorted by their UTF-16 units
 */
export function filesBelow(root, wanted, leaveOut) {
  const realRoot = realpathSync(root);
  const inside = realRoot === sep ? sep : realRoot + sep;
  /** The real paths of what was listed or entered. */
  const seen = new Set([realRoot]);
  /** @type {string[]} */
  const files = [];
  /** @type {string[]} */
  const links = [];
  const folders = [''];

  /** @param {string} path */
  const visit = (path) => {
    let real;
    let entry;
    try {
      real = realpathSync(join(root, path));
      entry = statSync(real);
    } catch (error) {
      if (wanted(path, false)) leaveOut(path, whyUnreadable(path, error));
      return;
    }
    if (!wanted(path, entry.isDirectory())) return;
    if (real !== realRoot && !real.startsWith(inside)) return leaveOut(path, 'leads out of the folder');
    if (seen.has(real)) return leaveOut(path, 'leads to what is read already');
    if (!entry.isDirectory() && !entry.isFile()) return leaveOut(path, 'is no regular file');
    seen.add(real);
    (entry.isDirectory() ? folders : files).push(path);
  };

  /** Enters the folders that were found, and those found in them. */
  const enter = () => {
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      try {
        for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
          const path = folder ? `${folder}/${entry.name}` : entry.name;
          // Links wait until everything else has been found under its own name.
          if (entry.isSymbolicLink()) links.push(path);
          else visit(path);
        }
      } catch (error) {
        leaveOut(folder || '.', whyUnreadable(folder, error));
      }
    }
  };

  enter();
  while (links.length > 0) {
    for (const link of links.splice(0).sort()) visit(link);
    enter();
  }
  return files.sort((a, b) => (a < b ? -1 : 1));
}

/** What a file cannot be read for: its `code` is the system's, or `ENOTFILE`. */
export class NotAFileError extends Error {
  code = 'ENOTFILE';
}

/**
 * The bytes of a regular file. A pipe, a device or a folder throws a NotAFileError at once instead of being waited for.
 * @param {string} path @returns {Buffer}
 */
export function readRegularFile(path) {
  // Without O_NONBLOCK the opening of a pipe would wait for somebody to write into it.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (found.isDirectory()) throw new NotAFileError(`${path} is a folder`);
    if (!found.isFile()) throw new NotAFileError(`${path} is no regular file`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
