/**
 * @file Carrel for Node (`carrel/node`): packs content, opens what was packed, renders Markdown.
 *
 * The same engine and modules as in a page; only the way to a file differs.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { constants, createGzip, gunzipSync, gzip as gzipInTurn } from 'node:zlib';
import { Bundle } from './bundle.js';
import { EngineError, moduleTools } from './engine.js';
import { filesNamedIn, kinds } from './file-table.js';
import { fromMemory, misread } from './files.js';
import { htmlWith } from './html.js';
import { packInSlices } from './packing.js';
import { renderWith } from './render.js';

export { toHtml } from './stream.js';
export { EngineError };

/** @typedef {import('./packing.js').Packed['report']} Report */
/** @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files by name */
/** The names of the root and of the parts of the dictionary, each with its hint (web/packing.js). @typedef {[string, string][]} Foreseen */

const dist = new URL('../dist/', import.meta.url);

/** @type {import('./files.js').Fetch} */
async function fetchFile(url) {
  try {
    const type = url.pathname.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    return new Response(await readFile(url), { headers: { 'content-type': type } });
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOENT' || code === 'EISDIR') return new Response(null, { status: 404 });
    throw error;
  }
}

const tools = moduleTools({ modules: (name) => new URL(name, dist), fetch: fetchFile });

/** Where the sections of a file of the index end, but for the last (docs/format.md). @param {Uint8Array<ArrayBuffer>} bytes */
function sectionEnds(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: view.getUint32(28, true) - 1 }, (_, i) => {
    const row = 32 + 16 * i;
    return view.getUint32(row + 4, true) + view.getUint32(row + 8, true);
  });
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function gzipSections(bytes) {
  const ends = sectionEnds(bytes);
  const level = 9;
  if (ends.length === 0) return promisify(gzipInTurn)(bytes, { level });
  // Texts and bits each get blocks, so codes, of their own: a part of the dictionary comes out 3 % smaller.
  const stream = createGzip({ level });
  const packed = buffer(stream);
  let begin = 0;
  for (const end of ends) {
    stream.write(bytes.subarray(begin, end));
    stream.flush(constants.Z_BLOCK);
    begin = end;
  }
  stream.end(bytes.subarray(begin));
  return packed;
}

/** On the threads that Node keeps for such work. @param {Uint8Array<ArrayBuffer>} bytes */
async function gzip(bytes) {
  const packed = new Uint8Array(await gzipSections(bytes));
  // The tenth byte names the system it was made on; the same content makes the same bytes on all of them.
  packed[9] = 255;
  return packed;
}

/**
 * What searches without their passages and phrases may fetch in all: the root, the dictionary, the cards, the slugs and the titles.
 * @param {string} root its name @param {Files} files gzip inside @returns {number} bytes on the wire
 */
function searchBytes(root, files) {
  const size = (/** @type {string} */ name) => files.get(name)?.length ?? 0;
  const { terms, cards, slugs, titles } = kinds;
  const wanted = filesNamedIn(gunzipSync(files.get(root) ?? new Uint8Array())).filter(({ kind }) =>
    [terms, cards, slugs, titles].includes(kind),
  );
  return wanted.reduce((sum, { name }) => sum + size(name), size(root));
}

/**
 * Packs a content bundle (docs/content.md).
 * @param {object | string | Uint8Array} content the bundle, its JSON, or the bytes of that
 * @param {{ onProgress?: (share: number) => void, signal?: AbortSignal, name?: string }} [watch] name: what an error calls the content
 * @returns {Promise<Files & { report: Report, foreseen: Foreseen }>} what a host serves: entry.json and the files that it leads to;
 *   and what the script beside them may ask for ahead of them
 */
export async function pack(content, watch = {}) {
  const text =
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  /** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
  const files = new Map();
  /** @type {Foreseen} */
  const foreseen = [];
  const { entry, report } = await packInSlices(
    tools,
    bytes,
    (name, file, hint) => {
      // Most files are ready, and are compressed beside, long before the last one.
      files.set(name, gzip(file));
      if (hint !== undefined) foreseen.push([name, hint]);
    },
    watch,
  ).catch((error) => {
    throw watch.name ? misread(error, watch.name, bytes) : error;
  });
  /** @type {Files} */
  const packed = new Map();
  for (const [name, file] of files) packed.set(name, await file);
  const whole = { ...entry, searchBytes: searchBytes(entry.index, packed) };
  const published = new Map([
    ['entry.json', new TextEncoder().encode(`${JSON.stringify(whole)}\n`)],
    ...packed,
  ]);
  return Object.assign(published, { report, foreseen });
}

/**
 * Opens a packed bundle.
 * @param {Files | string} files from pack(), or the path of a folder with an entry.json, of such a file, or of a content.json
 * @param {{ privacy?: string }} [options] privacy: `whole` reads with the first search everything that any search may need
 * @returns {Promise<Bundle>}
 */
export async function open(files, { privacy } = {}) {
  if (typeof files === 'string') {
    const isFolder = await stat(files).then(
      (found) => found.isDirectory(),
      () => false,
    );
    return Bundle.open(
      pathToFileURL(isFolder ? join(files, 'entry.json') : files),
      tools,
      undefined,
      privacy,
    );
  }
  return Bundle.open(
    new URL('memory://bundle/entry.json'),
    { ...tools, fetch: fromMemory(files) },
    undefined,
    privacy,
  );
}

/** @typedef {import('./render.js').RenderOptions} RenderOptions */
/** @typedef {ReturnType<typeof renderWith>['outline']} Outline */

/**
 * Markdown as node streams, and as HTML, sooner than by toHtml(); docs/stream.md says what toHtml() leaves out besides.
 * @returns {Promise<{
 *   render(markdown: string, options?: RenderOptions): ReturnType<typeof renderWith>,
 *   html(markdown: string, options?: RenderOptions): { html: string, readonly outline: Outline, truncated: boolean },
 * }>}
 */
export async function openMarkdown() {
  const [instance, writer] = await Promise.all([tools.start('markdown.wasm'), tools.start('html.wasm')]);
  return {
    render: (markdown, options = {}) => renderWith(instance, markdown, options),
    html: (markdown, options) => htmlWith(writer, markdown, options),
  };
}
