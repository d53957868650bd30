/**
 * @file One stream, several writers: the nodes that toDom makes are the tree that Chromium's own parser reads in the HTML that
 * toHtml writes, and in that of html.wasm.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { openMarkdown } from '../../web/node.js';
import { randomDocument } from '../web/support/random-html.js';
import { snippets } from '../web/support/snippets.js';
import { commonmark, shared } from '../web/support/spec.js';
import { scene, stage } from './scene.js';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const vectors = new URL('../../../shared/data/xss/', import.meta.url);

const RANDOM = 2000;

/** @returns {string[]} every example of our own */
function ownExamples() {
  const blocks = read('tests/spec/markdown.txt').matchAll(/^`{8} example\n(.*?\n)\.\n/gms);
  return Array.from(blocks, ([, markdown]) => markdown.replaceAll('→', '\t').replaceAll('␀', '\0'));
}

/** Hostile articles, where they are at hand: an address in each place where Markdown may have one. @returns {string[]} */
function hostile() {
  if (!existsSync(vectors)) return [];
  return readdirSync(vectors)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8')))
    .flatMap(({ context, payload }) =>
      context === 'url'
        ? [
            `[x](${payload})`,
            `[x](<${payload}>)`,
            `![x](${payload})`,
            `<${payload}>`,
            `[x][r]\n\n[r]: ${payload}`,
            `<a href="${payload}">x</a><img src="${payload}" alt="y">`,
          ]
        : [payload],
    );
}

/** Runs in the page. @param {string} folder @returns {Promise<{ compared: number, elements: number, different: { i: number, nodes: string, html: string }[] }>} */
async function compareInPage(folder) {
  const { toDom, toHtml } = await import(new URL(`${folder}stream.js`, location.href).href);
  const streams = await (await fetch(`${folder}streams.json`)).json();
  // A document without a window: nothing in it is fetched, and nothing runs.
  const inert = document.implementation.createHTMLDocument('');
  const different = [];
  let elements = 0;
  for (const [i, stream] of streams.entries()) {
    const made = toDom(stream, inert.createElement('div'));
    made.normalize();
    elements += made.querySelectorAll('*').length;
    for (const html of [toHtml(stream), stream.html]) {
      const parsed = inert.createElement('div');
      parsed.innerHTML = html;
      parsed.normalize();
      // The nodes do not have addresses that no parser takes, which the HTML of html.wasm keeps (docs/stream.md).
      for (const element of parsed.querySelectorAll('[href], [src], [cite]')) {
        for (const name of ['href', 'src', 'cite']) {
          const value = element.getAttribute(name);
          if (value !== null && !URL.canParse(value, 'https://carrel.invalid/'))
            element.removeAttribute(name);
        }
      }
      if (!made.isEqualNode(parsed)) different.push({ i, nodes: made.innerHTML, html: parsed.innerHTML });
    }
  }
  return { compared: streams.length, elements, different: different.slice(0, 20) };
}

stage('writers', () => {
  scene(
    'the nodes and both kinds of HTML of every stream are the same tree',
    {},
    async ({ page, go, host }) => {
      const markdown = await openMarkdown();
      const examples = [...commonmark, ...(shared('gfm-spec.json') ?? []), ...(shared('gfm-ext.json') ?? [])];
      const inputs = [
        ...examples.map((example) => example.markdown),
        ...ownExamples(),
        ...snippets.map((snippet) => snippet.markdown),
        ...Array.from({ length: RANDOM }, (_, seed) => randomDocument(seed)),
        ...hostile(),
      ];
      assert.ok(inputs.length > 652 + 300 + RANDOM);
      const streams = inputs.map((input) => {
        const { ops, text } = markdown.render(input);
        return { ops: Array.from(ops), text, html: markdown.html(input).html };
      });
      host.files.set('writers/streams.json', JSON.stringify(streams));
      for (const name of [
        'stream.js',
        'stream-values.js',
        'answers.js',
        'shapes.js',
        'files.js',
        'silence.js',
      ])
        host.files.set(`writers/${name}`, read(`web/${name}`));
      host.files.set('writers.html', '<!doctype html><title>Writers</title><link rel="icon" href="data:,">');
      await go('writers.html');
      const { compared, elements, different } = await page.evaluate(compareInPage, 'writers/');
      assert.equal(compared, inputs.length);
      assert.ok(elements > compared, `${elements} elements in ${compared} streams`);
      assert.deepEqual(
        different.map(({ i, ...both }) => ({ markdown: inputs[i], ...both })),
        [],
      );
    },
  );
});
