/** @file The fuzz targets: how they are built, run and what they said. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/processes.mjs';
import { writeDictionary, writeSeeds } from './seeds.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const build = join(root, 'build/fuzz');

/**
 * Inputs are kept small enough that a second sees many; `dictionary` where it is not the target's own. `keepSeeds`: also
 * those that reach nothing new; a section replaced by itself reaches what the bundle does, but is there to be mutated.
 * `script`: what runs in Node instead of a program; its inputs follow from a number.
 * @type {Record<string, { maxLen: number, dictionary?: string, keepSeeds?: boolean, script?: string }>}
 */
export const TARGETS = {
  content: { maxLen: 4096 },
  index: { maxLen: 16384, keepSeeds: true },
  query: { maxLen: 256 },
  markdown: { maxLen: 4096 },
  html: { maxLen: 4096, dictionary: 'markdown' },
  forged: { maxLen: 0, script: 'forged.mjs' },
};

/** Those that are programs. @param {string[]} targets */
export const compiled = (targets) => targets.filter((target) => !TARGETS[target].script);

/** @param {string} preset @param {string[]} [targets] names of programs; all if there are none */
export async function compile(preset, targets = []) {
  const folder = join(build, preset === 'fuzz' ? 'native' : 'coverage');
  const steps = [['--build', '--preset', preset, ...(targets.length > 0 ? ['--target', ...targets] : [])]];
  if (!existsSync(join(folder, 'build.ninja'))) steps.unshift(['--preset', preset]);
  for (const step of steps) {
    const { code, output } = await run('cmake', step);
    if (code !== 0) throw new Error(output);
  }
  return folder;
}

/** Seeds and dictionaries of all targets; gives back what was missing. @param {string} programs */
export async function prepare(programs) {
  const seeds = join(build, 'seeds');
  const missing = writeSeeds(seeds);
  const index = join(seeds, 'index');
  rmSync(index, { recursive: true, force: true });
  mkdirSync(index, { recursive: true });
  const { code, output } = await run(join(programs, 'fuzz_index'), [`--seeds=${index}`]);
  if (code !== 0) throw new Error(output);
  const dictionaries = join(build, 'dictionaries');
  mkdirSync(dictionaries, { recursive: true });
  for (const name of readdirSync(join(root, 'tests/fuzz/dictionaries'))) {
    writeDictionary(join(root, 'tests/fuzz/dictionaries', name), join(dictionaries, name));
  }
  return missing;
}

/** The folders whose inputs a target begins with. @param {string} target */
export const given = (target) =>
  [join(build, 'seeds', target), join(root, 'tests/fuzz/regressions', target)].filter((path) =>
    existsSync(path),
  );

/** @param {string} target */
function flags(target) {
  const { maxLen, dictionary = target, keepSeeds } = TARGETS[target];
  const path = join(build, 'dictionaries', `${dictionary}.dict`);
  return [
    `-max_len=${maxLen}`,
    '-timeout=10',
    '-rss_limit_mb=1500',
    // What a hostile file of some kilobytes says must not make us ask for more at once.
    '-malloc_limit_mb=64',
    '-print_final_stats=1',
    ...(keepSeeds ? ['-keep_seed=1'] : []),
    ...(existsSync(path) ? [`-dict=${path}`] : []),
  ];
}

/**
 * @typedef {object} Report
 * @property {string} target
 * @property {number} executions
 * @property {number} perSecond
 * @property {number} edges reached
 * @property {number} inputs that reach something others do not
 * @property {number} seconds
 * @property {string} [finding] what was broken, and the file that breaks it
 */

/** @param {string} output @param {RegExp} pattern */
const last = (output, pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);

/** @param {string} output */
function finding(output) {
  const what =
    /^(BROKEN: .*|.*ERROR: (?!libFuzzer: deadly signal).*|.*: runtime error: .*|.*Assertion .*|terminate called .*)$/m.exec(
      output,
    )?.[0] ?? 'stopped without a word';
  const file =
    /Test unit written to (\S+)/.exec(output)?.[1] ?? /Running: (\S+)(?![\s\S]*Running: )/.exec(output)?.[1];
  return `${what}\n  ${file ?? 'no input was kept'}`;
}

/**
 * Fuzzes one target. What is found stays in build/fuzz/found/, the whole output in build/fuzz/logs/.
 * @param {string} programs the folder with the programs
 * @param {string} target
 * @param {number} seconds
 * @param {{ corpus: string, found?: string, seed?: number }} how `corpus`: grows; `seed`: of a script
 * @returns {Promise<Report>}
 */
export async function fuzz(
  programs,
  target,
  seconds,
  { corpus, found = join(build, 'found', target), seed = 1 },
) {
  const logs = join(build, 'logs');
  for (const folder of [corpus, found, logs]) mkdirSync(folder, { recursive: true });
  const began = Date.now();
  const { script } = TARGETS[target];
  const { code, output } = script
    ? await run('node', [join(root, 'tests/fuzz', script), `${seed}`, `${seconds}`, found])
    : await run(join(programs, `fuzz_${target}`), [
        corpus,
        ...given(target),
        ...flags(target),
        `-max_total_time=${seconds}`,
        `-artifact_prefix=${found}/`,
      ]);
  writeFileSync(join(logs, `${target}.log`), output);
  return {
    target,
    executions: last(output, /number_of_executed_units: (\d+)/g),
    perSecond: last(output, /average_exec_per_sec: +(\d+)/g),
    edges: last(output, /cov: (\d+)/g),
    inputs: last(output, /corp: (\d+)/g),
    seconds: (Date.now() - began) / 1000,
    ...(code !== 0 ? { finding: finding(output) } : {}),
  };
}

/** Runs what is kept once. @param {string} programs @param {string} target @param {string[]} folders @param {Record<string, string>} [env] */
export async function replay(programs, target, folders, env = {}) {
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return run('env', [...words, join(programs, `fuzz_${target}`), ...folders, ...flags(target), '-runs=0']);
}

/** Leaves in the corpus what reaches something that the rest does not. @param {string} programs @param {string} target @param {string} corpus */
export async function minimise(programs, target, corpus) {
  const smaller = `${corpus}.smaller`;
  rmSync(smaller, { recursive: true, force: true });
  mkdirSync(smaller, { recursive: true });
  const { code } = await run(join(programs, `fuzz_${target}`), [
    '-merge=1',
    ...flags(target),
    smaller,
    corpus,
  ]);
  if (code !== 0) return;
  rmSync(corpus, { recursive: true });
  renameSync(smaller, corpus);
}

/**
 * Takes every target in turn, so many at once.
 * @template T
 * @param {string[]} targets
 * @param {number} jobs
 * @param {(target: string) => Promise<T>} work
 */
export async function each(targets, jobs, work) {
  const left = [...targets];
  /** @type {T[]} */
  const results = [];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) results.push(await work(next));
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return results;
}
