/** @file How many tests passed, read from what a test runner printed. */

import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {import('./processes.mjs').Run} Run */

/** A tool that is right or wrong as a whole counts as one test. @param {Run} result @returns {Counts} */
export const checkCounts = ({ code }) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

/** @param {Run} result @returns {Counts} */
export function doctestCounts({ code, output }) {
  // As wasm under Node, doctest believes that it writes to a terminal.
  const plain = stripVTControlCharacters(output);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const line = /\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed \| +(\d+) skipped/g;
  for (const [, passed, failed, skipped] of plain.matchAll(line)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(skipped);
  }
  // A crash prints no summary, and a suite that found nothing to run is no success.
  if ((code !== 0 || counts.passed === 0) && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** @param {Run} result @returns {Counts} */
export function nodeCounts({ code, output }) {
  const count = (/** @type {string} */ name) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const counts = {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped'),
  };
  const nothing = counts.passed + counts.skipped === 0;
  if ((code !== 0 || nothing) && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** Of a program of ours, which ends as `scripts/test` does. @param {Run} result @returns {Counts} */
export function lineCounts({ code, output }) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  const counts = { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: 0 };
  if ((code !== 0 || counts.passed === 0) && counts.failed === 0) counts.failed = 1;
  return counts;
}
