/** @file Subresource integrity: hashes by which a browser refuses a script that somebody has changed on its way or at its host. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string | Uint8Array} bytes @param {string} [algorithm] @returns as an `integrity` attribute has it */
export const integrityOf = (bytes, algorithm = 'sha384') =>
  `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

/**
 * Of every script and module in a folder that was packed.
 * @param {string} folder @returns {Record<string, string>} by name
 */
export const integrities = (folder) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => /^(carrel|session-\w+)\.js$|\.wasm$/.test(name))
      .sort()
      .map((name) => [name, integrityOf(readFileSync(join(folder, name)))]),
  );

/**
 * The two lines of a page. The loader holds the other script to its hash if it is held to its own.
 * @param {Record<string, string>} hashes by name @param {string} [base] address of the folder
 */
export const snippet = (hashes, base = '/carrel/') =>
  `<script type="module" src="${base}carrel.js" integrity="${hashes['carrel.js']}"></script>
<carrel-articles src="${base}entry.json"></carrel-articles>`;
