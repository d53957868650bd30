// All results: on the terminal, and as docs/benchmarks.md.
import { PARTS } from '../options.mjs';
import { coldTables } from './cold.mjs';
import { tableAsMarkdown, tableAsText } from './format.mjs';
import { hostileTables } from './hostile.mjs';
import { longTables } from './long.mjs';
import { markdownTables, memoryTables, pathologicalTables } from './markdown.mjs';
import { collectionTables, relevanceTables } from './quality.mjs';
import { sizeTables } from './size.mjs';
import { keyTables, latencyTables } from './speed.mjs';

/** @typedef {import('../options.mjs').Part} Part */
/** @typedef {import('./format.mjs').Table} Table */
/**
 * @typedef {Partial<import('../parts.mjs').Measured> & {
 *   measured: Partial<Record<Part, { date: string, load: number }>>,
 *   versions: Record<string, string>,
 *   machine: { cores: number, node: string },
 * }} Results
 */

/** @type {Record<Part, (measured: any) => Table[]>} */
const tables = {
  relevance: relevanceTables,
  latency: latencyTables,
  size: sizeTables,
  cold: coldTables,
  collections: collectionTables,
  keys: keyTables,
  markdown: markdownTables,
  pathological: pathologicalTables,
  long: longTables,
  hostile: hostileTables,
  memory: memoryTables,
};

/** In the order of the page. @type {Part[]} */
const order = [
  'collections',
  'relevance',
  'latency',
  'keys',
  'cold',
  'size',
  'markdown',
  'pathological',
  'long',
  'hostile',
  'memory',
];

/** @param {Results} results @param {Part[]} parts */
const tablesOf = (results, parts) =>
  order
    .filter((part) => parts.includes(part) && results[part])
    .flatMap((part) => tables[part](results[part]));

/** @param {Results} results @param {Part[]} parts those to show */
export const asText = (results, parts) => tablesOf(results, parts).map(tableAsText).join('\n\n');

const sectionStart = /^(?=## )/m;
const titleOf = (/** @type {string} */ section) => section.slice(0, section.indexOf('\n'));
const whenOf = (/** @type {string} */ entry) => entry.trim().split(' ')[0];

/**
 * The page with what was measured now in the place of what it said before; what was not measured stays.
 * @param {Results} results
 * @param {string} [before] the page as it is
 */
export function asMarkdown(results, before = '') {
  const { versions, machine, measured } = results;
  const { carrel, ...peers } = versions;
  const known = PARTS.filter((part) => measured[part]);
  const [head, ...kept] = before.split(sectionStart);
  const written = tablesOf(results, known).map(tableAsMarkdown);
  /** @type {Map<string, string>} */
  const sections = new Map([...kept, ...written].map((section) => [titleOf(section), section.trimEnd()]));
  const [, dates = ''] = /when it began .*\n(.*)\.\n/.exec(head) ?? [];
  const [, articles] = /MedQuAD is (.*) health articles/.exec(head) ?? [];
  const when = new Map([
    ...dates
      .split(';')
      .filter(Boolean)
      .map((entry) => /** @type {const} */ ([whenOf(entry), entry.trim()])),
    ...known.map(
      (part) =>
        /** @type {const} */ ([
          part,
          `${part} ${measured[part]?.date} at ${measured[part]?.load.toFixed(1)}`,
        ]),
    ),
  ]);
  const named = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Carrel ${carrel} beside ${named.join(', ')}, and a plain BM25, on ${machine.cores} cores with Node ${machine.node}.
MedQuAD is ${results.relevance?.articles.toLocaleString('en') ?? articles ?? 'a set of'} health articles in English.

\`./scripts/bench\` measures all of it again and prints it; \`./scripts/bench --write\` also writes this page; \`./scripts/bench --help\` says how to
measure a part. The data are read from \`../shared/data\`, without which nothing is measured. Every time stands beside the peers',
taken in turns in the same run: the ratios carry over to other machines, the milliseconds do not, and no test looks at milliseconds.

The settings of each peer, and why, stand at the head of its file in \`tests/bench/contestants/\`. “Tuned” is what its documentation
advises for prose that is searched as one types, “default” what it does when nobody says anything. Carrel is asked through \`web/node.js\` as a
page would ask it.

Date of each part, and the machine's load when it began (other work makes every time longer, and the rarest ones most):
${[...when.values()].join('; ')}.

${[...sections.values()].join('\n\n')}
`;
}
