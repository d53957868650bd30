/** @file `carrel render`: Markdown as the HTML that a reader would get. */
import { openMarkdown } from '../../web/node.js';
import { expectArguments, expectBuild, readInput } from './errors.mjs';
import { splitFrontMatter } from './front-matter.mjs';

export const usage = `Usage: carrel render FILE.md [--heading 2] [--prefix carrel-] [--id NAME]

Prints safe HTML: what is not allowed (docs/stream.md) is left out or shown as text. Front matter is left out. "-"
reads the standard input.

      --heading N     the level that "#" becomes (default 2)
      --prefix TEXT   put before every id (default carrel-)
      --id NAME       put between prefix and id`;

export const options = /** @type {const} */ ({
  heading: { type: 'string' },
  prefix: { type: 'string' },
  id: { type: 'string' },
});

/** @param {Record<string, any>} values @param {string[]} positionals */
export async function run({ heading, prefix, id }, positionals) {
  expectArguments(positionals, 1, usage);
  expectBuild();
  const { body } = splitFrontMatter(readInput(positionals[0] ?? '', 'a Markdown file').toString('utf8'));
  const markdown = await openMarkdown();
  const { html } = markdown.html(body, {
    ...(heading !== undefined && { heading: Number(heading) }),
    ...(prefix !== undefined && { prefix }),
    ...(id !== undefined && { id }),
  });
  console.log(html);
}
