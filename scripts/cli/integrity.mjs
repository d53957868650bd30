/** @file Subresource integrity: hashes by which a browser refuses a script that somebody has changed on its way or at its host. */
import { createHash } from 'node:crypto';

/** @param {string | Uint8Array} bytes @param {string} [algorithm] @returns as an `integrity` attribute has it */
export const integrityOf = (bytes, algorithm = 'sha384') =>
  `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

/**
 * Of every script and module among files.
 * @param {Map<string, Uint8Array>} files by name @returns {Record<string, string>} by name
 */
export const integrities = (files) =>
  Object.fromEntries(
    [...files]
      .filter(([name]) => /\.(js|wasm)$/.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, bytes]) => [name, integrityOf(bytes)]),
  );

/**
 * The two lines of a page. With a hash the browser refuses any other loader, and the loader holds the other script to its own.
 * @param {{ 'carrel.js'?: string }} hashes of the loader, where the page is to insist on it @param {string} [base] address of the folder
 */
export const snippet = (hashes, base = '/carrel/') => {
  const integrity = hashes['carrel.js'] ? ` integrity="${hashes['carrel.js']}"` : '';
  return `<script type="module" src="${base}carrel.js"${integrity}></script>
<carrel-articles src="${base}entry.json"></carrel-articles>`;
};
