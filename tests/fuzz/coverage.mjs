/**
 * @file Which lines of the library the seeds and corpora of the fuzz targets reach. Unit tests do not count: what they
 * alone reach was never met by an input that nobody thought of.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/processes.mjs';
import { build, compile, each, given, prepare, replay } from './targets.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders of which nearly all must be reached, and at most how little. */
const WANTED = ['wasm/markdown', 'wasm/index', 'wasm/content'];
const ENOUGH = 0.9;
const BESIDE = ['wasm/search', 'wasm/base', 'wasm/text', 'md4c'];

/** @param {string} name @returns {Promise<string>} */
async function tool(name) {
  for (const command of [name, `${name}-14`]) {
    if ((await run('which', [command])).code === 0) return command;
  }
  throw new Error(`${name} is missing: install llvm`);
}

/** @param {string} command @param {string[]} words */
async function must(command, words) {
  const { code, output } = await run(command, words);
  if (code !== 0) throw new Error(`${command}: ${output}`);
  return output;
}

/** @typedef {{ path: string, count: number, covered: number }} Lines */

/** @param {string[]} targets @returns {Promise<Lines[]>} */
async function linesOf(targets) {
  const programs = await compile('fuzz-coverage');
  const profiles = join(build, 'profiles');
  rmSync(profiles, { recursive: true, force: true });
  mkdirSync(profiles, { recursive: true });
  // Writing seeds is a run of a program, too, whose lines do not count.
  await prepare(await compile('fuzz'));
  await each(targets, 1, async (target) => {
    const corpus = join(build, 'corpus', target);
    const folders = [...given(target), ...(existsSync(corpus) ? [corpus] : [])];
    const { code, output } = await replay(programs, target, folders, {
      LLVM_PROFILE_FILE: join(profiles, `${target}.profraw`),
    });
    if (code !== 0) throw new Error(`${target} does not survive what it was given:\n${output.slice(-2000)}`);
  });
  const merged = join(profiles, 'all.profdata');
  const raw = targets.map((target) => join(profiles, `${target}.profraw`));
  await must(await tool('llvm-profdata'), ['merge', '-o', merged, ...raw]);
  const [first, ...others] = targets.map((target) => join(programs, `fuzz_${target}`));
  const objects = others.flatMap((path) => ['-object', path]);
  const exported = await must(await tool('llvm-cov'), [
    'export',
    '-summary-only',
    `-instr-profile=${merged}`,
    first,
    ...objects,
  ]);
  // Warnings of functions that differ between the programs (their entry points) come first.
  return JSON.parse(exported.slice(exported.indexOf('{'))).data[0].files.map(
    (/** @type {{ filename: string, summary: { lines: { count: number, covered: number } } }} */ file) => ({
      path: relative(root, file.filename).replace(/^build\/deps\//, ''),
      ...file.summary.lines,
    }),
  );
}

/** @param {Lines[]} files */
const sum = (files) =>
  files.reduce((a, b) => ({ count: a.count + b.count, covered: a.covered + b.covered }), {
    count: 0,
    covered: 0,
  });
/** @param {{ count: number, covered: number }} lines */
const share = ({ count, covered }) => `${((100 * covered) / count).toFixed(1)} %`.padStart(8);

/** @param {string[]} targets */
export async function coverage(targets) {
  const files = await linesOf(targets);
  console.log(`Lines reached by the seeds and corpora of ${targets.join(', ')}; unit tests are not counted.`);
  let enough = true;
  for (const folder of [...WANTED, ...BESIDE]) {
    const inside = files.filter(({ path }) => path.startsWith(`${folder}/`));
    const total = sum(inside);
    const wanted = WANTED.includes(folder);
    console.log(`${share(total)}  ${folder}/  ${total.covered} of ${total.count} lines`);
    if (!wanted) continue;
    enough &&= total.covered >= ENOUGH * total.count;
    for (const file of inside) console.log(`${share(file)}    ${file.path}`);
  }
  if (!enough) console.log(`fuzz: less than ${100 * ENOUGH} % of ${WANTED.join(', ')}`);
  return enough;
}
