// `./scripts/bench`: measures, prints the tables, writes build/bench.json and, with --write, docs/benchmarks.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { partsOf } from './engine.mjs';
import * as measure from './measure.mjs';
import { packedMedquad, readFiles } from './packed.mjs';
import * as peer from './peer.mjs';
import { asMarkdown, asText } from './report.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({ options: { write: { type: 'boolean' } } });

const versionOf = (/** @type {string} */ path) => JSON.parse(readFileSync(`${root}${path}`, 'utf8')).version;

/** Says what is being done, since it takes minutes. @template T @param {string} what @param {() => T | Promise<T>} work @returns {Promise<T>} */
async function step(what, work) {
  const began = performance.now();
  process.stderr.write(`bench: ${what} …`);
  const result = await work();
  process.stderr.write(` ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  return result;
}

const [load] = loadavg();
const folder = await step('packing MedQuAD for the others', packedMedquad);
const files = readFiles(`${folder}/site`);
const parts = partsOf(files);
const json = await step("building the peer's index for the others", () =>
  JSON.stringify(peer.build(JSON.parse(readFileSync(`${folder}/content.json`, 'utf8')).articles)),
);
writeFileSync(`${folder}/minisearch.json`, json);
const early = parts.filter(({ kind }) => kind === 'postings' || kind === 'cards');
writeFileSync(`${folder}/parts.json`, JSON.stringify(early.map(({ name }) => name)));

const building = await step('building, in turns', () => measure.building(folder));
const holding = await step('memory, in turns', () => measure.holding(folder));
const opening = await step('opening, in turns', () => measure.opening(files, parts, json));
const presses = await step('key presses in Chromium', () => measure.pressing(folder));
const queries = measure.allQueries();
const cold = await step('first queries', () => measure.cold(files, queries));
const contestants = await measure.contestants(files, json);
const relevance = await step('relevance', () => measure.relevance(contestants, queries));
const speed = await step('queries, in turns', () => measure.speed(contestants, queries));

/** @typedef {typeof results} Results */
const results = {
  date: new Date().toISOString().slice(0, 10),
  machine: { cores: cpus().length, load, node: process.version, chromium: presses.chromium },
  versions: {
    carrel: versionOf('package.json'),
    minisearch: versionOf('node_modules/minisearch/package.json'),
  },
  articles: JSON.parse(new TextDecoder().decode(files.get('entry.json'))).articles,
  queries: Object.fromEntries(Object.entries(queries).map(([kind, asked]) => [kind, asked.length])),
  building,
  wire: measure.wire(parts, json),
  cold,
  opening,
  holding,
  speed,
  presses,
  relevance,
};

mkdirSync(`${root}build`, { recursive: true });
writeFileSync(`${root}build/bench.json`, `${JSON.stringify(results, null, 2)}\n`);
if (values.write) writeFileSync(`${root}docs/benchmarks.md`, asMarkdown(results));
console.log(asText(results));
