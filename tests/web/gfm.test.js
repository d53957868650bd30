/** @file GitHub Flavored Markdown 0.29 with `profile=gfm`, from the data beside the repository. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMarkdown } from '../../web/node.js';
import { assertOnly, commonmark, differences, shared } from './support/spec.js';

const spec = shared('gfm-spec.json');
const more = shared('gfm-ext.json');
const skip = spec && more ? false : '../shared/data/specs is not there';
const markdown = await openMarkdown();

/** Examples of extensions that come out otherwise, and why. @type {Map<number, string>} */
const DEVIATIONS = new Map([]);

/**
 * Examples of CommonMark that GitHub's specification shows without its extensions, and which extension takes them.
 * @type {Map<number, string>}
 */
const EXTENDED = new Map([]);

const extensions = (spec ?? []).filter(({ ext }) => ext);
const same = new Set(commonmark.map(({ markdown, html }) => `${markdown}\0${html}`));
const unchanged = (spec ?? []).filter(({ ext, markdown, html }) => !ext && same.has(`${markdown}\0${html}`));

test("at least 22 of GitHub's 24 examples of extensions come out as GitHub wants them", { skip }, () => {
  assert.equal(extensions.length, 24);
  assertOnly(differences(markdown, 'gfm', extensions), DEVIATIONS.keys());
  assert.ok(DEVIATIONS.size <= 2);
});

test('what CommonMark 0.31.2 has left as it was in 0.29 is the same with extensions', { skip }, () => {
  assert.equal(unchanged.length, 629);
  assertOnly(differences(markdown, 'gfm', unchanged), EXTENDED.keys());
});

test('every deviation has its reason', () => {
  for (const [number, reason] of [...DEVIATIONS, ...EXTENDED])
    assert.match(reason, /\S+ \S+/, `example ${number}`);
});

test("more examples from cmark-gfm's own tests, for information", { skip }, (context) => {
  const other = differences(markdown, 'gfm', more ?? []);
  context.diagnostic(
    `${(more?.length ?? 0) - other.length} of ${more?.length} are the same; not ${other.map(({ number }) => number).join(', ')}`,
  );
});
