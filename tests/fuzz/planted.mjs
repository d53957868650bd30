/**
 * @file Shows that the targets find what they are for: each patch of tests/fuzz/planted/ puts a bug into a copy of the
 * sources, and the target that its name begins with must meet it within a minute, from the seeds alone.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/processes.mjs';
import { build, compile, fuzz, prepare } from './targets.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const patches = join(root, 'tests/fuzz/planted');
const copy = join(build, 'planted');
const SECONDS = 60;

/** @param {string} command @param {string[]} words */
async function must(command, words) {
  const { code, output } = await run(command, words);
  if (code !== 0) throw new Error(`${command} ${words.join(' ')}: ${output}`);
}

/** @param {string} from @param {string} to */
const differs = (from, to) => !existsSync(to) || !readFileSync(from).equals(readFileSync(to));

/** Sources that may be broken. One that did not change is left alone, so that it is not built again. */
function copySources() {
  mkdirSync(copy, { recursive: true });
  for (const name of ['wasm', 'tests', 'scripts', 'CMakeLists.txt']) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (from, to) => statSync(from).isDirectory() || differs(from, to),
    });
  }
  rmSync(join(copy, 'node_modules'), { force: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

async function configure() {
  const preset = JSON.parse(readFileSync(join(root, 'CMakePresets.json'), 'utf8')).configurePresets;
  const variables = Object.assign(
    {},
    ...['native-asan', 'fuzz'].map(
      (name) => preset.find((/** @type {{ name: string }} */ entry) => entry.name === name).cacheVariables,
    ),
  );
  await must('cmake', [
    ...[
      '-G',
      'Ninja',
      '-S',
      copy,
      '-B',
      join(copy, 'build'),
      `-DCARREL_DEPS_DIR=${join(root, 'build/deps')}`,
    ],
    ...Object.entries(variables).map(([name, value]) => `-D${name}=${value}`),
  ]);
}

/** @param {string} patch */
const targetOf = (patch) => patch.slice(0, patch.indexOf('-'));

/** @param {string[]} targets */
export async function planted(targets) {
  await prepare(await compile('fuzz'));
  copySources();
  await configure();
  let missed = 0;
  const names = readdirSync(patches).filter((name) => targets.includes(targetOf(name)));
  for (const name of names) {
    const target = targetOf(name);
    const patch = ['-s', '-p1', '-d', copy, '-i', join(patches, name)];
    await must('patch', patch);
    await must('cmake', ['--build', join(copy, 'build'), '--target', `fuzz_${target}`]);
    const corpus = join(copy, 'corpus', name);
    rmSync(corpus, { recursive: true, force: true });
    const folders = { corpus, found: join(copy, 'found') };
    const { finding, seconds, executions } = await fuzz(join(copy, 'build'), target, SECONDS, folders);
    await must('patch', ['-R', ...patch]);
    if (!finding) ++missed;
    const [what] = (finding ?? 'not found').split('\n');
    console.log(
      `${name.replace('.patch', '').padEnd(28)} ${seconds.toFixed(1).padStart(6)} s  ${executions} executions  ${what}`,
    );
  }
  console.log(`${names.length - missed} passed, ${missed} failed`);
  return missed === 0 && names.length > 0;
}
