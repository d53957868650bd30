/** @file A sample of the matrix of network faults, in Chromium; `./scripts/network` lives through all of it. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { FAULTS } from './network/faults.js';
import { verdict, visitAll } from './network/matrix.js';

/** Each kind of fault and each file are there, in every fifth of their combinations. */
const EVERY = 5;

describe('faults of the network', () => {
  /** @type {import('./network/matrix.js').Result[]} */
  let results = [];
  before(async () => {
    ({ results } = await visitAll('chromium', { every: EVERY }));
  });

  test('each ends in a page that works, or in a message with a button that works once the fault is gone', () => {
    const wrong = results.filter((result) => verdict(result));
    assert.deepEqual(
      wrong.map((result) => `${result.subject} · ${result.kind}: ${verdict(result)}`),
      [],
    );
  });

  test('every kind of fault and every file were tried', () => {
    const kinds = new Set(results.map(({ kind }) => kind));
    assert.deepEqual(
      Object.keys(FAULTS).filter((kind) => !kinds.has(kind)),
      [],
    );
    assert.ok(new Set(results.map(({ subject }) => subject)).size >= 14);
  });
});
