/** @file A published folder, opened as a page would open it, and editions to publish into one. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryFor, loaderFor, readShell } from '../../../scripts/cli/shell.mjs';
import { open, pack } from '../../../web/node.js';

/** @typedef {import('../../../scripts/cli/publish.mjs').Edition} Edition */

/** @param {Uint8Array} bytes @param {string} algorithm */
const digest = (bytes, algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

/**
 * Follows every name that a page would: carrel.js, entry.json, the script and the modules that it names, the index, all articles. Throws
 * when one of them is missing, cut or not what its hash says.
 * @param {string} folder @returns {Promise<string[]>} the bodies of the articles, sorted
 */
export async function openAsPage(folder) {
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name));
  const loader = read('carrel.js').toString();
  const [ownSession = ''] = /session-[0-9a-f]{8}\.js/.exec(loader) ?? [];
  assert.ok(loader.trimEnd().endsWith('}') || loader.trimEnd().endsWith(';'), 'carrel.js is whole');
  const entry = JSON.parse(read('entry.json').toString());
  // A pinned loader goes by its own names, any other by those of the entry.
  for (const name of [ownSession, entry.session?.name ?? ownSession]) assert.ok(read(name).length > 0, name);
  if (entry.session) assert.equal(digest(read(entry.session.name), 'sha256'), entry.session.integrity);
  for (const name of Object.values(entry.modules ?? {}))
    assert.ok(WebAssembly.validate(read(/** @type {string} */ (name))), `${name} is whole`);
  if (existsSync(join(folder, 'integrity.json'))) {
    const hashes = JSON.parse(read('integrity.json').toString());
    for (const [name, hash] of Object.entries(hashes))
      assert.ok(hash.split(' ').includes(digest(read(name), 'sha384')), `integrity.json fits ${name}`);
  }
  const bundle = await open(folder);
  try {
    const { hits, total } = await bundle.search('show=1000');
    assert.equal(total, entry.articles);
    const articles = await Promise.all(
      hits.map((/** @type {{ slug: string }} */ { slug }) => bundle.article(slug)),
    );
    return articles.map(({ body }) => body).sort();
  } finally {
    bundle.close();
  }
}

/** The scripts and modules of another version of Carrel: the built ones under other names. @param {string} version */
function shellOf(version) {
  const { modules, scripts, loader } = readShell();
  const wanted = /^(search|markdown|stem\.en)-/;
  const rename = (/** @type {Map<string, Uint8Array>} */ files) =>
    new Map(
      [...files].map(([name, bytes]) => [name.replace(/[0-9a-f]{8}(?=\.\w+$)/, version.repeat(8)), bytes]),
    );
  const comment = `\n// ${version};`;
  // The session names the scripts that come later, and the loader names the session.
  const renamed = (/** @type {string | Uint8Array} */ code) =>
    [...scripts.keys()].reduce(
      (text, name) => text.replaceAll(name, name.replace(/[0-9a-f]{8}/, version.repeat(8))),
      Buffer.from(code).toString(),
    );
  return {
    modules: rename(new Map([...modules].filter(([name]) => wanted.test(name)))),
    scripts: new Map(
      [...scripts].map(([name, code]) => [renamed(name), Buffer.from(renamed(code) + comment)]),
    ),
    loader: Buffer.from(renamed(loader)),
  };
}

/**
 * @param {object} content @param {string} [version] one hexadecimal digit, of the scripts and modules
 * @returns {Promise<Edition>}
 */
export async function editionOf(content, version = 'a') {
  const files = await pack(content);
  const entry = files.get('entry.json') ?? new Uint8Array();
  files.delete('entry.json');
  const shell = shellOf(version);
  return {
    contents: new Map([...files, ...shell.modules, ...shell.scripts]),
    fixed: new Map([['THIRD_PARTY_NOTICES', Buffer.from('Licences.')]]),
    loader: loaderFor(shell, files.foreseen),
    entry: entryFor(entry, shell, ['en']),
  };
}
