import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestChain } from '../bench/cold/chain.mjs';

/** @param {[string, number, number][]} rows */
const chainOf = (...rows) =>
  longestChain(rows.map(([path, start, end]) => ({ path, start, end }))).map(({ path }) => path);

test('requests side by side are one step', () => {
  assert.deepEqual(chainOf(['page', 0, 10], ['a', 10, 20], ['b', 11, 30], ['c', 12, 15]), ['page', 'a']);
});

test('a chain may go over a request that is not the longest', () => {
  const chain = chainOf(
    ['page', 0, 10],
    ['long', 10, 100],
    ['short', 11, 20],
    ['next', 21, 30],
    ['last', 31, 40],
  );
  assert.deepEqual(chain, ['page', 'short', 'next', 'last']);
});

test('the order in which requests ended does not matter', () => {
  assert.deepEqual(chainOf(['b', 20, 30], ['page', 0, 10], ['a', 10, 20]), ['page', 'a', 'b']);
  assert.deepEqual(chainOf(), []);
});
