/**
 * @file CommonMark 0.31.2 with `profile=commonmark`: every example of the specification, as trees.
 *
 * What the specification wants passes through the allow-list first (support/allow-list.js); which examples that changes is
 * asserted too, so that the list cannot hide anything.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openMarkdown } from '../../web/node.js';
import { withoutAdditions } from './support/additions.js';
import { allowed, LOSSES } from './support/allow-list.js';
import { DEVIATIONS } from './support/deviations.js';
import { assertOnly, commonmark, differences, losses } from './support/spec.js';
import { changed, parsed, printed, withoutBlanks } from './support/tree.js';

const markdown = await openMarkdown();
const found = differences(markdown, 'commonmark', commonmark);

/** Examples that are right but for what the allow-list takes. @type {Record<keyof typeof LOSSES, number[]>} */
const THROUGH_THE_ALLOW_LIST = {
  comment: [177, 179, 180, 182, 183, 308, 309, 625, 626, 627, 628, 629],
  element: [150, 163, 171, 201, 491, 524, 536, 613, 614, 615, 617],
  silent: [170, 172, 173, 176, 178],
  attribute: [152, 153, 154, 164, 169, 616],
  address: [596, 598, 599, 601],
  language: [34, 144],
};

test('the specification has 652 examples', () => {
  assert.equal(commonmark.length, 652);
  assert.deepEqual(
    commonmark.map(({ number }) => number),
    Array.from({ length: 652 }, (_, i) => i + 1),
  );
});

for (const section of new Set(commonmark.map((example) => example.section))) {
  const numbers = commonmark.filter((example) => example.section === section).map(({ number }) => number);
  test(`${section}: examples ${numbers[0]} to ${numbers.at(-1)} come out as CommonMark wants them`, () => {
    assertOnly(
      found.filter((example) => example.section === section),
      numbers.filter((number) => DEVIATIONS.has(number)),
    );
  });
}

/** The numbers in the first column, or the last, of a table of docs/markdown.md. @param {string} heading @param {RegExp} cell */
function listedUnder(heading, cell) {
  const page = readFileSync(new URL('../../docs/markdown.md', import.meta.url), 'utf8');
  const [, section] = page.split(`\n### ${heading}\n`);
  const rows = section.split(/\n##/)[0].matchAll(cell);
  return [...rows].flatMap(([, numbers]) => numbers.match(/\d+/g) ?? []).map(Number);
}

test('every deviation has its reason, and stands in docs/markdown.md', () => {
  for (const [number, reason] of DEVIATIONS) assert.match(reason, /\S+ \S+/, `example ${number}`);
  const listed = listedUnder('Where Carrel leaves CommonMark', /^\| ([\d, ]+) \|/gm);
  assert.deepEqual(new Set(listed), new Set(DEVIATIONS.keys()));
});

test('the allow-list takes something from these examples and from no other', (context) => {
  /** @type {Record<string, number[]>} */
  const lost = Object.fromEntries(Object.keys(LOSSES).map((loss) => [loss, []]));
  for (const example of commonmark) for (const loss of losses(example)) lost[loss].push(example.number);
  assert.deepEqual(lost, THROUGH_THE_ALLOW_LIST);
  const touched = new Set(Object.values(lost).flat());
  const same = commonmark.filter(({ number }) => !touched.has(number) && !DEVIATIONS.has(number));
  context.diagnostic(
    `${same.length} examples are CommonMark's to the node, ${touched.size} through the allow-list, ${DEVIATIONS.size} deviate`,
  );
});

test('the default profile differs in the examples of docs/markdown.md, and in no other', () => {
  const listed = listedUnder('Where the default reads CommonMark otherwise', /\| ([\d, ]+) \|$/gm);
  assert.ok(listed.length > 0);
  assertOnly(differences(markdown, '', commonmark), new Set([...listed, ...DEVIATIONS.keys()]));
});

/** @typedef {import('./support/tree.js').Tree} Tree */

/** A tree with one thing changed, for each thing in it. @param {Tree} tree @returns {Iterable<Tree>} */
function* mistakes(tree) {
  let count = 0;
  changed(tree, (element) => {
    count++;
    return [element];
  });
  for (let n = 0; n < count; ++n) {
    /** @param {(element: import('./support/tree.js').Element) => Tree} change */
    const nth = (change) => {
      let i = 0;
      return changed(tree, (element) => (i++ === n ? change(element) : [element]));
    };
    yield nth(() => []);
    yield nth((element) => [element, element]);
    yield nth(({ children }) => [...children, 'x']);
    yield nth((element) => [{ ...element, name: element.name === 'p' ? 'div' : 'p' }]);
    yield nth((element) => [{ ...element, attributes: { ...element.attributes, title: 'other' } }]);
    yield nth((element) => [{ ...element, children: [...element.children, 'x'] }]);
  }
}

test('the comparison sees every element, attribute and letter that is wrong', () => {
  const text = (/** @type {Tree} */ tree) => printed(withoutBlanks(withoutAdditions(tree)));
  for (const { html, number } of commonmark) {
    const tree = allowed(parsed(html));
    const right = printed(withoutBlanks(tree));
    assert.equal(text(tree), right);
    for (const wrong of mistakes(tree)) assert.notEqual(text(wrong), right, `example ${number}`);
  }
});
