/** @file The stemmers' modules against Snowball's own vocabularies (Debian's snowball-data). */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { moduleTools } from '../../web/engine.js';
import { decode } from '../../web/files.js';

const cmake = readFileSync(new URL('../../CMakeLists.txt', import.meta.url), 'utf8');
/** @param {string} name of a list in CMakeLists.txt */
const listed = (name) => new RegExp(`set\\(${name}\\s([^)]+)\\)`).exec(cmake)?.[1].trim().split(/\s+/) ?? [];
const languages = listed('STEM_LANGUAGES');
const algorithms = listed('STEM_ALGORITHMS');

const { start } = moduleTools({
  modules: (name) => new URL(`../../dist/${name}`, import.meta.url),
  fetch: async (url) => new Response(readFileSync(url), { headers: { 'content-type': 'application/wasm' } }),
});

/** A request of so many bytes at most: the Arabic vocabulary alone has nine million words. */
const batch = 1 << 20;

/**
 * How many stems of a vocabulary have capitals, which its list left in words of other languages (Århus, Être) that its
 * algorithm does not expect. Our modules make every word small before they stem it, so theirs are the same in small letters.
 * @type {Record<string, number>}
 */
const withCapitals = { ga: 47 };

/** Large files of the package are compressed. @param {string} algorithm @param {string} name @returns {Buffer} */
function vocabulary(algorithm, name) {
  const path = `/usr/share/snowball/data/${algorithm}/${name}`;
  return existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
}

test('every language has an algorithm', () => {
  assert.equal(algorithms.length, 28);
  assert.equal(languages.length, 28);
});

for (const [i, language] of languages.entries()) {
  test(`stem.${language}.wasm stems the whole vocabulary as Snowball does`, async () => {
    const stemmer = await start(`stem.${language}.wasm`);
    const words = vocabulary(algorithms[i], 'voc.txt');
    const answers = [];
    for (let from = 0, end = 0; from < words.length; from = end) {
      end = from + batch < words.length ? words.lastIndexOf('\n', from + batch) + 1 : words.length;
      answers.push(stemmer.call('carrel_stem_unfolded', words.subarray(from, end)));
    }
    const stems = Buffer.concat(answers);
    const expected = vocabulary(algorithms[i], 'output.txt');
    if (stems.equals(expected)) return;
    const lines = (/** @type {Buffer} */ text) => text.toString().split('\n');
    const [word, stem] = [lines(words), lines(stems)];
    const wrong = lines(expected).flatMap((right, n) =>
      stem[n] === right ? [] : [{ word: word[n], stem: stem[n], right }],
    );
    assert.deepEqual(
      wrong.filter(({ stem, right }) => stem !== right.toLowerCase()),
      [],
    );
    assert.equal(wrong.length, withCapitals[language] ?? 0);
  });
}

for (const language of languages) {
  test(`stem.${language}.wasm marks the function words of its language and no others`, async () => {
    const list = new URL(`../../wasm/text/function_words/${language}.txt`, import.meta.url);
    const words = readFileSync(list, 'utf8').replace(/#.*/g, '').trim().split(/\s+/);
    assert.ok(words.length >= 100, `${words.length} words`);
    for (const word of words) {
      assert.match(word, /^[\p{L}\p{M}']+$/u);
      assert.equal(word, word.toLowerCase());
    }
    const stemmer = await start(`stem.${language}.wasm`);
    const stems = decode(stemmer.call('carrel_stem', [...words, 'Naloxon', 'xyz'].join('\n'))).split('\n');
    assert.deepEqual(
      words.filter((_, i) => !stems[i]?.startsWith('\u0001')),
      [],
    );
    assert.equal(stems[words.length]?.startsWith('nalox'), true);
    assert.equal(stems[words.length + 1]?.startsWith('x'), true);
    const plain = decode(stemmer.call('carrel_stem_unfolded', words.join('\n')));
    assert.equal(plain.includes('\u0001'), false, 'only where it is asked for');
  });
}

test('folded stems are equal for words that differ in case and marks alone', async () => {
  const stemmer = await start('stem.de.wasm');
  assert.equal(decode(stemmer.call('carrel_stem', 'Häuser\nHÄUSERN\nHauses')), 'haus\nhaus\nhaus\n');
  const romanian = await start('stem.ro.wasm');
  const [comma, cedilla] = decode(romanian.call('carrel_stem', 'știință\nştiinţă')).split('\n');
  assert.equal(comma, cedilla, 'the letters with a comma and those with a cedilla are the same letters');
});
