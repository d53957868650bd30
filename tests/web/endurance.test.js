/** @file A long visit in one instance takes no more memory than its beginning; `./scripts/bench --only memory` makes it a million searches and ten thousand articles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from '../../web/node.js';
import { holdRenders, holdSearches } from '../bench/endurance.mjs';
import { partsOf } from '../bench/engine.mjs';
import { ours } from '../bench/markdown/inputs.mjs';

const words = 'asthma breath cough dose effect fever gland heart insulin joint kidney liver'.split(' ');
const at = (/** @type {number} */ i) => words[i % words.length];

const articles = Array.from({ length: 400 }, (_, i) => ({
  slug: `a-${i}`,
  title: `${at(i)} and ${at(i * 5 + 2)} ${i}`,
  body: Array.from({ length: 40 }, (_, j) => `${at(i + j * j)} ${at(j)}${i % 97} rare${i * j}.`).join(' '),
  date: `20${String(i % 24).padStart(2, '0')}-03-11`,
  tags: [at(i + 3), at(i + 4)],
}));

test('twenty thousand searches leave the memory of an instance where it was', async () => {
  const [root, ...parts] = partsOf(await pack({ articles, synonyms: [{ terms: ['fever', 'high heat'] }] }))
    .sort((a, b) => Number(b.kind === 'root') - Number(a.kind === 'root'))
    .map(({ raw }) => raw);
  const queries = words.flatMap((word, i) => [
    `q=${word}&only=ids`,
    `q="${word} and ${at(i * 5 + 2)}"&sort=new`,
    `q=${word.slice(0, 3)}xq ${word}&tags=${at(i + 1)}`,
    `q=hihg heat rare${i} OR ${word} -dose`,
    `read=a-${i * 31}`,
  ]);
  const { before, after } = await holdSearches({ root, parts, queries }, 20_000);
  assert.ok(before > 0);
  assert.equal(after, before);
});

test('five hundred articles leave the memory of an instance where it was', async () => {
  // Each kind of input in turn, and an article between.
  const inputs = ours.flatMap(({ at }) => [at(0.02), '# A\n\nSome *words* of [an article](#a).']);
  const { before, after } = await holdRenders(inputs, 2 * inputs.length + 500);
  assert.ok(before > 0);
  assert.equal(after, before);
});
