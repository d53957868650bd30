/** @file The script that lies beside a bundle knows which files a visit begins with, so that these need not wait for the entry. */

/** Stands in the built carrel.js where `carrel pack` writes. */
export const bundleMark = 'carrel:bundle';

/** Stands there instead in a script that is the same for every bundle, and takes no names from an entry (web/loader.js). */
const pinnedMark = 'carrel:pinned';

/**
 * carrel.js for the folder of one bundle.
 * @param {string} script as it was built @param {import('../../web/node.js').Foreseen | 'pinned'} foreseen
 */
export function scriptFor(script, foreseen) {
  const lines =
    foreseen === 'pinned' ? [pinnedMark] : foreseen.map(([name, hint]) => name.replace('.bin', '') + hint);
  const parts = script.split(new RegExp(`["'\`]${bundleMark}["'\`]`));
  if (parts.length !== 2)
    throw new Error('dist/shell/carrel.js has no place for the bundle: run ./scripts/build');
  return parts.join(JSON.stringify(lines.join('\n')));
}
