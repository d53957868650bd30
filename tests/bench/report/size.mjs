// Tables of what an index weighs.
import { kB, MB, ms, none, times } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */
/** @typedef {import('../parts.mjs').Measured['size']} Size */

/** The peer that the ratios are of. */
const measure = 'MiniSearch tuned';

/** @param {Record<string, any>} runs @param {string[]} own @returns {[string, any][]} */
const peersOf = (runs, own) => Object.entries(runs).filter(([name]) => !own.includes(name));

/** @param {Size} size @returns {Table} */
function buildingTable({ building }) {
  const { nothing, pack, 'pack-plain': plain } = building;
  const row = (
    /** @type {string} */ name,
    /** @type {any} */ run,
    /** @type {number | undefined} */ whole,
  ) => [
    name,
    times(run.ms / building[measure].ms),
    (run.ms / 1000).toFixed(2),
    whole === undefined ? none : (whole / 1000).toFixed(2),
    MB(run.rss),
    run.wasm ? MB(run.wasm) : none,
  ];
  return {
    title: 'Building the index',
    head: ['', '× MiniSearch', 's', 's from JSON to gzip', 'process, MB', 'wasm, MB'],
    rows: [
      row('Carrel: index, cards, bodies, no gzip', plain, undefined),
      row('Carrel: the same, each file gzip -9', pack, pack.ms),
      ...peersOf(building, ['nothing', 'pack', 'pack-plain']).map(([name, run]) => row(name, run, run.whole)),
      ['Node with nothing to do', '', '', '', MB(nothing.rss), none],
    ],
    notes: [
      'Each run is a process of its own that has the content bundle as JSON bytes; median of three, in turns.',
      'Carrel also reads the JSON, renders Markdown to plain text, stems, and writes what lists and articles show. The others get the Markdown as it is, but for Pagefind, which gets it as HTML (the rendering is in its time; its process is the one that feeds its binary). Second column: to an index that can be asked; third: from JSON to what is published.',
      '“process” is the largest resident set, “wasm” the memory of the module, which is part of it.',
    ],
  };
}

/** @param {Size} size @returns {Table} */
function wireTable({ wire: { carrel, peers } }) {
  const base = peers.find(({ name }) => name.startsWith(measure))?.gzip ?? Number.NaN;
  const row = (
    /** @type {string} */ name,
    /** @type {import('../size.mjs').Weight} */ { files, gzip, raw, largest },
  ) => [name, `${files}`, kB(gzip), times(gzip / base), raw ? kB(raw) : none, kB(largest)];
  const add = (/** @type {(kind: string) => boolean} */ isIn) => {
    const those = carrel.filter(({ kind }) => isIn(kind));
    const total = (/** @type {'files' | 'gzip' | 'raw'} */ what) =>
      those.reduce((sum, part) => sum + part[what], 0);
    const largest = Math.max(...those.map((part) => part.largest));
    return { files: total('files'), gzip: total('gzip'), raw: total('raw'), largest };
  };
  const what = /** @type {Record<string, string>} */ ({
    root: 'root: facets, dates, lengths, names of parts',
    terms: 'terms: words and their articles',
    cards: 'cards: what a list shows',
    bodies: 'bodies: what is read',
  });
  return {
    title: 'On the wire',
    head: ['', 'files', 'gzip, kB', '× MiniSearch', 'raw, kB', 'largest file, gzip, kB'],
    rows: [
      ...carrel.map((part) => row(`Carrel: ${what[part.kind] ?? part.kind}`, part)),
      row(
        'Carrel: to rank (root, terms)',
        add((kind) => ['root', 'terms'].includes(kind)),
      ),
      row(
        'Carrel: without positions and bodies',
        add((kind) => !['positions', 'bodies'].includes(kind)),
      ),
      row(
        'Carrel: everything but bodies',
        add((kind) => kind !== 'bodies'),
      ),
      row(
        'Carrel: everything',
        add(() => true),
      ),
      ...peers.map((peer) => row(peer.name, peer)),
    ],
    notes: [
      'Carrel’s page fetches the root and then only the parts that a query needs, Pagefind’s its meta file, some chunks, and a fragment for each hit shown; the others need their whole file before the first query, and titles and excerpts for a list on top of it, but for Orama, whose file holds the documents.',
    ],
  };
}

/** @param {Size} size @returns {Table} */
function openingTable({ opening, holding }) {
  const row = (/** @type {string} */ name, /** @type {string} */ how, /** @type {string} */ held = how) => [
    name,
    opening[how] === undefined ? none : times(opening[how] / opening[measure]),
    opening[how] === undefined ? none : ms(opening[how]),
    opening[how] === undefined ? none : ms(opening[`${how}, compressed`]),
    ms(holding[held].ms),
  ];
  return {
    title: 'Opening an index that is there',
    head: ['', '× MiniSearch', 'ms', 'from gzip, ms', 'fresh process, from files, ms'],
    rows: [
      row('Carrel: root', 'root', 'hold-root'),
      row('Carrel: everything but bodies', 'parts', 'hold-parts'),
      ...peersOf(holding, ['nothing', 'hold-root', 'hold-parts']).map(([name]) => row(name, name)),
    ],
    notes: [
      'Second and third column: the bytes are in memory, the code is warm; median of five, in turns. “From gzip” goes through the loop that a page uses, file by file, and for the others through one gunzip. Pagefind loads with each query; its figure is for a client that is ready for one.',
      'Last column: a new process that also loads the code and reads from disk; median of three, in turns.',
    ],
  };
}

/** @param {Size} size @returns {Table} */
function memoryTable({ holding }) {
  const { nothing, 'hold-root': root, 'hold-parts': parts, [measure]: peer } = holding;
  const row = (/** @type {string} */ name, /** @type {any} */ run) => [
    name,
    times((run.wasm + run.js) / (peer.wasm + peer.js)),
    MB(run.wasm + run.js),
    MB(run.wasm),
    MB(run.js),
    MB(run.rss),
  ];
  return {
    title: 'Memory of an open index',
    head: ['', '× MiniSearch', 'both, MB', 'wasm, MB', 'JS after a collection, MB', 'process, MB'],
    rows: [
      row('Carrel: root', root),
      row('Carrel: everything but bodies, after 40 queries', parts),
      ...peersOf(holding, ['nothing', 'hold-root', 'hold-parts']).map(([name, run]) =>
        row(`${name}, after 40 queries`, run),
      ),
      ['Node with nothing to do', '', '', '', '', MB(nothing.rss)],
    ],
    notes: [
      "Carrel's share of JS holds the files as they came, compressed, to build the engine again should it fail.",
    ],
  };
}

/** @param {Size} size */
export const sizeTables = (size) => [
  buildingTable(size),
  wireTable(size),
  openingTable(size),
  memoryTable(size),
];
