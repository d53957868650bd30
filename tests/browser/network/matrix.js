/**
 * @file Every kind of fault in every file that a page fetches: each must end in a page that works, or in a message to the reader with a
 * button that works once the fault is gone. Without carrel.js itself, what stood there before must stand.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { pack } from '../../../web/node.js';
import { PATIENCE_MS, SILENCE_MS } from '../../../web/silence.js';
import { kindOf } from '../../bench/engine.mjs';
import { ENGINES } from '../hostile/engines.js';
import { FAULTS, HARMLESS } from './faults.js';
import { FaultyHost } from './host.js';

/**
 * @typedef {object} Subject a file, and the visit that fetches it
 * @property {string} name
 * @property {Set<string>} names of the files
 * @property {string} page
 * @property {string[]} steps
 * @property {string} query
 * @property {boolean} loads
 *
 * @typedef {{ subject: string, kind: string, end: string, what: string }} Result `end` as page.js has it; `unmet` when the file was never asked for
 */

/** What these pages allow instead, in milliseconds: the whole matrix would take hours otherwise. */
const LIMITS = { [SILENCE_MS]: 3000, [PATIENCE_MS]: 1000 };

const root = new URL('../../../', import.meta.url);

/** Words that no dictionary knows, each in few articles; enough of them for an index in parts. */
function largeContent() {
  const syllables = [...'bdfgklmnprstvz'].flatMap((a) => [...'aeiou'].map((b) => a + b));
  const { length } = syllables;
  const word = (/** @type {number} */ n) =>
    [n, n / length, n / length ** 2].map((place) => syllables[Math.floor(place) % length]).join('');
  const articles = Array.from({ length: 1500 }, (_, i) => ({
    slug: `a${i}`,
    title: `${word(i)} ${word(i * 31)}`,
    body: Array.from({ length: 120 }, (__, j) => word((i * 7919 + j * 104729) % 300_000)).join(' '),
  }));
  return { version: 1, site: { title: 'Many', language: 'en' }, articles };
}

const smallContent = {
  version: 1,
  site: { title: 'Few', language: 'en' },
  articles: [{ slug: 'tide', title: 'Tides', body: 'The sea rises and falls.' }],
};

/** Before anything else a page shortens the limits, and notes what happens in it. */
const preface = `
  const wait = globalThis.setTimeout;
  const limits = ${JSON.stringify(LIMITS)};
  globalThis.setTimeout = (task, ms, ...values) => wait(task, limits[ms] ?? ms, ...values);
  globalThis.seen = { ready: false, answered: null, console: [], uncaught: [] };
  const say = console.error.bind(console);
  console.error = (...words) => { seen.console.push(words.join(' ')); say(...words); };
  addEventListener('error', (event) => seen.uncaught.push(event.message));
  addEventListener('unhandledrejection', (event) => seen.uncaught.push(String(event.reason)));
  addEventListener('carrel-ready', () => { seen.ready = true; });
  addEventListener('carrel-results', (event) => { seen.answered = event.detail.query; });`;

/** @param {string} src @param {string} routing */
const pageOf = (src, routing) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Visit</title>
    <script>${preface}</script>
    <script type="module" src="carrel.js"></script>
  </head>
  <body>
    <carrel-articles src="${src}" routing="${routing}" load="eager"><p class="fallback">Articles</p></carrel-articles>
  </body>
</html>`;

const driver = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Matrix</title><script type="module" src="page.js"></script></head>
  <body></body>
</html>`;

/** @param {FaultyHost} host @returns {Promise<Subject[]>} */
async function furnish(host) {
  const { scriptFor } = await import('../../../scripts/cli/foreseen.mjs');
  const shell = new URL('dist/shell/', root);
  const put = (/** @type {string} */ name, /** @type {string | Uint8Array} */ bytes) =>
    void host.files.set(name, Buffer.from(bytes));
  for (const name of readdirSync(shell)) put(name, readFileSync(new URL(name, shell)));
  const files = await pack(largeContent());
  for (const [name, bytes] of files) put(name, bytes);
  put('carrel.js', scriptFor(`${host.files.get('carrel.js')}`, files.foreseen));
  put('content.json', JSON.stringify(smallContent));
  put('index.html', pageOf('entry.json', 'memory'));
  put('asked.html', pageOf('entry.json', 'query'));
  put('content.html', pageOf('content.json', 'memory'));
  put('driver.html', driver);
  put('page.js', readFileSync(new URL('page.js', import.meta.url)));

  /** @param {RegExp} pattern */
  const named = (pattern) => new Set([...host.files.keys()].filter((name) => pattern.test(name)));
  const parts = [...files].filter(([name]) => name.endsWith('.bin'));
  /** @param {string} kind */
  const ofKind = (kind) =>
    new Set(parts.filter(([, bytes]) => kindOf(gunzipSync(bytes)) === kind).map(([name]) => name));
  const plain = { page: 'index.html', steps: ['start'], query: '', loads: false };
  const search = { ...plain, steps: ['start', 'search'], query: 'badabo' };
  const read = { ...plain, steps: ['start', 'read'] };
  const packed = { ...plain, page: 'content.html' };
  return [
    { ...plain, name: 'carrel.js', names: named(/^carrel\.js$/), loads: true },
    { ...plain, name: 'the session script', names: named(/^session-/) },
    { ...plain, name: 'entry.json', names: named(/^entry\.json$/) },
    { ...plain, name: 'search.wasm', names: named(/^search-/) },
    { ...plain, name: 'the root', names: ofKind('root') },
    { ...search, name: 'the dictionary', names: ofKind('terms') },
    {
      ...plain,
      name: 'the dictionary, asked for early',
      names: ofKind('terms'),
      page: 'asked.html?q=badabo',
    },
    { ...search, name: 'the cards', names: ofKind('cards') },
    { ...search, name: 'a stemmer', names: named(/^stem\.en-/), query: 'badabos' },
    { ...read, name: 'markdown.wasm', names: named(/^markdown-/) },
    { ...read, name: 'the reading script', names: named(/^reading-/) },
    { ...read, name: 'the bodies', names: ofKind('bodies') },
    { ...packed, name: 'content.json', names: named(/^content\.json$/) },
    { ...packed, name: 'the packing script', names: named(/^packing-/) },
    { ...packed, name: 'packer.wasm', names: named(/^packer-/) },
    { ...packed, name: 'a stemmer, for the packer', names: named(/^stem\.en-/) },
  ];
}

/** What is wrong with an end, or nothing. @param {Result} result @returns {string} */
export function verdict({ kind, end, what }) {
  if (end === 'wrong') return what;
  if (end === 'unmet') return 'the file was not asked for';
  if (HARMLESS.includes(kind) && end !== 'works') return `a living download was given up: ${what}`;
  return '';
}

/**
 * Lives through the matrix in one engine.
 * @param {string} engineName
 * @param {{ every?: number, only?: RegExp, onResult?: (result: Result) => void }} [options] of the cases only each how many-th, in both
 *   directions of the table; only those whose name, `FILE · FAULT`, fits
 * @returns {Promise<{ version: string, results: Result[] }>}
 */
export async function visitAll(engineName, { every = 1, only = /./, onResult = () => {} } = {}) {
  const host = await new FaultyHost().start();
  /** @type {Result[]} */
  const results = [];
  /** @type {import('../hostile/engines.js').Engine | undefined} */
  let engine;
  try {
    const subjects = await furnish(host);
    engine = await ENGINES[engineName](/** @type {any} */ (host));
    const visit = await engine.open();
    await visit.go(host.url('driver.html'));
    for (const [row, subject] of subjects.entries()) {
      const { name, names, ...how } = subject;
      if (names.size === 0) throw new Error(`the site has no ${name}`);
      const cases = Object.keys(FAULTS)
        .map((kind, column) => ({ id: `${row}-${column}`, kind, names }))
        .filter(({ kind }, column) => (row + column) % every === 0 && only.test(`${name} · ${kind}`));
      for (const fault of cases) host.add(fault);
      // Even the loader may take its time.
      const visits = cases.map(({ id, kind }) => ({
        ...how,
        id,
        loads: how.loads && !HARMLESS.includes(kind),
      }));
      for (const { id, end, what } of await visit.call('run', visits)) {
        const { kind } = cases.find((fault) => fault.id === id) ?? { kind: '' };
        const result = { subject: name, kind, end: host.met(id) ? end : 'unmet', what };
        results.push(result);
        onResult(result);
      }
    }
    await visit.close();
    return { version: engine.version, results };
  } finally {
    await engine?.close();
    host.close();
  }
}
