/** @file `carrel check`: what is wrong with a content bundle, without writing anything. */
import { pack } from '../../web/node.js';
import { CommandError, expectArguments, expectBuild, plural, printFaults, readInput } from './errors.mjs';

export const usage = `Usage: carrel check content.json

Reads the bundle as \`carrel pack\` would, and tells every fault with its place and what to do. Ends with exit code 1
when there are any.`;

export const options = {};

/** @param {Record<string, any>} _values @param {string[]} positionals */
export async function run(_values, positionals) {
  expectArguments(positionals, 1, usage);
  expectBuild();
  const [source = ''] = positionals;
  const { report } = await pack(readInput(source, 'a content.json'), { name: source });
  printFaults(report);
  if (report.faults.length > 0) throw new CommandError(`${plural(report.faults.length, 'fault')}: see above`);
  console.log(`${plural(report.articles, 'article')}, no faults`);
}
