/** @file Another version of Carrel: it writes and reads another format, and calls its own things by other names. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { buildShell } from '../../scripts/build-shell.mjs';
import { integrityOf } from '../../scripts/cli/integrity.mjs';
import { entryFor, loaderFor, readShell } from '../../scripts/cli/shell.mjs';
import { pack } from '../../web/node.js';

/** @typedef {import('../../scripts/cli/publish.mjs').Edition} Edition */
/** @typedef {import('../../scripts/cli/shell.mjs').Shell} Shell */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The last byte of the magic of a file of the index, in format 1 and in the other. */
const [mark, otherMark] = [0x0a, 0x0b];

/**
 * The script of the other version: it reads entries whose numbers are 2 and files with the other magic, and none of the first kind.
 * @param {string} inner the name of the script that does the rest
 */
const translator = (inner) => `
import { openBundle as open } from './${inner}';
export * from './${inner}';
globalThis.carrelTestVersion = 2;
const translate = (fetch) => async (url, init) => {
  const response = await fetch(url, init);
  if (!response.ok || !/\\.(json|bin)$/.test(url.pathname)) return response;
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (url.pathname.endsWith('.json')) {
    const entry = JSON.parse(new TextDecoder().decode(bytes));
    const known = entry.carrel === 2 && entry.format === 2;
    return Response.json({ ...entry, carrel: known ? 1 : 7 });
  }
  bytes = new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
  );
  bytes[7] = bytes[7] === ${otherMark} ? ${mark} : 0;
  return new Response(bytes);
};
export const openBundle = (src, options) => open(src, { ...options, fetch: translate(options.fetch) });
`;

/** Makes other letters of the names that the build shortens. @type {import('esbuild').Plugin} */
const otherNames = {
  name: 'other-names',
  setup({ onLoad }) {
    onLoad({ filter: /web\/session\.js$/ }, ({ path }) => {
      const uses = ['unfolded', 'rescues', 'missing', 'travels'].map((name) =>
        `value.${name}(1),`.repeat(200),
      );
      const more = `\nexport const another = (/** @type {any} */ value) => [${uses.join('')}];\n`;
      return { contents: readFileSync(path, 'utf8') + more, loader: 'js' };
    });
  },
};

/** The built modules, with a section that nobody reads: other bytes, so other names. @param {string} dist */
function copyModules(dist) {
  for (const name of readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.wasm'))) {
    const section = Buffer.from([0, 6, 5, ...Buffer.from('other')]);
    writeFileSync(join(dist, name), Buffer.concat([readFileSync(join(root, 'dist', name)), section]));
  }
}

/** @returns {Promise<Shell>} */
async function otherShell() {
  const dist = mkdtempSync(join(tmpdir(), 'carrel-other-'));
  try {
    copyModules(dist);
    const { outdir } = await buildShell({ dist, plugins: [otherNames] });
    const { modules, scripts, loader } = readShell(outdir);
    const inner = [...scripts.keys()].find((name) => name.startsWith('session-')) ?? '';
    const code = Buffer.from(translator(inner.replace('session', 'inner')));
    const outer = `session-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
    const text = Buffer.from(loader)
      .toString()
      .replaceAll(inner, outer)
      .replaceAll(integrityOf(scripts.get(inner) ?? '', 'sha256'), integrityOf(code, 'sha256'));
    /** @type {Map<string, Uint8Array>} */
    const renamed = new Map([[outer, code]]);
    for (const [name, bytes] of scripts) renamed.set(name.replace(/^session/, 'inner'), bytes);
    return {
      modules,
      scripts: renamed,
      loader: Buffer.from(text),
    };
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

/** A file as the other version writes it. @param {string} name @param {Uint8Array} bytes @returns {Buffer} */
function inOtherFormat(name, bytes) {
  if (name === 'entry.json') {
    const entry = JSON.parse(Buffer.from(bytes).toString());
    return Buffer.from(JSON.stringify({ ...entry, carrel: 2, format: 2 }));
  }
  const file = gunzipSync(bytes);
  file[7] = otherMark;
  return gzipSync(file);
}

/** @param {object} content @param {Shell} shell @param {boolean} other @returns {Promise<Edition>} */
async function edition(content, shell, other) {
  const packed = await pack(content);
  /** @type {Map<string, Uint8Array>} */
  const files = new Map(packed);
  if (other) for (const [name, bytes] of packed) files.set(name, inOtherFormat(name, bytes));
  const entry = entryFor(files.get('entry.json') ?? new Uint8Array(), shell, ['en']);
  const parts = [...files].filter(([name]) => name !== 'entry.json');
  return {
    contents: new Map([...parts, ...shell.modules, ...shell.scripts]),
    fixed: new Map(),
    loader: loaderFor(shell, packed.foreseen),
    entry,
  };
}

/**
 * The same site, made by two versions of Carrel.
 * @param {object} content of this version @param {object} otherContent
 */
export async function twoVersions(content, otherContent) {
  const [own, other] = [readShell(), await otherShell()];
  return {
    shells: { own, other },
    own: await edition(content, own, false),
    other: await edition(otherContent, other, true),
  };
}

/** What a host serves of an edition. @param {Edition} made @returns {[string, Uint8Array][]} */
export const servedOf = ({ contents, loader, entry }) => [
  ...contents,
  ['carrel.js', loader?.script ?? new Uint8Array()],
  ['entry.json', entry],
];
