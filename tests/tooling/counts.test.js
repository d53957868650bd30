import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCounts, doctestCounts, lineCounts, nodeCounts } from '../../scripts/counts.mjs';

test('the cases of a doctest run are counted', () => {
  const output = '1: [doctest] test cases:  12 |  11 passed | 1 failed | 2 skipped\n';
  assert.deepEqual(doctestCounts({ code: 8, output }), { passed: 11, failed: 1, skipped: 2 });
  const coloured =
    '\x1b[0;36m[doctest] \x1b[0mtest cases:  3 | \x1b[0;32m 3 passed\x1b[0m | \x1b[0m0 failed\x1b[0m | \x1b[0m0 skipped\x1b[0m\n';
  assert.deepEqual(doctestCounts({ code: 0, output: coloured }), { passed: 3, failed: 0, skipped: 0 });
});

test('a program that crashed, or ran nothing, is a failure', () => {
  assert.deepEqual(doctestCounts({ code: 139, output: 'Segmentation fault' }), {
    passed: 0,
    failed: 1,
    skipped: 0,
  });
  assert.deepEqual(doctestCounts({ code: 0, output: '' }), { passed: 0, failed: 1, skipped: 0 });
  const clean = '[doctest] test cases: 3 | 3 passed | 0 failed | 0 skipped\n';
  assert.deepEqual(doctestCounts({ code: 1, output: clean }), { passed: 3, failed: 1, skipped: 0 });
});

test('the tests of a node run are counted, and those that were cancelled failed', () => {
  const output = '# tests 9\n# suites 0\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n';
  assert.deepEqual(nodeCounts({ code: 1, output }), { passed: 5, failed: 2, skipped: 2 });
  assert.deepEqual(nodeCounts({ code: 9, output: 'killed' }), { passed: 0, failed: 1, skipped: 0 });
});

test('a node run that found no test is a failure', () => {
  const output = '# tests 0\n# pass 0\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n';
  assert.deepEqual(nodeCounts({ code: 0, output }), { passed: 0, failed: 1, skipped: 0 });
});

test('a check counts one', () => {
  assert.deepEqual(checkCounts({ code: 0, output: '' }), { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(checkCounts({ code: 1, output: '' }), { passed: 0, failed: 1, skipped: 0 });
});

test('the last line of a program of ours is counted, and one without it failed', () => {
  assert.deepEqual(lineCounts({ code: 1, output: 'x\n4 passed, 1 failed\n' }), {
    passed: 4,
    failed: 1,
    skipped: 0,
  });
  assert.deepEqual(lineCounts({ code: 0, output: '5 passed, 0 failed\n' }), {
    passed: 5,
    failed: 0,
    skipped: 0,
  });
  assert.deepEqual(lineCounts({ code: 2, output: 'no compiler' }), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(lineCounts({ code: 0, output: '' }), { passed: 0, failed: 1, skipped: 0 });
});
