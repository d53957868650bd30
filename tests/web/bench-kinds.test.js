import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, misspelt, prefixes, rows } from '../bench/kinds.mjs';
import { seeded } from '../bench/random.mjs';

/** @param {string} slug @param {string} title @param {string} body */
const article = (slug, title, body) => ({ slug, title, body, also_known_as: [] });

test('the last word of a title is cut to 60 % of its letters', () => {
  assert.equal(cut('High blood pressure'), 'High blood press');
  assert.equal(cut('Ébola'), 'Ébo');
  assert.equal(cut('Vitamin A'), 'Vitamin A');
});

test('right for a cut title is every article whose title begins so', () => {
  const articles = [
    article('a', 'Skin Cancer', ''),
    article('b', 'skin care', ''),
    article('c', 'The skin', ''),
  ];
  const [{ query, relevant }] = prefixes(['Skin Canc'], articles);
  assert.equal(query, 'Skin Can');
  assert.deepEqual([...relevant], ['a']);
  assert.deepEqual([...prefixes(['Skin c'], articles)[0].relevant], ['a', 'b']);
});

test('a misspelling is one edit, the same in every run', () => {
  const random = seeded(1);
  const title = 'High blood pressure';
  for (let i = 0; i < 50; i++) {
    const wrong = misspelt(title, random);
    assert.ok(Math.abs(wrong.length - title.length) <= 1, wrong);
    assert.match(wrong, /^High /);
  }
  assert.equal(misspelt(title, seeded(2)), misspelt(title, seeded(2)));
  assert.equal(misspelt('Hand', random), 'Hand');
});

test('eight words stand in a row in one article only', () => {
  const shared = 'these eight words stand in more than one';
  const own = 'while these nine words are to be found nowhere';
  const articles = [
    article('a', 'A', `## ${own} else\n\n${shared}`),
    article(
      'b',
      'B',
      `${shared}.\n\nFirst, ${own}. And *these* words are marked up so that no run has eight`,
    ),
    article('c', 'C', 'Too short.'),
  ];
  // The heading holds a run that the body of another article has; it counts as a place, and gives no query.
  assert.deepEqual(rows(articles.slice(0, 1), 5), [{ query: shared, relevant: new Set(['a']) }]);
  for (const { query, relevant } of rows(articles, 5)) {
    assert.equal(query.split(' ').length, 8);
    for (const { slug, body } of articles) assert.equal(body.includes(query), relevant.has(slug), query);
  }
  assert.deepEqual(rows(articles, 5), rows(articles, 5));
});
