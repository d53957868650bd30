import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compare } from '../bench/bootstrap.mjs';
import { collectionsIn, languageOf, readCollection } from '../bench/collections.mjs';
import { judge, means } from '../bench/metrics.mjs';
import { seeded, spread } from '../bench/random.mjs';
import * as reference from '../bench/reference.mjs';

const near = (/** @type {number} */ value, /** @type {number} */ expected) =>
  assert.ok(Math.abs(value - expected) < 1e-9, `${value} is not ${expected}`);

test('nDCG takes grades as gains, and its ideal from all judgements', () => {
  const grades = new Map(Object.entries({ a: 3, b: 1, c: 0, d: -1 }));
  near(judge(['a', 'b'], grades).ndcg, 1);
  near(judge(['b', 'x', 'a'], grades).ndcg, (1 + 3 / 2) / (3 + 1 / Math.log2(3)));
  near(judge(['b', 'x', 'a'], grades).binary, (1 + 1 / 2) / (1 + 1 / Math.log2(3)));
  near(judge(['c', 'd', 'x'], grades).ndcg, 0);
  const many = new Map(Array.from({ length: 20 }, (_, i) => [`${i}`, 1]));
  near(judge([...many.keys()], many).ndcg, 1);
});

test('the other measures', () => {
  const grades = new Map(Object.entries({ a: 2, b: 1, c: 1 }));
  const judged = judge(['x', 'a', 'y', 'b'], grades);
  near(judged.map, (1 / 2 + 2 / 4) / 3);
  near(judged.mrr, 1 / 2);
  near(judged.recall, 2 / 3);
  assert.equal(judged.success, 0);
  assert.equal(judged.none, 0);
  assert.equal(judge(['c'], grades).success, 1);
  assert.deepEqual(judge([], grades), { ndcg: 0, binary: 0, map: 0, mrr: 0, recall: 0, success: 0, none: 1 });
  const eleventh = [...Array.from({ length: 10 }, (_, i) => `x${i}`), 'a'];
  assert.equal(judge(eleventh, grades).mrr, 0);
  near(judge(eleventh, grades).recall, 1 / 3);
  const late = [...Array.from({ length: 100 }, (_, i) => `x${i}`), 'a'];
  near(judge(late, grades).recall, 0);
  near(means([judged, judge([], grades)]).mrr, 1 / 4);
});

test('the bootstrap tells a difference from luck, and says the same each time', () => {
  const random = seeded(7);
  const second = Array.from({ length: 200 }, random);
  const better = second.map((value) => value + 0.05 + 0.1 * (random() - 0.5));
  const shuffled = second.map((value) => value + 0.1 * (random() - 0.5));
  const above = compare([[better, second]], 2000);
  assert.equal(above.verdict, 'above');
  assert.ok(above.low < above.mean && above.mean < above.high);
  assert.equal(compare([[second, better]], 2000).verdict, 'below');
  assert.equal(compare([[shuffled, second]], 2000).verdict, 'equal');
  assert.equal(compare([[second, second]], 100).verdict, 'equal');
  assert.deepEqual(compare([[better, second]], 2000), above);
});

test('collections count alike, however many queries they have', () => {
  const { mean } = compare(
    [
      [[1], [0]],
      [new Array(99).fill(0), new Array(99).fill(0)],
    ],
    100,
  );
  near(mean, 1 / 2);
});

test('an even spread begins with the first and keeps the order', () => {
  const list = Array.from({ length: 10 }, (_, i) => i);
  assert.deepEqual(spread(list, 20), list);
  assert.deepEqual(spread(list, 4), [0, 2, 5, 7]);
});

test('the reference takes words in lower case, and unspaced scripts by pairs of letters', () => {
  assert.deepEqual(reference.words('The B2B café, 100 %'), ['the', 'b2b', 'café', '100']);
  assert.deepEqual(reference.words('梅雨とは Rain。雨'), ['梅雨', '雨と', 'とは', 'rain', '雨']);
  assert.deepEqual(reference.words('ฝนตก'), ['ฝน', 'นต', 'ตก']);
});

test('the reference is BM25, with the title counted twice', async () => {
  const docs = [
    { id: 'a', title: 'Rain', text: 'falls' },
    { id: 'b', title: 'Sun', text: 'rain shines rain' },
    { id: 'c', title: 'Wind', text: 'blows everywhere today' },
  ];
  const index = await reference.build(docs, 'en');
  assert.deepEqual(index.lengths, [3, 5, 5]);
  assert.deepEqual(reference.search(index, 'What is the rain?', 10), ['a', 'b']);
  assert.deepEqual(reference.search(index, 'raining', 1), ['a']);
  assert.deepEqual(reference.search(index, 'the', 10), []);
});

test('a collection is read with its language, and with the queries that have an answer', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'collections-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'news-fr');
  mkdirSync(path);
  mkdirSync(join(folder, 'nothing'));
  const lines = (/** @type {object[]} */ ...rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(
    join(path, 'docs.jsonl'),
    lines({ id: 1, title: 'T', text: 'x' }, { id: '2', title: '', text: 'y' }),
  );
  writeFileSync(
    join(path, 'queries.jsonl'),
    lines({ id: 1, text: 'x' }, { id: 2, text: 'z' }, { id: 3, text: 'y' }),
  );
  writeFileSync(join(path, 'qrels.tsv'), '1\t1\t2\n1\t2\t0\n2\t1\t0\n3\t2\t1\n');
  assert.deepEqual(collectionsIn(folder), ['news-fr']);
  const { language, graded, docs, queries, judged } = readCollection(folder, 'news-fr');
  assert.deepEqual([language, graded, docs.length, judged], ['fr', true, 2, 2]);
  assert.deepEqual(
    queries.map(({ id }) => id),
    ['1', '3'],
  );
  assert.equal(readCollection(folder, 'news-fr', 1).queries.length, 1);
  assert.equal(languageOf(path, 'news'), 'en');
  assert.equal(languageOf(path, 'news-qq'), 'en');
  writeFileSync(join(path, 'collection.json'), '{"language": "de"}');
  assert.equal(languageOf(path, 'news-fr'), 'de');
});
