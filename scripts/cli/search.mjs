/** @file `carrel search`: the answer of a packed bundle to one query string, as JSON. */
import { open } from '../../web/node.js';
import { CommandError, expectArguments, expectBuild } from './errors.mjs';

export const usage = `Usage: carrel search DIR 'q=naloxone&tags=safety&show=5'

DIR is a folder that \`carrel pack\` wrote, or a content.json. The query string is the one in a page's address;
docs/query.md describes it and its answer. \`read=SLUG\` answers with an article.`;

export const options = {};

/** The names of a request (docs/query.md). */
const REQUEST =
  'in tags by from to topic read where stems q only sort show depth passages explain whole at'.split(' ');

/** @param {Record<string, any>} _values @param {string[]} positionals */
export async function run(_values, positionals) {
  expectArguments(positionals, 2, usage);
  expectBuild();
  const [folder = '', given = ''] = positionals;
  const query = given.replace(/^\?/, '');
  expectQuery(query);
  const engine = await open(folder);
  console.log(JSON.stringify(await engine.search(query), null, 2));
}

/** A string of which no part has a name the engine knows asks for nothing, and would list everything. @param {string} query */
function expectQuery(query) {
  const names = [...new URLSearchParams(query).keys()];
  if (!names.length || names.some((name) => REQUEST.includes(name))) return;
  const shown = JSON.stringify(query);
  const [name] = names;
  throw new CommandError(
    query.includes('=')
      ? `${shown} asks for nothing: ${JSON.stringify(name)} is no name of a query string; docs/query.md lists them`
      : `${shown} is no query string: write 'q=${query.replace(/\s+/g, '+')}'`,
  );
}
