/** @file `./scripts/fuzz`: builds the targets, runs them and says what they did. */
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, compile, compiled, each, fuzz, minimise, prepare, TARGETS } from './targets.mjs';

const usage = `Usage: fuzz [--seconds N] [--target NAMES] [--jobs J] [--fresh] [--seed S]
       fuzz --coverage [--target NAMES]
       fuzz --planted [--target NAMES]
       fuzz --differential N [--seed S]

  --seconds N       for each target (default 60)
  --target NAMES    of ${Object.keys(TARGETS).join(', ')}; separated by commas
  --jobs J          targets at once (default: as many as there are processors)
  --seed S          what forged begins with (default 1): the same number, the same inputs
  --fresh           from the seeds alone; what was found interesting is neither used nor kept
  --coverage        the lines that seeds and corpora reach, without fuzzing
  --planted         shows that the bugs of tests/fuzz/planted/ are found within a minute each
  --differential N  so many generated documents, ours beside cmark-gfm`;

// A shorter run adds too little to pay for reading the corpus again.
const WORTH_MINIMISING_SECONDS = 60;

/** @param {string[]} columns */
const line = (...columns) =>
  columns.map((text, i) => (i === 0 ? text.padEnd(10) : text.padStart(12))).join('');

/** @param {{ targets: string[], seconds: number, jobs: number, fresh: boolean, seed: number }} options */
async function fuzzAll({ targets, seconds, jobs, fresh, seed }) {
  const needed = compiled(targets).length > 0;
  const programs = needed ? await compile('fuzz') : '';
  const missing = needed ? await prepare(programs) : [];
  if (missing.length > 0) console.log(`skipped as seeds: ${missing.join(', ')}`);
  console.log(line('target', 'executions', 'each second', 'edges', 'corpus', 'findings'));
  const reports = await each(targets, jobs, async (target) => {
    const corpus = join(build, fresh ? 'fresh' : 'corpus', target);
    if (fresh) rmSync(corpus, { recursive: true, force: true });
    const report = await fuzz(programs, target, seconds, { corpus, seed });
    const { executions, perSecond, edges, inputs, finding } = report;
    const numbers = [executions, perSecond, edges, inputs, finding ? 1 : 0].map((n) =>
      n.toLocaleString('en'),
    );
    console.log(line(target, ...numbers));
    if (finding) console.log(`  ${finding}`);
    if (!fresh && seconds >= WORTH_MINIMISING_SECONDS && compiled([target]).length > 0)
      await minimise(programs, target, corpus);
    return report;
  });
  const failed = reports.filter(({ finding }) => finding).length;
  console.log(`${reports.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

/** @param {string[]} words */
async function main(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      seconds: { type: 'string', default: '60' },
      target: { type: 'string' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      fresh: { type: 'boolean', default: false },
      coverage: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
      differential: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return true;
  }
  const targets = values.target?.split(',') ?? Object.keys(TARGETS);
  for (const target of targets) {
    if (!TARGETS[target])
      throw new Error(`no target ${target}: choose from ${Object.keys(TARGETS).join(', ')}`);
  }
  /** @param {'seconds' | 'jobs' | 'differential' | 'seed'} name */
  const number = (name) => {
    const value = Number(values[name]);
    if (!(Number.isInteger(value) && value > 0))
      throw new Error(`--${name} ${values[name]} is no number of any`);
    return value;
  };
  if (values.coverage) return (await import('./coverage.mjs')).coverage(compiled(targets));
  if (values.planted) return (await import('./planted.mjs')).planted(compiled(targets));
  if (values.differential)
    return (await import('./differential.mjs')).differential(number('differential'), number('seed'));
  return fuzzAll({
    targets,
    seconds: number('seconds'),
    jobs: number('jobs'),
    fresh: values.fresh,
    seed: number('seed'),
  });
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(`fuzz: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
