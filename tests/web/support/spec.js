/** @file The examples of the specifications, and how an example is compared with what Carrel makes of it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { toHtml } from '../../../web/stream.js';
import { withoutAdditions } from './additions.js';
import { allowed } from './allow-list.js';
import { parsed, printed, withoutBlanks } from './tree.js';

/** @typedef {{ markdown: string, html: string, section: string, number: number }} Example */
/** @typedef {Example & { expected: string, ours: string }} Difference trees as text */
/** @typedef {Awaited<ReturnType<typeof import('../../../web/node.js').openMarkdown>>} Markdown */

const tabs = (/** @type {string} */ text) => text.replaceAll('→', '\t');

/** CommonMark 0.31.2. @type {Example[]} */
export const commonmark = createRequire(import.meta.url)('commonmark-spec').tests.map(
  (/** @type {Example} */ example) => ({
    ...example,
    markdown: tabs(example.markdown),
    html: tabs(example.html),
  }),
);

const data = new URL('../../../../shared/data/specs/', import.meta.url);

/**
 * The examples of a file beside the repository, which is not part of it.
 * @param {string} name
 * @returns {(Example & { ext: string })[] | null} null where the file is missing
 */
export function shared(name) {
  const file = new URL(name, data);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/**
 * The tree that an example wants. The line feed that ends the file of an example stands behind its last element: given to a
 * parser, it would open once more what raw HTML has left open.
 * @param {Example} example @param {Set<import('./allow-list.js').Loss>} [lost]
 */
const wanted = (example, lost) => allowed(parsed(example.html.trimEnd()), lost);

/** What an example would lose, were its HTML raw HTML of an article. @param {Example} example */
export function losses(example) {
  /** @type {Set<import('./allow-list.js').Loss>} */
  const lost = new Set();
  wanted(example, lost);
  return lost;
}

/**
 * The two trees of an example as text: what the specification wants, as far as Carrel allows it, and what Carrel made.
 * @param {Markdown} markdown
 * @param {string} profile '' for everything
 * @param {Example} example
 */
export function compared(markdown, profile, example) {
  const stream = markdown.render(example.markdown, { heading: 1, ...(profile && { profile }) });
  return {
    expected: printed(withoutBlanks(wanted(example))),
    ours: printed(withoutBlanks(withoutAdditions(parsed(toHtml(stream))))),
  };
}

/**
 * @param {Markdown} markdown
 * @param {string} profile
 * @param {Example[]} examples
 * @returns {Difference[]}
 */
export const differences = (markdown, profile, examples) =>
  examples
    .map((example) => ({ ...example, ...compared(markdown, profile, example) }))
    .filter(({ expected, ours }) => expected !== ours);

/**
 * Fails unless exactly the listed examples differ, and shows those that nobody listed.
 * @param {Difference[]} found
 * @param {Iterable<number>} listed
 */
export function assertOnly(found, listed) {
  const known = new Set(listed);
  const surplus = found.filter(({ number }) => !known.has(number));
  const shown = surplus.map(
    ({ number, section, markdown, expected, ours }) =>
      `Example ${number} (${section}):\n${markdown}\nexpected:\n${expected}\nours:\n${ours}`,
  );
  assert.ok(shown.length === 0, `examples that differ and are not listed\n${shown.join('\n')}`);
  const numbers = new Set(found.map(({ number }) => number));
  const stale = [...known].filter((number) => !numbers.has(number));
  assert.deepEqual(stale, [], 'examples that are listed and no longer differ');
}
