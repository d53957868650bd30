import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookFor, rangesIn, termsOf } from '../../web/found.js';

/** What is marked, without stems unless some are given. @param {string} q @param {string} text @param {any} [more] */
async function marks(q, text, { quotes = true, names = '', stem = async () => [] } = {}) {
  const terms = await lookFor(termsOf(q, quotes), names, text, stem);
  return rangesIn(text, terms).map(([from, to]) => text.slice(from, to));
}

/** A stemmer of two rules and three function words. @param {string[]} words */
const english = async (words) => [
  words.map(
    (word) => (/^(the|is|what)$/i.test(word) ? '\u0001' : '') + word.toLowerCase().replace(/(ing|s)$/, ''),
  ),
];

for (const [what, q, text, expected] of /** @type {[string, string, string, string[]][]} */ ([
  ['a word in any case', 'Pain now', 'No pain, Pain; painful.', ['pain', 'Pain']],
  ['the last word as a beginning', 'pai', 'Pain and painful', ['Pain', 'painful']],
  ['no beginning once something follows it', 'pai ', 'Pain pai', ['pai']],
  ['letters with and without marks', 'resume strasse. x', 'Résumé in der Straße', ['Résumé', 'Straße']],
  ['what an apostrophe holds together', "don't. x", 'Don’t; do not', ['Don’t']],
  ['the word behind an elided one', 'hôpital. x', "à l'hôpital", ['hôpital']],
  ['numbers with a point', '2.0.1 x', 'Version 2.0.1 of 2,0', ['2.0.1']],
  ['names of languages', 'c++ x', 'C++ and vitamin C', ['C++']],
  [
    'a phrase where it stands in a row',
    '"heart attack"',
    'A heart attack; the heart, an attack',
    ['heart attack'],
  ],
  ['no phrase over the end of a block', '"heart attack"', 'heart\nattack', []],
  ['a phrase that is not closed', '"heart att', 'heart att, heart attack', ['heart att']],
  ['every word of a title clause', 'title:pain', 'A pain', ['pain']],
  ['nothing that is excluded or a facet', '-pain tag:mood year:2024', 'pain mood 2024', []],
  ['words joined by OR', 'stroke OR coma x', 'a stroke or a coma', ['stroke', 'coma']],
  ['a name that is none as a word', 'note:this x', 'note this', ['note', 'this']],
  ['pairs of letters, grown together', '東京タワー', '昨日、東京タワーと東京', ['東京タワー', '東京']],
  ['Thai with its marks', 'ปวดหัว', 'อาการปวดหัวมาก', ['ปวดหัว']],
  ['Arabic with its vowels', 'كتاب x', 'كِتَابٌ', ['كِتَابٌ']],
  ['surrogates whole', 'cafe x', '😀 café 😀', ['café']],
]))
  test(`marks ${what}`, async () => assert.deepEqual(await marks(q, text), expected));

test('marks what shares a stem, but not what only begins alike', async () => {
  const found = await marks('taper x', 'tapering tapers tapestry', { stem: english });
  assert.deepEqual(found, ['tapering', 'tapers']);
});

test('words that hold sentences together are marked only where there is nothing else', async () => {
  const text = 'What is the pain?';
  assert.deepEqual(await marks('what is the pain', text, { stem: english }), ['pain']);
  assert.deepEqual(await marks('what is the', text, { stem: english }), ['What', 'is', 'the']);
});

test('a light word at the end is no beginning either', async () => {
  assert.deepEqual(await marks('pain is', 'pain issue', { stem: english }), ['pain']);
});

test('other names that were searched for are marked', async () => {
  const found = await marks('mi', 'a myocardial infarction', { names: 'myocardial infarction' });
  assert.deepEqual(found, ['myocardial', 'infarction']);
});

test('a phrase that was let go is marked as words', async () => {
  assert.deepEqual(await marks('"pain mood"', 'mood and pain', { quotes: false }), ['mood', 'pain']);
});

test('no stemmer is asked about a query without words', async () => {
  const stem = () => assert.fail();
  assert.deepEqual(await marks('tag:pain "', 'Some pain', { stem }), []);
});
