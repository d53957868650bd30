/** @file `carrel pack`: a content bundle becomes a folder that any static host can serve. */
import { open, pack } from '../../web/node.js';
import {
  CommandError,
  expectArguments,
  expectBuild,
  kilobytes,
  plural,
  printFaults,
  readInput,
} from './errors.mjs';
import { snippet } from './integrity.mjs';
import { publish } from './publish.mjs';
import { entryFor, loaderFor, notices, readShell } from './shell.mjs';

export const usage = `Usage: carrel pack content.json -o DIR [--keep N] [--data-only | --pin]

Writes into DIR: entry.json, the index and the articles under names that change with their content, the shell and
its modules. Upload the whole folder (docs/hosting.md says in which order). A page finds the bundle of before or the
new one at any moment, even if this is interrupted. Nothing in DIR is taken away but files of earlier publishes, which
carrel-manifest.json names. What is wrong in the content is reported and costs nothing else.

  -o, --out DIR     the folder to write; made if needed
      --keep N      so many earlier publishes stay, for pages that are open (default 1; 0: none)
      --data-only   leave the shell and the modules out
      --pin         the same carrel.js for every bundle, and lines for your page with its hash, which holds until you
                    update Carrel; a first search then takes one step more`;

export const options = /** @type {const} */ ({
  out: { type: 'string', short: 'o' },
  keep: { type: 'string', default: '1' },
  'data-only': { type: 'boolean' },
  pin: { type: 'boolean' },
});

/** @param {string} text */
function keepOf(text) {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new CommandError(`--keep takes a number of publishes from 0 to 999, not "${text}"`, 2);
}

/** @param {Record<string, any>} values @param {string[]} positionals */
export async function run(values, positionals) {
  expectArguments(positionals, 1, usage);
  const [source = ''] = positionals;
  if (!values.out) throw new CommandError(`where to? Name a folder with -o\n\n${usage}`, 2);
  if (values.pin && values['data-only'])
    throw new CommandError('--pin is about carrel.js, which --data-only leaves out: choose one of them', 2);
  const keep = keepOf(values.keep);
  expectBuild();
  const shell = values['data-only'] ? null : readShell();
  const files = await pack(readInput(source, 'a content.json'), { name: source });
  const { report } = files;
  const loader = shell && loaderFor(shell, values.pin ? 'pinned' : files.foreseen);

  const parts = [...files].filter(([name]) => name !== 'entry.json');
  const entry = files.get('entry.json') ?? new Uint8Array();
  await publish(
    values.out,
    {
      contents: new Map([...parts, ...(shell ? [...shell.modules, ...shell.scripts] : [])]),
      fixed: shell ? notices() : new Map(),
      loader,
      entry: shell ? entryFor(entry, shell, await stemsOf(files)) : entry,
    },
    { keep, warn: (warning) => console.error(warning) },
  );

  printFaults(report);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  console.log(
    `${values.out}: ${plural(report.articles, 'article')} in ${plural(files.size, 'file')}, ${kilobytes(total)}` +
      (report.faults.length > 0 ? `, ${plural(report.faults.length, 'fault')} reported above` : ''),
  );
  if (loader) console.log(linesFor(loader.hashes, values.pin));
}

/** The languages whose stemmers a bundle uses. @param {import('../../web/node.js').Files} files @returns {Promise<string[]>} */
async function stemsOf(files) {
  const bundle = await open(files);
  const { stems } = bundle.info;
  bundle.close();
  return stems;
}

/** What to put into a page. @param {Record<string, string>} hashes @param {boolean} [pinned] */
function linesFor(hashes, pinned) {
  const lines = `
For your page, with the address of the folder in place of /carrel/:

${snippet(pinned ? hashes : {})}`;
  if (!pinned) return lines;
  return `${lines}

Browsers refuse any other carrel.js than that of this hash. It stays the same for every bundle that you pack with --pin, until you update
Carrel: then change the line in your pages together with the folder.`;
}
