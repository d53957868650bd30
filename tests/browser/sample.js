/**
 * @file The site that the tests visit: the shell as it was built, the demo's content packed and as JSON, and pages
 * that are written where a test needs them. Everything stays in memory.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { scriptFor } from '../../scripts/cli/foreseen.mjs';
import { importMarkdown } from '../../scripts/cli/import-markdown.mjs';
import { pack } from '../../web/node.js';

/** @typedef {import('./server.js').Files} Files */

const demo = new URL('../../web/demo/', import.meta.url);
const shell = new URL('../../dist/shell/', import.meta.url);

/** One article with every kind of block, and with what must not come through; it is the newest. */
export const every = {
  slug: 'every-kind-of-block',
  title: 'Every kind of block',
  date: '2026-11-20',
  authors: ['Test Author'],
  categories: ['Support'],
  tags: ['blocks'],
  topics: ['depression-from-opioids'],
  excerpt: 'Table, footnote, admonition, code, tasks and a picture.',
  image: { src: 'picture.svg', alt: 'A grey box', width: 400, height: 300 },
  sources: [{ title: 'A page beside this one', url: 'page.html', publisher: 'Nobody', date: '2026' }],
  reviewed_by: { name: 'Test Reviewer', credentials: 'MD' },
  last_reviewed: '2026-10-01',
  body: `Opening words with a footnote[^one] and a [link to another](naloxone-at-home).

## A table

| Left | Centre | Right |
| :--- | :----: | ----: |
| one | two | three |
| ${'unbreakable'.repeat(12)} | b | c |

## An admonition

> [!WARNING]
> Mind the gap.

## Code and tasks

\`\`\`js
const long = '${'x'.repeat(200)}';
\`\`\`

- [x] done
- [ ] to do

3. third
4. fourth

## A picture

![A grey box](picture.svg)

![A grey box again](picture.svg "A caption")

## Blocks and lists

Term
: What it means

:::care{level=urgent} Call a doctor if
- it goes on
:::
:::do
- rest
:::
:::definition[Withdrawal]
What follows.
:::
:::details More
Folded ==words== with x^2^, ~~old~~ ones and https://example.org/.
:::
:::help
:::
:::sources
1. A leaflet
:::

## Raw HTML

<details open><summary>A <b>fold</b></summary>

Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, <abbr title="World Health Organization">WHO</abbr>.

</details>

<p align="center"><picture><source srcset="picture.svg 1x, picture.svg 2x"><img src="picture.svg" alt="" width="40"></picture></p>

<table><caption>Of one row</caption><tr><td rowspan="1">a<td>b</table>

\`\`\`math
x^2
\`\`\`

## What must not come through

<p style="color: red" onclick="alert(1)">raw</p>
<script>alert(1)</script>
<iframe src="https://evil.example/"></iframe>

[bad](javascript:alert(1)) <img src="javascript:alert(1)" onerror=alert(1)>

[^one]: The note itself.
`,
};

/** What stands in it, and is there when it is shown. */
export const BLOCKS = [
  'table',
  '.carrel-footnotes',
  '.carrel-admonition.carrel-warning',
  'pre code',
  'ol[start]',
  'input[type=checkbox]',
  'figure figcaption',
  'dl dd',
  '.carrel-care-urgent .carrel-prefix',
  '.carrel-do',
  '.carrel-definition dfn',
  '.carrel-help',
  '.carrel-references',
  'details summary b',
  'kbd',
  'sub',
  'sup',
  'mark',
  'del',
  'abbr[title]',
  '.carrel-align-center picture source[srcset]',
  'caption',
  'td[rowspan]',
  'pre[data-language=math] code.language-math',
];

/** The demo's content, with addresses that are relative to the page, and one article more. */
export function sampleContent() {
  const base = JSON.parse(readFileSync(new URL('content/site.json', demo), 'utf8'));
  delete base.site.url;
  const { content } = importMarkdown(new URL('content/articles', demo).pathname, { base });
  content.articles.push(structuredClone(every));
  return content;
}

/** So many articles, in a bundle of which nothing else is known. @param {number} articles */
export const SAMPLE = { articles: 26, newest: every.slug, newestTitle: every.title };

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300"/></svg>';

/** What `dist/shell` holds. @returns {Files} */
function shellFiles() {
  const names = readdirSync(shell);
  if (!names.includes('carrel.js')) throw new Error('dist/shell holds no carrel.js: run scripts/build first');
  return new Map(names.map((name) => [name, readFileSync(new URL(name, shell))]));
}

/** @param {object} content entry.json and all that it leads to */
export async function packed(content) {
  const files = await pack(content);
  if (files.report.faults.length > 0) throw new Error(JSON.stringify(files.report.faults));
  return Object.assign(new Map(files), { foreseen: files.foreseen });
}

/**
 * A page with a widget on it.
 * @param {object} [parts]
 * @param {string} [parts.src] @param {string} [parts.attributes] of the widget @param {string} [parts.fallback]
 * @param {string} [parts.head] @param {string} [parts.body] in place of the widget
 * @param {string} [parts.html] attributes of the root @param {string} [parts.script] address of the shell
 */
export function document({
  src = 'entry.json',
  attributes = '',
  fallback = FALLBACK,
  head = '',
  body,
  html = 'lang="en"',
  script = 'carrel.js',
} = {}) {
  return `<!doctype html>
<html ${html}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Topic page</title>
    ${head}
    <script type="module" src="${script}"></script>
  </head>
  <body>
    ${body ?? `<main><carrel-articles src="${src}" ${attributes}>${fallback}</carrel-articles></main>`}
  </body>
</html>`;
}

/** What a publisher prints inside the element: links that work without any script. */
export const FALLBACK = `
      <ul>
        <li><a href="articles/naloxone-at-home.html">Naloxone: why households keep it</a></li>
        <li><a href="articles/crisis-lines.html">Crisis lines</a></li>
      </ul>`;

/** @type {Promise<Files> | undefined} */
let site;

/** The whole site, made once for each file of tests. */
export function sampleSite() {
  site ??= (async () => {
    const content = sampleContent();
    const shell = shellFiles();
    const files = await packed(content);
    return new Map([
      ...shell,
      ['carrel.js', scriptFor(String(shell.get('carrel.js')), files.foreseen)],
      ...files,
      ['content.json', JSON.stringify(content)],
      ['picture.svg', picture],
      ['index.html', document()],
      ['from-content.html', document({ src: 'content.json' })],
      ['elsewhere.html', '<!doctype html><html lang="en"><title>Elsewhere</title><p>Another page.</p>'],
    ]);
  })();
  return site;
}
