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

test('what begins like hardly any word is looked for as the engine looks for a misspelling', () => {
  const parts = `${name('a')}\n${name('d')}\u0002m\n${name('b')}heart\n${name('c')}n`;
  const files = (/** @type {string} */ words) =>
    foresee(`${name('0')} heao neo\n${parts}`, words).map((file) => file[0]);
  assert.deepEqual(files('heqrt'), ['0', 'b', 'd', 'a']);
  assert.deepEqual(files('hqart of'), ['0', 'b', 'd', 'a', 'c']);
  assert.deepEqual(files('heart'), ['0', 'b']);
  assert.deepEqual(files('heq'), ['0', 'b'], 'shorter words are not corrected');
  assert.deepEqual(files('heq1'), ['0', 'b'], 'nor are words with digits');
  assert.deepEqual(files('xeqrt'), ['0', 'c'], 'and nothing is known of how words with an x begin');
  assert.deepEqual(files('heßrt'), ['0', 'b'], 'or with letters that the engine folds');
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
  assert.equal(scriptFor(`let a='${bundleMark}'`, 'pinned'), 'let a="carrel:pinned"');
  assert.deepEqual(foresee('carrel:pinned', 'heart'), []);
  assert.throws(() => scriptFor('let a=1', []), /run .\/scripts\/build/);
});

/** A bundle in parts. @param {string[]} firsts @param {string[]} seconds of its syllables @param {number} count of articles */
async function large(firsts, seconds, count) {
  const syllables = firsts.flatMap((a) => seconds.map((b) => a + b));
  const { length } = syllables;
  const word = (/** @type {number} */ n) =>
    [n, n / length, n / length ** 2].map((place) => syllables[Math.floor(place) % length]).join('');
  const articles = Array.from({ length: count }, (_, i) => ({
    slug: `a${i}`,
    title: `Über ${word(i)}`,
    body: Array.from({ length: 120 }, (__, j) => word((i * 7919 + j * 104729) % 300000)).join(' '),
  }));
  articles.push({ slug: 'syndrome', title: 'A syndrome', body: 'snd rome' });
  const files = await pack({ version: 1, articles });
  const words = new Set(articles.flatMap(({ title, body }) => `${title} ${body}`.toLowerCase().split(' ')));
  return {
    files,
    words,
    text: files.foreseen.map(([file, hint]) => file.slice(0, 16) + hint).join('\n'),
    /** The files that a search asks for. @param {string} query */
    async askedBy(query) {
      /** @type {string[]} */
      const asked = [];
      const watched = new Map(files);
      watched.get = (file) => {
        asked.push(file);
        return files.get(file);
      };
      const bundle = await open(watched);
      await bundle.search(query);
      bundle.close();
      return asked;
    },
  };
}

const bundle = large([...'bdfgklmnprstvz'], [...'aeiou'], 1500);

test('of a bundle in parts, the foreseen files are those that the engine asks for first', async () => {
  const { files, text, askedBy } = await bundle;
  assert.ok(files.foreseen.length > 10, `${files.foreseen.length}`);
  for (const words of ['zuzu', 'Über badabo', 'könig bada tokipo', 'sndrome']) {
    const asked = await askedBy(`q=${encodeURIComponent(words)}&show=0`);
    const foreseen = foresee(text, words);
    assert.deepEqual(
      foreseen.filter((file) => !asked.includes(file)),
      [],
      words,
    );
    assert.ok(foreseen.length > 1);
  }
});

test('the file of what may be half of a word is not asked for before the word is known to be no misspelling', async () => {
  const { text, askedBy } = await bundle;
  const [, rome] = foresee(text, 'rome ');
  assert.ok((await askedBy('q=rome&show=0&sort=new')).includes(rome));
  const asked = await askedBy('q=sndrome&show=0&sort=new');
  assert.ok(!asked.includes(rome));
  assert.ok(asked.includes(foresee(text, 'syndrome')[1]));
});

test('beginnings are those of two words or more that may be misspelt, of scripts with few letters', async () => {
  const { files, words } = await bundle;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const word of words) {
    const begin = word.normalize('NFKD').replace(/\p{M}/gu, '').slice(0, 3);
    if (word.length > 3) counts.set(begin, (counts.get(begin) ?? 0) + 1);
  }
  // As wasm/index/term_lists.cpp has it.
  const least = Math.max(2, Math.floor(words.size / 16384));
  const expected = [...counts].filter(([, count]) => count >= least).map(([begin]) => begin);
  const [, ...groups] = files.foreseen[0][1].split(' ');
  const found = groups.flatMap((group) => [...group.slice(2)].map((third) => group.slice(0, 2) + third));
  assert.deepEqual(found, expected.sort());
  for (const [firsts, seconds] of [
    '가나다라마바사아자차카타파하',
    'بتثجحخدذرزسشصضطظعغف',
    'бвгджзклмнпрстфхцчшщ аеиоуыэюя',
  ].map((letters) => letters.split(' '))) {
    const { foreseen } = (await large([...firsts], [...(seconds ?? firsts)], 1200)).files;
    assert.ok(foreseen.length > 10, `${foreseen.length}`);
    assert.equal(foreseen[0][1], '', firsts);
  }
  const small = await pack({ version: 1, articles: [{ slug: 'a', title: 'Heart heat', body: '' }] });
  assert.deepEqual(
    small.foreseen.map(([, hint]) => hint),
    [''],
  );
});
