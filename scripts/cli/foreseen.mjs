/** @file The script that lies beside a bundle knows which files a visit begins with, so that these need not wait for the entry. */

/** Stands in the built carrel.js where `carrel pack` writes. */
export const bundleMark = 'carrel:bundle';

/**
 * carrel.js for the folder of one bundle.
 * @param {string} script @param {import('../../web/node.js').Foreseen} foreseen
 */
export function scriptFor(script, foreseen) {
  const lines = foreseen.map(([name, hint]) => name.replace('.bin', '') + hint);
  const parts = script.split(new RegExp(`["'\`]${bundleMark}["'\`]`));
  if (parts.length !== 2)
    throw new Error('dist/shell/carrel.js has no place for the bundle: run ./scripts/build');
  return parts.join(JSON.stringify(lines.join('\n')));
}
