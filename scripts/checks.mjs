/**
 * @file Runs every check and every test suite, and ends with `N passed, N failed`. Words on the command line choose
 * suites by name (`scripts/test tidy web`); all run when there are none.
 *
 * A suite's output is shown when it fails, and kept in build/logs/ either way.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCounts, doctestCounts, lineCounts, nodeCounts } from './counts.mjs';
import { filesUnder, run } from './processes.mjs';
import { tidy } from './tidy.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {import('./processes.mjs').Run} Run
 */

/** @param {string[]} files */
const nodeTests = (files) =>
  run('node', ['--test', '--test-reporter=tap', '--test-timeout=300000', ...files]);
/** @param {string} preset */
const ctest = (preset) => run('ctest', ['--preset', preset, '--verbose']);
// Generated tables are laid out by what generates them.
const sources = () =>
  [...filesUnder('wasm', /\.(h|cpp)$/), ...filesUnder('tests', /\.(h|cpp|c)$/)].filter(
    (path) => !/_table\.h$/.test(path),
  );

/** @type {{ name: string, start: () => Promise<Run>, counts: (result: Run) => Counts }[]} */
const suites = [
  {
    name: 'clang-format',
    start: () => run('clang-format', ['--dry-run', '--Werror', ...sources()]),
    counts: checkCounts,
  },
  { name: 'biome', start: () => run('node_modules/.bin/biome', ['check']), counts: checkCounts },
  { name: 'tsc', start: () => run('node_modules/.bin/tsc', ['-p', '.']), counts: checkCounts },
  { name: 'native', start: () => ctest('native'), counts: doctestCounts },
  { name: 'native-asan', start: () => ctest('native-asan'), counts: doctestCounts },
  { name: 'wasm', start: () => ctest('wasm'), counts: doctestCounts },
  {
    name: 'web',
    start: () =>
      nodeTests([...filesUnder('tests/web', /\.test\.js$/), ...filesUnder('tests/tooling', /\.test\.js$/)]),
    counts: nodeCounts,
  },
  {
    name: 'fuzz',
    start: () => run('node', ['tests/fuzz/main.mjs', '--seconds', '10', '--fresh']),
    counts: lineCounts,
  },
  { name: 'browser', start: () => nodeTests(filesUnder('tests/browser', /\.test\.js$/)), counts: nodeCounts },
  { name: 'clang-tidy', start: () => tidy(), counts: checkCounts },
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(', ')}: choose from ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

mkdirSync(join(root, 'build/logs'), { recursive: true });
/** The two that take longest, each in one process: they run side by side. */
const together = ['native-asan', 'wasm'];
/** @type {Map<string, Promise<Run>>} */
const running = new Map();
const isChosen = (/** @type {string} */ name) => chosen.length === 0 || chosen.includes(name);

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { name, start, counts } of suites) {
  if (!isChosen(name)) continue;
  const began = Date.now();
  if (together.includes(name))
    for (const other of suites)
      if (together.includes(other.name) && isChosen(other.name) && !running.has(other.name))
        running.set(other.name, other.start());
  const result = await (running.get(name) ?? start());
  const { passed, failed, skipped } = counts(result);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  writeFileSync(join(root, 'build/logs', `${name}.log`), result.output);
  if (failed > 0) console.log(result.output);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(
    `${failed > 0 ? 'FAIL' : 'ok  '}  ${name.padEnd(14)} ${passed} passed, ${failed} failed, ${skipped} skipped  (${seconds} s)`,
  );
}
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed > 0 ? 1 : 0;
