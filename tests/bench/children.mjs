// Measurements in processes of their own (child.mjs), taken in turns.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './statistics.mjs';

const child = fileURLToPath(new URL('child.mjs', import.meta.url));

/** @typedef {{ name: string, what: string, contestant?: string }} Measurement name: in the answer */

/** @param {string[]} words @returns {Promise<any>} */
async function inChild(words) {
  const options = ['--expose-gc', '--max-old-space-size=8192', child, ...words];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return JSON.parse(stdout.trim().split('\n').pop() ?? '');
}

/**
 * Medians of the children's answers.
 * @param {Measurement[]} measurements @param {string} folder @param {string} peers @param {number} rounds
 * @returns {Promise<Record<string, any>>}
 */
export async function inTurns(measurements, folder, peers, rounds) {
  /** @type {Record<string, any[]>} */
  const answers = Object.fromEntries(measurements.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, what, contestant = '' } of measurements) {
      answers[name].push(await inChild([what, folder, peers, contestant]));
    }
  }
  return Object.fromEntries(
    Object.entries(answers).map(([name, runs]) => {
      const keys = Object.keys(runs[0]);
      return [name, Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))]))];
    }),
  );
}
