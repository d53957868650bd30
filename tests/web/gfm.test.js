/** @file GitHub Flavored Markdown 0.29 with `profile=gfm`, from the data beside the repository. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMarkdown } from '../../web/node.js';
import { DEVIATIONS } from './support/deviations.js';
import { assertOnly, commonmark, differences, shared } from './support/spec.js';

const spec = shared('gfm-spec.json');
const more = shared('gfm-ext.json');
const skip = spec && more ? false : '../shared/data/specs is not there';
const markdown = await openMarkdown();

/** Examples of extensions that come out otherwise, and why. @type {ReadonlyMap<number, string>} */
const UNLIKE_GITHUB = new Map([
  [
    653,
    'GitHub shows the tags that it forbids as text; in Carrel they vanish, and a style with what it holds',
  ],
]);

/** Examples of CommonMark that GitHub shows without the extension that takes them. @type {ReadonlyMap<number, string>} */
const EXTENDED = new Map([[620, 'A bare address of mail is a link']]);

const extensions = (spec ?? []).filter(({ ext }) => ext);
const today = new Map(commonmark.map(({ markdown, html, number }) => [`${markdown}\0${html}`, number]));
/** @param {{ markdown: string, html: string }} example @returns {number | undefined} its number in CommonMark 0.31.2 */
const numberToday = ({ markdown, html }) => today.get(`${markdown}\0${html}`);
const unchanged = (spec ?? []).filter((example) => !example.ext && numberToday(example));

test("at least 22 of GitHub's 24 examples of extensions come out as GitHub wants them", { skip }, () => {
  assert.equal(extensions.length, 24);
  assertOnly(differences(markdown, 'gfm', extensions), UNLIKE_GITHUB.keys());
  assert.ok(UNLIKE_GITHUB.size <= 2);
});

test('what CommonMark 0.31.2 has left as it was in 0.29 is the same with extensions', { skip }, () => {
  assert.equal(unchanged.length, 629);
  const deviating = unchanged.filter((example) => DEVIATIONS.has(Number(numberToday(example))));
  assertOnly(differences(markdown, 'gfm', unchanged), [
    ...EXTENDED.keys(),
    ...deviating.map(({ number }) => number),
  ]);
});

test('every deviation has its reason', () => {
  for (const [number, reason] of [...UNLIKE_GITHUB, ...EXTENDED])
    assert.match(reason, /\S+ \S+/, `example ${number}`);
});

test("more examples from cmark-gfm's own tests, for information", { skip }, (context) => {
  const other = differences(markdown, 'gfm', more ?? []);
  context.diagnostic(
    `${(more?.length ?? 0) - other.length} of ${more?.length} are the same; not ${other.map(({ number }) => number).join(', ')}`,
  );
});
