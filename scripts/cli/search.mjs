/** @file `carrel search`: the answer of a packed bundle to one query string, as JSON. */
import { open } from '../../web/node.js';
import { expectArguments, expectBuild } from './errors.mjs';

export const usage = `Usage: carrel search DIR 'q=naloxone&tags=safety&show=5'

DIR is a folder that \`carrel pack\` wrote, or a content.json. The query string is the one in a page's address;
docs/query.md describes it and its answer. \`read=SLUG\` answers with an article.`;

export const options = {};

/** @param {Record<string, any>} _values @param {string[]} positionals */
export async function run(_values, positionals) {
  expectArguments(positionals, 2, usage);
  expectBuild();
  const [folder = '', query = ''] = positionals;
  const engine = await open(folder);
  console.log(JSON.stringify(await engine.search(query.replace(/^\?/, '')), null, 2));
}
