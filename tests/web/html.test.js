/** @file html.wasm writes what toHtml makes of the stream of markdown.wasm, whatever the Markdown, and says the same of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMarkdown, toHtml } from '../../web/node.js';
import { hasSites, siteArticles } from '../bench/markdown/articles.mjs';
import { hasPathological, ours, pathological } from '../bench/markdown/inputs.mjs';
import { randomDocument } from './support/random-html.js';
import { snippets } from './support/snippets.js';
import { commonmark } from './support/spec.js';

const markdown = await openMarkdown();

/** toHtml begins an image with what every image has. @param {string} html */
const sorted = (html) =>
  html.replace(
    /<img (?:[a-z-]+="[^"]*" ?)+>/g,
    (image) => `<img ${image.match(/[a-z-]+="[^"]*"/g)?.sort()}>`,
  );

/** @param {string} text @param {import('../../web/render.js').RenderOptions} [options] */
function assertSame(text, options) {
  const stream = markdown.render(text, options);
  const { html, outline, truncated } = markdown.html(text, options);
  const prefix = options?.prefix;
  const [ours, expected] = [html, toHtml(stream, prefix === undefined ? {} : { prefix })].map(sorted);
  // Shown from where they part: an article is long.
  let at = 0;
  while (ours !== expected && ours[at] === expected[at]) at++;
  const around = (/** @type {string} */ text) => text.slice(at && at - 40, at + 40);
  if (ours !== expected) assert.equal(around(ours), around(expected), text.slice(0, 80));
  assert.deepEqual(outline, stream.outline);
  assert.equal(truncated, stream.truncated);
}

test('examples, snippets and chance', () => {
  for (const { markdown: text } of [...commonmark, ...snippets]) assertSame(text);
  for (let seed = 0; seed < 1000; seed++) assertSame(randomDocument(seed));
});

test('every option', () => {
  const text = '# A\n\n~b~ $c$ ==d== https://e.example [^1] <a name="f">g</a>\n\n[^1]: h\n\n# A {#i}\n';
  for (const options of [
    { heading: 3 },
    { prefix: 'x-' },
    { id: 'j-k' },
    { profile: 'gfm' },
    { profile: 'commonmark' },
    { subscript: 1, math: 1 },
    { prefix: 'y', id: 'l', heading: 6, profile: 'gfm' },
  ])
    assertSame(text, /** @type {any} */ (options));
});

test('characters of every width, wherever they stand', () => {
  for (const letter of ['a', '"', '&', '<', 'é', '’', '漢', '😀', '\ud800', '\0', '\r', '\ufeff']) {
    for (let before = 0; before < 40; before++) {
      const run = 'x'.repeat(before);
      assertSame(`${run}${letter}`);
      assertSame(`${run}${letter}${run}${letter}`);
      assertSame(`[a](</${run}${letter}> "${run}${letter.replace('"', "'")}")`);
    }
  }
});

test('short behind long, and an outline of every length', () => {
  assertSame('a\n\n'.repeat(200_000));
  assertSame('');
  assertSame('b');
  for (let size = 0; size < 12; size++) assertSame(`# ${'ä'.repeat(size)}\n\n# ${'a'.repeat(size)}`);
});

test('an argument of another kind is read as text, and the next one is answered', () => {
  for (const wrong of [undefined, null, 7, Buffer.from('*a*')]) {
    const { html } = markdown.html(/** @type {any} */ (wrong));
    assert.ok(html.includes(String(wrong).replaceAll('*', '')), html);
  }
  assert.equal(markdown.html('*a*').html, '<p><em>a</em></p>');
});

test('the outline is read once, and belongs to who asked', () => {
  const answer = markdown.html('# a');
  assert.equal(answer.outline, answer.outline);
  assert.equal(answer.outline[0].text, 'a');
});

test('more than is ever rendered is cut, and said to be', () => {
  const { html, truncated } = markdown.html('é\n\n'.repeat(2_000_000));
  assert.ok(truncated && html.startsWith('<p>é</p>'));
  assertSame('é\n\n'.repeat(2_000_000));
});

test('headings past the limit of names have no id', () => {
  assertSame('# a\n'.repeat(4_200));
  assert.ok(!markdown.html('# a\n'.repeat(4_200)).html.includes('id=""'));
});

test('a break in a raw table gets a cell', () => {
  assertSame('a <table>\\\nx');
  assert.match(markdown.html('a <table>\\\nx').html, /<td><br>/);
});

test('what is too large or too deep', () => {
  const { html, truncated } = markdown.html('*a*\n\n'.repeat(60_000));
  assert.ok(truncated);
  assert.ok(html.endsWith('</p>'));
  assertSame('*a*\n\n'.repeat(60_000));
  assertSame('> '.repeat(300));
});

test('what aims at parsers', { skip: !hasPathological && '../shared/data/specs is not there' }, () => {
  for (const { at } of pathological()) assertSame(at(0.05));
  for (const { at } of ours) assertSame(at(0.01));
});

test('articles of real sites', { skip: !hasSites && '../shared/data/sites is not there' }, () => {
  const articles = siteArticles();
  assert.ok(articles.length > 400);
  for (const article of articles) assertSame(article);
});
