/** @file docs/benchmarks.md: a part that is measured anew takes its old place, and the others stay. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

// The benchmarks have types of their own.
const { asMarkdown } = await import(/** @type {string} */ ('../bench/report/page.mjs'));

/** @param {string} date @param {number} bytes @returns {any} of the part `memory` alone */
const results = (date, bytes) => ({
  measured: { memory: { date, load: 0.5 } },
  versions: { carrel: '0.1.0', peer: '1.2.3' },
  machine: { cores: 2, node: 'v20' },
  memory: {
    searches: { calls: 10, before: bytes, after: bytes },
    renders: { calls: 20, before: 2e6, after: 2e6 },
  },
});

test('a part that is measured anew takes its old place, and the others stay', () => {
  const first = asMarkdown(results('2030-01-01', 1e6));
  const other = '## Another part\n\n| | x |\n|---|---:|\n| y | 7 |\n\nA note.';
  const before = first
    .replace(/memory 2030-01-01 at 0\.5\./, 'size 2029-12-31 at 1.0; memory 2030-01-01 at 0.5.')
    .replace('a set of health', '5,490 health')
    .concat(`\n${other}\n`);
  const after = asMarkdown(results('2030-02-03', 3e6), before);
  assert.ok(after.endsWith(`${other}\n`));
  assert.equal(after.match(/^## /gm)?.length, 2);
  assert.match(after, /\| 10 searches \| 3\.0 \| 3\.0 \|/);
  assert.doesNotMatch(after, /\| 10 searches \| 1\.0/);
  assert.match(after, /size 2029-12-31 at 1\.0; memory 2030-02-03 at 0\.5\.\n/);
  assert.match(after, /5,490 health articles/);
  assert.equal(asMarkdown(results('2030-02-03', 3e6), after), after);
});
