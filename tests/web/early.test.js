import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleMark, scriptFor } from '../../scripts/cli/foreseen.mjs';
import { foresee } from '../../web/early.js';
import { open, pack } from '../../web/node.js';

const name = (/** @type {string} */ letter) => letter.repeat(16);
const lines = `${name('0')}\n${name('a')}\n${name('b')}heart\n${name('c')}n`;

test('a search begins with the root and the parts that hold its words', () => {
  const files = (/** @type {string} */ words) => foresee(lines, words);
  assert.deepEqual(files(''), [`${name('0')}.bin`]);
  assert.deepEqual(files('Hearts'), [`${name('0')}.bin`, `${name('b')}.bin`]);
  assert.deepEqual(files('hear of'), [`${name('0')}.bin`, `${name('a')}.bin`, `${name('c')}.bin`]);
  assert.deepEqual(files('Night-time étude, night'), [
    `${name('0')}.bin`,
    `${name('c')}.bin`,
    `${name('a')}.bin`,
  ]);
});

test('the last word may go on in one part more, and in none of many', () => {
  const files = (/** @type {string} */ words) => foresee(`${lines}\n${name('d')}net\n${name('e')}no`, words);
  assert.deepEqual(files('hear'), [`${name('0')}.bin`, `${name('a')}.bin`, `${name('b')}.bin`]);
  assert.deepEqual(files('hear net'), [`${name('0')}.bin`, `${name('a')}.bin`, `${name('d')}.bin`]);
  assert.deepEqual(files('N'), [`${name('0')}.bin`, `${name('c')}.bin`]);
});

test('a script that was not made for a bundle foresees nothing', () => {
  assert.deepEqual(foresee(bundleMark, 'heart'), []);
  assert.deepEqual(foresee('', 'heart'), []);
});

test('what a script is told of its bundle stands where the build left room', () => {
  const script = scriptFor(`let a="${bundleMark}".split()`, [
    ['0123456789abcdef.bin', ''],
    ['fedcba9876543210.bin', '"\u0001'],
  ]);
  assert.equal(script, 'let a="0123456789abcdef\\nfedcba9876543210\\"\\u0001".split()');
  assert.throws(() => scriptFor('let a=1', []), /run .\/scripts\/build/);
});

test('of a bundle in parts, the foreseen files are those that the engine asks for first', async () => {
  const sounds = [...'bdfgklmnprstvz'].flatMap((a) => [...'aeiou'].map((b) => a + b));
  const word = (/** @type {number} */ n) =>
    sounds[n % 70] + sounds[Math.floor(n / 70) % 70] + sounds[Math.floor(n / 4900) % 70];
  const articles = Array.from({ length: 1500 }, (_, i) => ({
    slug: `a${i}`,
    title: `Über ${word(i)}`,
    body: Array.from({ length: 120 }, (__, j) => word((i * 7919 + j * 104729) % 300000)).join(' '),
  }));
  const files = await pack({ version: 1, articles });
  assert.ok(files.foreseen.length > 10, `${files.foreseen.length}`);
  const text = files.foreseen.map(([file, from]) => file.slice(0, 16) + from).join('\n');
  for (const words of ['zuzu', 'Über badabo', 'könig bada tokipo']) {
    /** @type {string[]} */
    const asked = [];
    const watched = new Map(files);
    watched.get = (file) => {
      asked.push(file);
      return files.get(file);
    };
    const bundle = await open(watched);
    await bundle.search(`q=${encodeURIComponent(words)}&show=0`);
    bundle.close();
    const foreseen = foresee(text, words);
    assert.deepEqual(
      foreseen.filter((file) => !asked.includes(file)),
      [],
      words,
    );
    assert.ok(foreseen.length > 1);
  }
});
