/**
 * @file The fuzz target `forged`: the JSON of every section of a bundle, and of every answer of a module, forged by type, through web/ in Node with
 * a small DOM. The same seed makes the same forgeries.
 *
 * `node tests/fuzz/forged.mjs SEED SECONDS FOLDER` runs until the time is over or something is found, which goes to FOLDER; in the place of
 * SEED, a file of that folder runs that one alone. It ends with 1 if something was found.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openBundle } from '../../web/engine.js';
import { open, pack } from '../../web/node.js';
import { fakeModule, site } from '../web/fixtures/fake.js';
import { FORGED, forge, placesIn, valueAt } from '../web/support/forged.js';
import { IDS, LISTS, rich, SUGGESTS } from '../web/support/rich.js';
import { sealedIn } from '../web/support/sealed.js';
import { rightAnswers, visit } from '../web/support/visit.js';

/** A visit that takes longer hangs: it asks a handful of questions of three articles. */
const PATIENCE_MS = 10_000;
/** Forgeries in one input, at most. */
const MOST = 4;

/** mulberry32 (Tommy Ettinger, public domain): as many numbers as are asked for, from 0 up to `below`. @param {number} seed */
function chance(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const forgeries = Object.values(FORGED);
/** Texts that something may be made of where nothing looks at them. */
const TEXTS = [
  ...[
    '',
    ' ',
    '/',
    '//',
    'a//b',
    '..',
    '\u0000',
    '\ufeff',
    '\u202e',
    '\ud83d',
    'constructor',
    '__proto__',
    'toString',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/html,<script>',
    '<img src=x onerror=alert(1)>',
    'a b c',
    '"',
    "'",
    '%',
    '%zz',
  ],
  ...[
    '9999-99-99',
    '2024-02-31',
    '0000',
    '-1',
    '1e999',
    'xx-invalid-locale-',
    'x'.repeat(5000),
    'é'.repeat(300),
  ],
].map((text) => JSON.stringify(text));
const NUMBERS = [
  '0',
  '-0',
  '1',
  '-1',
  '0.5',
  '1e15',
  '9007199254740993',
  '1e308',
  '-1e999',
  '4294967295',
  '2147483648',
];

/**
 * @typedef {object} Input what is tried: where, and the whole of the JSON that stands there
 * @property {string} where
 * @property {string} json
 */

const DEEP = FORGED['a deep object'].slice(0, 40);

/** @param {any} value @param {(below: number) => number} pick @returns {string} its JSON, forged in a few places */
function forged(value, pick) {
  let json = JSON.stringify(value);
  for (let left = 1 + pick(MOST); left > 0; left--) {
    // In what is nested thousands of times nothing more is looked for.
    if (json.includes('[[[[[') || json.includes(DEEP)) return json;
    const now = JSON.parse(json);
    const places = [...placesIn(now)];
    if (places.length === 0) return json;
    const path = places[pick(places.length)];
    json = forge(now, path, replacement(now, path, places, pick));
  }
  return json;
}

/** @param {any} value @param {any[]} path @param {any[][]} places @param {(below: number) => number} pick @returns {string} JSON */
function replacement(value, path, places, pick) {
  switch (pick(6)) {
    case 0:
      return TEXTS[pick(TEXTS.length)];
    case 1:
      return NUMBERS[pick(NUMBERS.length)];
    case 2:
      // What is right elsewhere.
      return JSON.stringify(valueAt(value, places[pick(places.length)]));
    case 3: {
      // As it is, but many times, or inside of something.
      const own = JSON.stringify(valueAt(value, path));
      return pick(2)
        ? `[${own}]`
        : `[${Array(2 + pick(400))
            .fill(own)
            .join(',')}]`;
    }
    default:
      return forgeries[pick(forgeries.length)];
  }
}

const files = await pack(rich);
const right = await rightAnswers(() => open(files));
const sealed = sealedIn(files);

/** The lines of a module that answers what its bundle says (../web/fixtures/forged.c). @type {Record<string, any>} */
const lines = {
  open: right.info[0],
  list: right.lists[1],
  ids: right.ids[0],
  read: { article: { ...right.reads[0], body: JSON.stringify(right.streams[0].outline) } },
  suggest: { suggestions: right.suggests[0] },
};
const module = { body: fakeModule('forged'), type: 'application/wasm' };
let root = '';
const served = site({
  'b/entry.json': { body: '{"carrel":1,"index":"root"}' },
  'b/root.bin': () => ({ body: root }),
  'm/search.wasm': module,
  'm/markdown.wasm': module,
});
const LINE = 'a module that answers to ';
const ENTRY = 'entry.json';

/** @param {Input} input @returns {() => Promise<import('../../web/bundle.js').Bundle>} */
function opener({ where, json }) {
  if (where === ENTRY) return () => open(new Map([...files, [ENTRY, new TextEncoder().encode(json)]]));
  if (where.startsWith(LINE)) {
    const name = where.slice(LINE.length);
    const text = Object.entries(lines).map(([line, value]) => (line === name ? json : JSON.stringify(value)));
    return () => {
      root = text.join('\n');
      return openBundle(served.at('b/entry.json'), { modules: served.modules, fetch: served.fetch });
    };
  }
  const section = sealed.find((one) => one.where === where);
  if (!section) throw new Error(`there is no ${where} in this bundle`);
  return () => open(section.replaced(json));
}

/** What is forged, and how often it gets its turn. @type {[string, any][]} */
const targets = [
  ...sealed.map(({ where, value }) => /** @type {[string, any]} */ ([where, value])),
  ...Object.entries(lines).map(([line, value]) => /** @type {[string, any]} */ ([LINE + line, value])),
  [ENTRY, JSON.parse(new TextDecoder().decode(files.get(ENTRY)))],
];
const questions = { lists: [LISTS[1]], suggests: [SUGGESTS[0]], ids: [IDS], reads: ['sleep'] };

/** @param {Input} input @returns {Promise<string[]>} findings */
async function run(input) {
  const { findings } = await visit(opener(input), right, questions);
  return findings;
}

const [what = '1', seconds = '10', folder = '.'] = process.argv.slice(2);
if (!/^\d+$/.test(what)) {
  const findings = await run(JSON.parse(readFileSync(what, 'utf8')));
  for (const finding of findings) console.log(`BROKEN: ${finding}`);
  process.exit(findings.length ? 1 : 0);
}
const watchdog = new Worker(new URL('watchdog.mjs', import.meta.url), {
  workerData: { patience: PATIENCE_MS, folder },
});
const pick = chance(Number(what));
const began = Date.now();
let executions = 0;
while (Date.now() - began < Number(seconds) * 1000) {
  const [where, value] = targets[pick(targets.length)];
  const input = {
    where,
    json: typeof value === 'object' && value ? forged(value, pick) : forgeries[pick(forgeries.length)],
  };
  executions++;
  const name = `seed-${what}-${executions}.json`;
  watchdog.postMessage({ name, input });
  const findings = await run(input);
  if (findings.length > 0) {
    mkdirSync(folder, { recursive: true });
    const path = resolve(join(folder, name));
    writeFileSync(path, JSON.stringify(input));
    console.log(`BROKEN: ${findings[0]}\nTest unit written to ${path}`);
    console.log(`stat::number_of_executed_units: ${executions}`);
    process.exit(1);
  }
}
console.log(`stat::number_of_executed_units: ${executions}`);
console.log(`stat::average_exec_per_sec: ${Math.round(executions / Number(seconds))}`);
await watchdog.terminate();
