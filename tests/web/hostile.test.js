/** @file Content that makes the packer work hard is packed or reported, in slices of limited work that grows with its size and no faster (tests/bench measures times). */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { hostile } from '../bench/hostile/inputs.mjs';

const unbuilt = !existsSync(new URL('../../dist/packer.wasm', import.meta.url)) && 'dist/ was not built';
/** Units of work of a slice (wasm/base/pace.h), and how far one may run over: what began is finished. */
const slice = 128 * 1024;
const slicesAtMost = 4;
const bytes = 60_000;
const growthAtMost = 2.6;

for (const { name, at } of hostile) {
  test(`${name}: packed in slices, twice as much in at most ${growthAtMost} times the work`, {
    skip: unbuilt,
  }, async () => {
    const { packed } = await import('../bench/hostile/packing.mjs');
    const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, number) => total + number, 0);
    const [one, two] = [await packed(at(bytes)), await packed(at(2 * bytes))];
    for (const { work, report } of [one, two]) {
      assert.ok(Math.max(...work) <= slicesAtMost * slice, `a step of ${Math.max(...work)} units`);
      assert.ok(report.faults.length <= 1001);
      for (const { at: place, fact, remedy } of report.faults) assert.ok(place && fact && remedy);
      assert.ok(JSON.stringify(report).length < 1_000_000, 'a report that can be read');
    }
    // What the counter leaves out, and what is the same for every bundle.
    const usual = slice / 8;
    assert.ok(
      sum(two.work) <= growthAtMost * sum(one.work) + usual,
      `${sum(one.work)}, then ${sum(two.work)} units`,
    );
    assert.ok(two.bytes <= growthAtMost * one.bytes, `${one.bytes}, then ${two.bytes} bytes`);
  });
}

test('an input twice as large has twice the bytes', () => {
  for (const { name, at } of hostile) {
    const [one, two] = [at(20_000), at(40_000)].map((json) => Buffer.byteLength(json));
    assert.ok(one > 2_000 && one < 80_000 && two / one > 1.5 && two / one < 3, `${name}: ${one} and ${two}`);
  }
});
