/** @file clang-tidy over our own C++ files, one process per core; a file that was clean and did not change is not read again. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesUnder, run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Any header may reach any file, so one digest of all of them stands in every file's name. */
function digestOf(/** @type {string[]} */ files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** @returns {Promise<import('./processes.mjs').Run>} */
export async function tidy() {
  const clean = join(root, 'build/tidy');
  mkdirSync(clean, { recursive: true });
  // Files that only the modules compile (abi/) are not in this database: clang-tidy takes a neighbour's flags.
  const ours = [...filesUnder('wasm', /\.cpp$/), ...filesUnder('tests', /\.cpp$/)];
  const headers = [
    ...filesUnder('wasm', /\.h$/),
    ...filesUnder('tests', /\.h$/),
    '.clang-tidy',
    'CMakeLists.txt',
  ];
  const shared = digestOf(headers);
  const left = ours
    .map((file) => ({ file, mark: join(clean, `${shared.slice(0, 16)}-${digestOf([file]).slice(0, 32)}`) }))
    .filter(({ mark }) => !existsSync(mark));

  let output = '';
  let code = 0;
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const result = await run('clang-tidy', ['--quiet', '-p', 'build/native-asan', next.file]);
      if (result.code === 0) {
        writeFileSync(next.mark, '');
      } else {
        code = 1;
        output += result.output;
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return { code, output };
}
