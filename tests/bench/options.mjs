// The command line of the benchmark.
import { parseArgs } from 'node:util';

export const PARTS = /** @type {const} */ ([
  'relevance',
  'latency',
  'size',
  'cold',
  'collections',
  'keys',
  'markdown',
  'pathological',
  'long',
  'hostile',
  'memory',
]);
/** @typedef {typeof PARTS[number]} Part */

export const usage = `Usage: bench [--only PARTS] [--collections DIR] [--contestants NAMES] [--queries N] [--fresh] [--write]

  --only PARTS         of ${PARTS.join(', ')}; separated by commas
  --collections DIR    folders with docs.jsonl, queries.jsonl and qrels.tsv (default ../shared/data/ir); without --only,
                       nothing else is measured. A folder's language is what its collection.json says
                       ({"language": "fr"}), or the end of its name (-fr), or English
  --contestants NAMES  for relevance, latency and collections: parts of names (carrel,bm25)
  --queries N          at most so many of a collection (otherwise all of up to 1,000, or 500 spread over more), of a kind for
                       latency (500), and on the cold path (50)
  --fresh              ask the peers again what they find; otherwise that is kept until they or the data change
  --write              also docs/benchmarks.md, from all that was last measured

With --contestants, --queries or --collections, nothing is kept in build/bench.json.`;

/** @param {string | undefined} text */
const list = (text) => text?.split(',').map((word) => word.trim());

/** @param {string[]} words */
export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string' },
      collections: { type: 'string' },
      contestants: { type: 'string' },
      queries: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const parts = list(values.only) ?? (values.collections ? ['collections'] : [...PARTS]);
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: choose from ${PARTS.join(', ')}`);
  const atMost = values.queries === undefined ? undefined : Number(values.queries);
  if (atMost !== undefined && !(Number.isInteger(atMost) && atMost > 0)) {
    throw new Error(`--queries ${values.queries} is no number of queries`);
  }
  return {
    parts: /** @type {Part[]} */ (PARTS.filter((part) => parts.includes(part))),
    collections: values.collections,
    only: list(values.contestants),
    atMost,
    fresh: values.fresh,
    write: values.write,
    help: values.help,
  };
}
