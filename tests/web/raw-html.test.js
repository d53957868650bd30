/** @file Raw HTML in Markdown: what is allowed comes through whole, and what comes out is what a parser reads again. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseHTML } from 'linkedom';
import { openMarkdown } from '../../web/node.js';
import { toDom, toHtml } from '../../web/stream.js';
import { withoutAdditions } from './support/additions.js';
import { ATTRIBUTES, allowed, ELEMENTS, OTHER, SILENT } from './support/allow-list.js';
import { randomDocument } from './support/random-html.js';
import { snippets } from './support/snippets.js';
import { elements, fromDom, merged, parsed, printed, withoutBlanks } from './support/tree.js';

/** @typedef {import('./support/tree.js').Tree} Tree */

const markdown = await openMarkdown();
const { document } = parseHTML('<!doctype html><body></body>');

/** @param {string} text */
const rendered = (text) => toHtml(markdown.render(text, { heading: 1 }));

/** What an author wrote in these snippets, and Carrel must not take for its own. */
const WRITTEN = new Set(['scope', 'carrel-place']);

/** @param {string} html @returns {Tree} with Carrel's names for what it renames, and nothing lost */
function wanted(html) {
  const lost = new Set();
  const tree = allowed(parsed(html), lost);
  assert.deepEqual([...lost], [], `the test's own list allows ${html}`);
  return tree;
}

test('300 harmless snippets of raw HTML keep every element, attribute and word', (context) => {
  assert.ok(snippets.length >= 300);
  assert.equal(new Set(snippets.map((snippet) => snippet.markdown)).size, snippets.length);
  const wrong = snippets.flatMap(({ name, markdown: text, html }) => {
    const expected = printed(withoutBlanks(wanted(html)));
    const ours = printed(withoutBlanks(withoutAdditions(parsed(rendered(text)), WRITTEN)));
    return expected === ours ? [] : [`${name}:\n${text}\nexpected:\n${expected}\nours:\n${ours}`];
  });
  context.diagnostic(`${snippets.length - wrong.length} of ${snippets.length} snippets`);
  assert.ok(wrong.length === 0, wrong.join('\n'));
});

test('the snippets hold every element and every attribute that is allowed', () => {
  const seen = new Set(
    snippets.flatMap(({ html }) =>
      [...elements(parsed(html))].flatMap(({ name, attributes }) => [
        name,
        ...Object.keys(attributes).flatMap((attribute) => [`${name} ${attribute}`, `* ${attribute}`]),
      ]),
    ),
  );
  for (const name of ELEMENTS) assert.ok(seen.has(name), name);
  for (const [element, rules] of Object.entries(ATTRIBUTES))
    for (const attribute of Object.keys(rules))
      assert.ok(seen.has(`${element} ${attribute}`), `${element} ${attribute}`);
});

test('docs/markdown.md lists what the tests allow', () => {
  const page = readFileSync(new URL('../../docs/markdown.md', import.meta.url), 'utf8');
  const [, raw] = page.split('\n## Raw HTML\n');
  const names = (/** @type {string} */ text) => Array.from(text.matchAll(/`([\w-]+)`/g), ([, name]) => name);
  const [, stay, silent, attributes] = raw.split('\n## ')[0].split('\n**');
  assert.deepEqual(names(stay).sort(), [...ELEMENTS].sort());
  assert.deepEqual(names(silent).sort(), [...SILENT].sort());
  const listed = Array.from(attributes.matchAll(/^\| (`.+?) \| (.+?) \|/gm)).flatMap(([, which, where]) =>
    names(which).flatMap((name) =>
      (where === 'everything' ? ['*'] : names(where)).map((element) => `${element} ${name}`),
    ),
  );
  const rules = Object.entries(ATTRIBUTES).flatMap(([element, own]) =>
    Object.keys(own).map((name) => `${element} ${name}`),
  );
  assert.deepEqual(listed.sort(), rules.sort());
});

test('of elements that are not allowed the words stay, and of some nothing', () => {
  for (const name of [...OTHER, ...SILENT]) {
    const inside = SILENT.has(name) ? '' : 'inside';
    assert.equal(
      rendered(`Before <${name} x="y">inside</${name}> behind.`),
      `<p>Before ${inside} behind.</p>`,
      `${name} in a line`,
    );
    const block = rendered(`<div><${name}>inside</${name}> *behind*</div>\n\nAfter *it*.`);
    assert.equal(
      block.replace(/\s+/g, ' '),
      `<div>${inside} *behind*</div><p>After <em>it</em>.</p>`,
      `${name} in a block`,
    );
  }
});

/** @param {string} text @returns {{ nodes: string, read: string }} the stream's tree, and its HTML's as a parser has it */
function twice(text) {
  const stream = markdown.render(text);
  const nodes = fromDom(toDom(stream, /** @type {any} */ (document.createDocumentFragment())));
  return { nodes: printed(merged(nodes)), read: printed(parsed(toHtml(stream))) };
}

/** @param {string} text @param {string} [what] */
function assertRoundTrip(text, what = JSON.stringify(text)) {
  const { nodes, read } = twice(text);
  assert.equal(read, nodes, what);
  return nodes;
}

const DOCUMENTS = 5000;

test('what a parser reads from the HTML of any tags in any order is the tree of the stream', () => {
  let elementsSeen = 0;
  for (let seed = 1; seed <= DOCUMENTS; ++seed) {
    const text = randomDocument(seed);
    const nodes = assertRoundTrip(text, `seed ${seed}: ${JSON.stringify(text)}`);
    elementsSeen += nodes.match(/^ *</gm)?.length ?? 0;
  }
  // Were raw HTML shown as text, this would hold of nothing.
  assert.ok(elementsSeen > 5 * DOCUMENTS, `${elementsSeen} elements in ${DOCUMENTS} documents`);
});

test('the same holds of the snippets', () => {
  for (const { name, markdown: text } of snippets) assertRoundTrip(text, name);
});

test('the same holds of every element in and behind every other', () => {
  for (const a of ELEMENTS)
    for (const b of ELEMENTS) {
      assertRoundTrip(`words <${a}>a<${b}>b</${a}>c</${b}>d`);
      assertRoundTrip(`<div><${a}>\n\n<${b}>\n\n*x*\n\n</${a}>\n\ny`);
      assertRoundTrip(`<table><${a}><${b}>x</table>y`);
      assertRoundTrip(`<${a}><table><tr><td><${b}>x`);
      assertRoundTrip(`- <${a}>\n- <${b}>x\n\n<pre></pre>\n<${a}>`);
      assertRoundTrip(`| <${a}>a | **<${b}>b** |\n|-|-|\n| </${a}> | [c<${b}>](x) |`);
    }
});

test('the same holds where elements stand too deep', () => {
  for (const name of ELEMENTS)
    for (let depth = 150; depth <= 162; ++depth) {
      const deep = '<div>'.repeat(depth);
      assertRoundTrip(`${deep}<${name}>x<p>y<table><tr><td>z`);
      assertRoundTrip(`${deep}\n\n| a | b |\n|-|-|\n| c | <${name}> |`);
    }
});
