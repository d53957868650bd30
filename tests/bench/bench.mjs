// `./scripts/bench`: measures, prints the tables, writes build/bench.json and, with --write, docs/benchmarks.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { collectionsIn } from './collections.mjs';
import { versions } from './contestants/index.mjs';
import { hasOrdinary } from './hostile/ordinary.mjs';
import { hasSites } from './markdown/articles.mjs';
import { hasPathological } from './markdown/inputs.mjs';
import { hasMedquad } from './medquad.mjs';
import { readOptions, usage } from './options.mjs';
import { run } from './parts.mjs';
import { asMarkdown, asText } from './report/page.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const options = readOptions(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}

const collections = options.collections ?? `${root}../shared/data/ir`;
const medquad = { isThere: hasMedquad, missing: '../shared/data/medquad is not there' };
/** What a part reads where it is not MedQuAD. @type {Partial<Record<import('./options.mjs').Part, typeof medquad>>} */
const data = {
  collections: {
    isThere: collectionsIn(collections).length > 0,
    missing: `${options.collections ?? '../shared/data/ir'} has no collections`,
  },
  markdown: { isThere: hasSites, missing: '../shared/data/sites is not there' },
  pathological: { isThere: hasPathological, missing: '../shared/data/specs is not there' },
  // Made of the demo's own articles.
  long: { isThere: true, missing: '' },
  hostile: { isThere: hasOrdinary, missing: '../shared/data/medquad or ../shared/data/sites is not there' },
};
const parts = options.parts.filter((part) => {
  const { isThere, missing } = data[part] ?? medquad;
  if (!isThere) console.log(`skipped: ${part}: ${missing}`);
  return isThere;
});
if (parts.length === 0) process.exit();

const path = `${root}build/bench.json`;
// What was measured of some contestants or queries only is shown, and not kept.
const isWhole = !options.only && !options.atMost && !options.collections;
/** @typedef {import('./report/page.mjs').Results} Results */
/** @type {Results} */
let results = {
  measured: {},
  versions: versions(),
  machine: { cores: cpus().length, node: process.version },
};

for (const part of parts) {
  process.stderr.write(`bench: ${part}\n`);
  const began = performance.now();
  const [load] = loadavg();
  const found = await run(part, {
    ...options,
    collections,
    say: (line) => process.stderr.write(`  ${line}\n`),
  });
  process.stderr.write(`bench: ${part}: ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  // Read again each time: parts may be measured by several processes.
  if (isWhole && existsSync(path)) results = { ...JSON.parse(readFileSync(path, 'utf8')), ...now(results) };
  results = { ...results, [part]: found };
  results.measured = { ...results.measured, [part]: { date: new Date().toISOString().slice(0, 10), load } };
  if (isWhole) {
    mkdirSync(`${root}build`, { recursive: true });
    writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  }
}

console.log(asText(results, parts));
if (options.write && isWhole) {
  const page = `${root}docs/benchmarks.md`;
  writeFileSync(page, asMarkdown(results, existsSync(page) ? readFileSync(page, 'utf8') : ''));
}

/** What does not stay as an earlier run had it. @param {Results} results */
function now({ versions: named, machine }) {
  return { versions: named, machine };
}
