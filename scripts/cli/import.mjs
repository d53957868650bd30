/** @file `carrel import`: content that exists elsewhere becomes a content bundle. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError, expectArguments, plural, readInput } from './errors.mjs';
import { importMarkdown } from './import-markdown.mjs';

export const usage = `Usage: carrel import markdown DIR -o content.json [--base site.json] [--drafts] [--future]

Reads every Markdown file below DIR: YAML (---) and TOML (+++) front matter, Jekyll's YYYY-MM-DD-name.md and _drafts,
page bundles of Hugo and Zola (name/index.md). Prints what was left out and why.

  -o, --out FILE     the bundle to write; "-" prints it
      --base FILE    a JSON file with site, topics, synonyms, help (docs/content.md), which the bundle takes over
      --drafts       drafts too
      --future       articles dated in the future too`;

export const options = /** @type {const} */ ({
  out: { type: 'string', short: 'o' },
  base: { type: 'string' },
  drafts: { type: 'boolean' },
  future: { type: 'boolean' },
});

/** @param {Record<string, any>} values @param {string[]} positionals */
export async function run(values, positionals) {
  expectArguments(positionals, 2, usage);
  const [kind, folder = ''] = positionals;
  if (kind !== 'markdown') throw new CommandError(`"${kind}" cannot be imported: choose markdown`, 2);
  if (!values.out) throw new CommandError(`where to? Name a file with -o\n\n${usage}`, 2);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`${folder} is no folder: name the one with the Markdown files`);
  }
  const base = values.base ? readBase(values.base) : {};
  const { content, report } = importMarkdown(folder, { base, drafts: values.drafts, future: values.future });
  printReport(report);
  const count = content.articles.length - (base.articles?.length ?? 0);
  if (count === 0)
    throw new CommandError(`no article was found in ${folder}: is it the folder with the posts?`);

  const json = `${JSON.stringify(content, null, 2)}\n`;
  if (values.out === '-') {
    process.stdout.write(json);
  } else {
    mkdirSync(dirname(values.out), { recursive: true });
    writeFileSync(values.out, json);
  }
  console.error(`${values.out}: ${plural(count, 'article')} from ${plural(report.files, 'file')}`);
}

/** @param {string} path @returns {Record<string, any>} */
function readBase(path) {
  const text = readInput(path, 'a JSON file').toString('utf8');
  let base;
  try {
    base = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${path} is not JSON (${/** @type {Error} */ (error).message}): mend it`);
  }
  if (base === null || typeof base !== 'object' || Array.isArray(base)) {
    throw new CommandError(
      `${path} holds no object: write {"site": {…}, "topics": […]} as in docs/content.md`,
    );
  }
  return base;
}

/** @param {import('./import-markdown.mjs').Report} report */
function printReport({ leftOut, problems }) {
  for (const { path, fact, remedy } of problems) console.error(`${path}: ${fact}: ${remedy}`);
  for (const [reason, paths] of leftOut) {
    const more = paths.length > 3 ? ', …' : '';
    console.error(`left out, ${reason}: ${paths.length} (${paths.slice(0, 3).join(', ')}${more})`);
  }
}
