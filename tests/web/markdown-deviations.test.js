/** @file docs/markdown.md lists where text is read otherwise than CommonMark reads it; each of its examples is rendered in every profile. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openMarkdown } from '../../web/node.js';

const markdown = await openMarkdown();
const page = readFileSync(new URL('../../docs/markdown.md', import.meta.url), 'utf8');
const profiles = ['commonmark', 'gfm', 'default'];

/** @param {string} text @param {string} profile @returns {string} without the `<p>` that holds all of it */
function rendered(text, profile) {
  const { html } = markdown.html(text, profile === 'default' ? {} : { profile });
  return html.match(/^<p>((?:(?!<p>).)*)<\/p>$/s)?.[1] ?? html;
}

/** What stands in backticks. @param {string} cell */
const codes = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
/** @param {string} code of a page, with signs for ends of lines */
const lines = (code) => code.replace(/ ?⏎ ?/g, '\n').replaceAll('\\|', '|');

/** The rows of the table under a heading, as cells. @param {string} heading */
function rowsUnder(heading) {
  const section = page.split(`\n${heading}\n`)[1].split(/\n##+ /)[0];
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.map((row) =>
    row
      .slice(2, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

test('each deviation from CommonMark reads as its row says, in every profile', () => {
  const [, ...rows] = rowsUnder('### Every way in which text is read otherwise');
  assert.ok(rows.length >= 16, `${rows.length} rows`);
  for (const [what, since, written, becomes, before] of rows) {
    const first = profiles.indexOf(since.replaceAll('`', ''));
    assert.ok(first > 0, `${what}: since ${since}`);
    const [text] = codes(written).map(lines);
    for (const [i, profile] of profiles.entries()) {
      const [expected] = codes(i < first ? before : becomes).map(lines);
      // A row without a last cell says nothing of the profiles before.
      if (expected !== undefined) assert.equal(rendered(text, profile), expected, `${what}, ${profile}`);
    }
  }
});

test('what is said to be text stays text in the default profile, and the rest does not', () => {
  const [, ...rows] = rowsUnder('## Delimiters');
  assert.ok(rows.length >= 5, `${rows.length} rows`);
  for (const [, text, marked] of rows) {
    const unescaped = (/** @type {string} */ html) => html.replace(/<\/?p>/g, '');
    for (const example of codes(text)) assert.equal(unescaped(rendered(example, 'default')), example);
    for (const example of codes(marked))
      assert.match(rendered(example, 'default'), /<(sup|mark|del|strong)>/, example);
  }
});
