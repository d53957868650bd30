/** @file The scripts and modules that are published beside a bundle, and what its entry.json says of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from './errors.mjs';
import { scriptFor } from './foreseen.mjs';
import { integrities, integrityOf } from './integrity.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** @typedef {Map<string, Uint8Array>} Files by name */
/**
 * @typedef {object} Shell
 * @property {Files} modules @property {Files} scripts those with their content's hash in the name
 * @property {Uint8Array} loader carrel.js as it was built, without a bundle
 */

/** What the build has written. @param {string} [folder] @returns {Shell} */
export function readShell(folder = join(dist, 'shell')) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (!names.includes('carrel.js')) throw new CommandError('dist/shell is missing: run ./scripts/build');
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  const those = (/** @type {(name: string) => boolean} */ fits) =>
    new Map([...files].filter(([name]) => name !== 'carrel.js' && fits(name)));
  return {
    modules: those((name) => name.endsWith('.wasm')),
    scripts: those((name) => !name.endsWith('.wasm')),
    loader: /** @type {Buffer} */ (files.get('carrel.js')),
  };
}

/** The licences of what is in the modules. @returns {Files} */
export const notices = () =>
  new Map([['THIRD_PARTY_NOTICES', readFileSync(join(dist, 'THIRD_PARTY_NOTICES'))]]);

/**
 * carrel.js for a bundle, and the hashes of it and all that it may load.
 * @param {Shell} shell @param {import('../../web/node.js').Foreseen | 'pinned'} foreseen
 * @returns {{ script: Uint8Array, hashes: Record<string, string> }}
 */
export function loaderFor({ modules, scripts, loader }, foreseen) {
  const script = Buffer.from(scriptFor(Buffer.from(loader).toString(), foreseen));
  return { script, hashes: integrities(new Map([['carrel.js', script], ...scripts, ...modules])) };
}

/**
 * entry.json with the names of the scripts and modules that read the bundle, so that a carrel.js of any version opens it.
 * @param {Uint8Array} entry as `pack` has made it @param {Shell} shell @param {string[]} stems languages whose stemmers the bundle uses
 * @returns {Uint8Array}
 */
export function entryFor(entry, { modules, scripts }, stems) {
  /** @param {string} name without hash @param {Files} files */
  const named = (name, files) => {
    const [, base, end] = /^(.*)(\.\w+)$/.exec(name) ?? [];
    const found = [...files.keys()].find((file) => file.startsWith(`${base}-`) && file.endsWith(end));
    if (!found) throw new CommandError(`dist/shell has no ${name}: run ./scripts/build`);
    return found;
  };
  const session = named('session.js', scripts);
  const wanted = ['search.wasm', 'markdown.wasm', ...stems.map((language) => `stem.${language}.wasm`)];
  const more = {
    // As safe as a longer one, and on the way to every reader.
    session: { name: session, integrity: integrityOf(scripts.get(session) ?? '', 'sha256') },
    modules: Object.fromEntries(wanted.map((name) => [name, named(name, modules)])),
  };
  return Buffer.from(`${JSON.stringify({ ...JSON.parse(Buffer.from(entry).toString()), ...more })}\n`);
}
