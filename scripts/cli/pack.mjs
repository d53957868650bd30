/** @file `carrel pack`: a content bundle becomes a folder that any static host can serve. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../../web/node.js';
import {
  CommandError,
  expectArguments,
  expectBuild,
  kilobytes,
  plural,
  printFaults,
  readInput,
} from './errors.mjs';
import { scriptFor } from './foreseen.mjs';
import { integrities, snippet } from './integrity.mjs';

export const usage = `Usage: carrel pack content.json -o DIR [--data-only | --pin]

Writes into DIR: entry.json, the index and the articles under names that change with their content, the shell and
its modules. Upload the whole folder. What is wrong in the content is reported and costs nothing else. The lines for
your page are printed with integrity hashes; integrity.json has those of all scripts and modules.

  -o, --out DIR     the folder to write; made if needed
      --data-only   leave the shell and the modules out
      --pin         the same carrel.js for every bundle, so that its hash in your pages holds until you update
                    Carrel; a first search then takes one step more`;

export const options = /** @type {const} */ ({
  out: { type: 'string', short: 'o' },
  'data-only': { type: 'boolean' },
  pin: { type: 'boolean' },
});

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** @param {Record<string, any>} values @param {string[]} positionals */
export async function run(values, positionals) {
  expectArguments(positionals, 1, usage);
  const [source = ''] = positionals;
  if (!values.out) throw new CommandError(`where to? Name a folder with -o\n\n${usage}`, 2);
  expectBuild();
  const files = await pack(readInput(source, 'a content.json'));
  const { report } = files;

  mkdirSync(values.out, { recursive: true });
  const hashes = values['data-only'] ? null : copyShell(values.out, values.pin ? [] : files.foreseen);
  // Whoever reads the folder while it is written finds the old entry and its files, then the new ones.
  for (const [name, bytes] of files) if (name !== 'entry.json') writeFileSync(join(values.out, name), bytes);
  writeFileSync(join(values.out, 'entry.json'), files.get('entry.json') ?? '');
  for (const name of readdirSync(values.out)) {
    if (/^[0-9a-f]{12,}\.bin$/.test(name) && !files.has(name)) rmSync(join(values.out, name));
  }

  printFaults(report);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  console.log(
    `${values.out}: ${plural(report.articles, 'article')} in ${plural(files.size, 'file')}, ${kilobytes(total)}` +
      (report.faults.length > 0 ? `, ${plural(report.faults.length, 'fault')} reported above` : ''),
  );
  if (hashes)
    console.log(
      `\nFor your page, with the address of the folder in place of /carrel/:\n\n${snippet(hashes)}`,
    );
}

/** The shell's folder carries the modules too, under names that change with their content. @param {string} out @param {import('../../web/node.js').Foreseen} foreseen */
function copyShell(out, foreseen) {
  const shell = join(dist, 'shell');
  if (!existsSync(shell)) throw new CommandError('dist/shell is missing: run ./scripts/build');
  cpSync(shell, out, { recursive: true });
  writeFileSync(join(out, 'carrel.js'), scriptFor(readFileSync(join(shell, 'carrel.js'), 'utf8'), foreseen));
  cpSync(join(dist, 'THIRD_PARTY_NOTICES'), join(out, 'THIRD_PARTY_NOTICES'));
  const built = new Set(readdirSync(shell));
  // A folder that was packed before has the scripts and modules of an older Carrel too.
  const hashes = Object.fromEntries(Object.entries(integrities(out)).filter(([name]) => built.has(name)));
  writeFileSync(join(out, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
  return hashes;
}
