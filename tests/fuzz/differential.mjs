/** @file Generated documents, ours beside cmark-gfm; what the program does is said in differential.cpp. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../scripts/processes.mjs';
import { compile } from './targets.mjs';

/** @param {number} documents @param {number} seed */
export async function differential(documents, seed) {
  const programs = await compile('fuzz');
  const program = join(programs, 'fuzz_differential');
  if (!existsSync(program)) {
    console.log('skipped: cmark-gfm is missing: install libcmark-gfm-dev');
    return true;
  }
  const { code, output } = await run(program, [String(documents), String(seed)]);
  console.log(output.trimEnd());
  return code === 0;
}
