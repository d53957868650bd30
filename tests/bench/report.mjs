// The results as tables: for a terminal, and for docs/benchmarks.md.

/** @typedef {import('./bench.mjs').Results} Results */
/** @typedef {{ title: string, head: string[], rows: string[][], notes: string[] }} Table the first column is text */

const kB = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(bytes < 99_500 ? 1 : 0);
const MB = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(bytes < 99.5e6 ? 1 : 0);
const ms = (/** @type {number} */ time) => time.toFixed(time < 9.95 ? 2 : time < 99.5 ? 1 : 0);
const times = (/** @type {number} */ ratio) => (ratio < 0.0995 ? ratio.toFixed(3) : ratio.toFixed(2));
const share = (/** @type {number} */ value) => value.toFixed(3);
const percent = (/** @type {number} */ value) => `${(value * 100).toFixed(1)} %`;

/** @param {Results} results @returns {Table} */
function buildingTable({ building }) {
  const { nothing, pack, 'pack-plain': plain, 'peer-build': peer } = building;
  const row = (/** @type {string} */ name, /** @type {number} */ time, /** @type {any} */ run) => [
    name,
    times(time / peer.ms),
    (time / 1000).toFixed(2),
    MB(run.rss),
    run.wasm ? MB(run.wasm) : '–',
  ];
  return {
    title: 'Building the index',
    head: ['', '× MiniSearch', 's', 'process, MB', 'wasm, MB'],
    rows: [
      row('Carrel: index, cards, bodies, no gzip', plain.ms, plain),
      row('Carrel: the same, each file gzip -9', pack.ms, pack),
      row('MiniSearch: addAll', peer.ms, peer),
      row('MiniSearch: JSON.parse, addAll, toJSON, gzip -9', peer.parse + peer.ms + peer.publish, peer),
      ['Node with nothing to do', '', '', MB(nothing.rss), '–'],
    ],
    notes: [
      'Each run is a process of its own that has the content bundle as JSON bytes; median of three, in turns.',
      'Carrel also reads the JSON, renders Markdown to plain text, stems, and writes what lists and articles show. MiniSearch gets the Markdown as it is and stores no field.',
      '“process” is the largest resident set, “wasm” the memory of the module, which is part of it.',
    ],
  };
}

/** @param {Results} results @returns {Table} */
function wireTable({ wire: { carrel, peer } }) {
  const add = (/** @type {string[]} */ kinds) => {
    const those = carrel.filter(({ kind }) => kinds.includes(kind));
    const total = (/** @type {'files' | 'gzip' | 'raw'} */ what) =>
      those.reduce((sum, row) => sum + row[what], 0);
    const largest = Math.max(...those.map((row) => row.largest));
    return { files: total('files'), gzip: total('gzip'), raw: total('raw'), largest };
  };
  const row = (
    /** @type {string} */ name,
    /** @type {ReturnType<typeof add>} */ { files, gzip, raw, largest },
  ) => [name, `${files}`, kB(gzip), times(gzip / peer.gzip), kB(raw), kB(largest)];
  return {
    title: 'On the wire',
    head: ['', 'files', 'gzip, kB', '× MiniSearch', 'raw, kB', 'largest file, gzip, kB'],
    rows: [
      row('root: dictionary, facets, dates', add(['root'])),
      row('postings', add(['postings'])),
      row('cards: what a list shows', add(['cards'])),
      row('to rank (root, postings)', add(['root', 'postings'])),
      row('to rank and list (root, postings, cards)', add(['root', 'postings', 'cards'])),
      row('bodies: what is read', add(['bodies'])),
      row('everything', add(['root', 'postings', 'cards', 'bodies'])),
      row('MiniSearch, JSON', { files: 1, gzip: peer.gzip, raw: peer.raw, largest: peer.gzip }),
    ],
    notes: [
      'A page fetches the root and then only the parts that a query needs; MiniSearch needs its whole file before the first query, and titles and excerpts for a list on top of it.',
    ],
  };
}

/** @param {Results} results @returns {Table} */
function coldTable({ cold, wire }) {
  const { bytes, files, code } = cold;
  return {
    title: 'The first query of a visit',
    head: ['', 'p50', 'p95', 'max'],
    rows: [
      ['index files fetched', `${files.p50}`, `${files.p95}`, `${files.max}`],
      ['index, gzip, kB', kB(bytes.p50), kB(bytes.p95), kB(bytes.max)],
      [
        'with shell and search.wasm (brotli), kB',
        kB(bytes.p50 + code),
        kB(bytes.p95 + code),
        kB(bytes.max + code),
      ],
      ['MiniSearch: its index alone, kB', ...Array.from({ length: 3 }, () => kB(wire.peer.gzip))],
    ],
    notes: [
      '200 queries, 50 of each kind, each in an engine that has nothing; ten hits. entry.json counts as a file.',
    ],
  };
}

/** @param {Results} results @returns {Table} */
function openingTable({ opening, holding }) {
  const row = (/** @type {string} */ name, /** @type {string} */ how, /** @type {string} */ peer) => [
    name,
    times(opening[how] / opening[peer]),
    ms(opening[how]),
    ms(opening[`${how}, compressed`]),
    ms(holding[{ root: 'hold-root', parts: 'hold-parts' }[how] ?? 'hold-peer'].ms),
  ];
  return {
    title: 'Opening an index that is there',
    head: ['', '× loadJSON', 'ms', 'from gzip, ms', 'fresh process, from files, ms'],
    rows: [
      row('Carrel: root', 'root', 'peer'),
      row('Carrel: everything but bodies', 'parts', 'peer'),
      row('MiniSearch.loadJSON', 'peer', 'peer'),
    ],
    notes: [
      'Second and third column: the bytes are in memory, the code is warm; median of seven, in turns. “From gzip” goes through the loop that a page uses, file by file, and for MiniSearch through one gunzip.',
      'Last column: a new process that also compiles the module and reads from disk; median of three, in turns.',
    ],
  };
}

/** @param {Results} results @returns {Table} */
function memoryTable({ holding }) {
  const { nothing, 'hold-root': root, 'hold-parts': parts, 'hold-peer': peer } = holding;
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
      row('MiniSearch, after 40 queries', peer),
      ['Node with nothing to do', '', '', '', '', MB(nothing.rss)],
    ],
    notes: [
      "Carrel's share of JS holds the files as they came, compressed, to build the engine again should it fail.",
    ],
  };
}

/** @param {Results} results @returns {Table} */
function speedTable({ speed }) {
  const { carrel: _, ...peers } = speed.all;
  const cells = (/** @type {any} */ { p50, p95, p99 }) => [p50, p95, p99].map(ms).join(' · ');
  return {
    title: 'A query in a warm engine',
    head: ['', 'Carrel, ms', ...Object.keys(peers).flatMap((name) => [`${name}, ms`, '× p50', '× p99'])],
    rows: Object.entries(speed).map(([kind, byName]) => [
      kind,
      cells(byName.carrel),
      ...Object.keys(peers).flatMap((name) => [
        cells(byName[name]),
        times(byName.carrel.p50 / byName[name].p50),
        times(byName.carrel.p99 / byName[name].p99),
      ]),
    ]),
    notes: [
      'p50 · p95 · p99. Carrel: ten hits with titles, excerpts, highlights, facet counts, as parsed JSON. MiniSearch: its ten best identifiers.',
      'The two ratios say how much of the peer’s time Carrel takes. One process, in turns, after a warm-up; a query’s time is the median of its three runs, which hides the breaks of garbage collectors.',
    ],
  };
}

/** @param {Results} results @returns {Table} */
function relevanceTable({ relevance, queries }) {
  const names = Object.keys(Object.values(relevance)[0]);
  return {
    title: 'Relevance',
    head: ['', 'queries', ...names],
    rows: Object.entries(relevance).map(([kind, byName]) => [
      kind,
      `${queries[kind]}`,
      ...names.map((name) =>
        [byName[name].success, byName[name].mrr, byName[name].none].map(share).join(' · '),
      ),
    ]),
    notes: [
      'success@1 · MRR@10 · share of queries without any hit. Articles of the same title count as right.',
      'Prefix: titles whose last word is cut to 60 %. A share of .95 of 500 queries is known to about ±.02.',
      'Carrel’s constants were chosen with MedQuAD in view (docs/decisions/0006), MiniSearch’s boosts on every fourth of these queries.',
    ],
  };
}

/** @param {Results} results @returns {Table} */
function pressTable({ presses: { full, slow } }) {
  const row = (/** @type {string} */ name, /** @type {import('./keypress.mjs').Report} */ run) => [
    name,
    `${run.presses - run.unanswered} of ${run.presses}`,
    percent(run.within50),
    [run.painted.p50, run.painted.p95, run.painted.max].map((time) => time.toFixed(1)).join(' · '),
    [run.answered.p50, run.answered.p95, run.answered.max].map((time) => time.toFixed(1)).join(' · '),
    `${run.event.over16}: ${[run.event.p50, run.event.p95, run.event.max].map((time) => time.toFixed(0)).join(' · ')}`,
    `${run.slowest.query} (${run.slowest.painted.toFixed(0)} ms)`,
  ];
  return {
    title: 'From a key press to the frame that shows its answer',
    head: [
      '',
      'answered',
      'within 50 ms',
      'painted, ms',
      'of it until the answer, ms',
      'Event Timing, 16 ms and more',
      'slowest',
    ],
    rows: [row('Chromium', full), row('Chromium, processor slowed down 4 ×', slow)],
    notes: [
      'p50 · p95 · max, from the key event’s own time to the end of the frame that shows the new list, every file that the answers need being in the engine. A frame begins every 16.7 ms. Answers that the next key overtook count as late.',
      'Event Timing is the browser’s own figure until the pixels are presented, in steps of 8 ms, for those presses that took 16 ms or more.',
      'Without a screen and a graphics card: painting is done by the processor.',
    ],
  };
}

/** @param {Results} results */
const tables = (results) => [
  buildingTable(results),
  wireTable(results),
  coldTable(results),
  openingTable(results),
  memoryTable(results),
  speedTable(results),
  pressTable(results),
  relevanceTable(results),
];

/** @param {Table} table */
function tableAsText({ title, head, rows }) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  const line = (/** @type {string[]} */ row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [title, ...[head, ...rows].map((row) => `  ${line(row)}`.trimEnd())].join('\n');
}

/** @param {Table} table */
function tableAsMarkdown({ title, head, rows, notes }) {
  const line = (/** @type {string[]} */ row) => `| ${row.join(' | ')} |`;
  const rule = `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return [
    `## ${title}`,
    '',
    line(head),
    rule,
    ...rows.map(line),
    '',
    ...notes.flatMap((note) => [note, '']),
  ].join('\n');
}

/** @param {Results} results */
export const asText = (results) => tables(results).map(tableAsText).join('\n\n');

/** @param {Results} results */
export function asMarkdown(results) {
  const { date, versions, machine, articles } = results;
  return `# Benchmarks

Carrel ${versions.carrel} beside MiniSearch ${versions.minisearch}, ${date}: ${articles.toLocaleString('en')} health articles of MedQuAD, one run on
${machine.cores} cores with Node ${machine.node} and Chromium ${machine.chromium}.

\`./scripts/bench\` measures all of it again and prints it; \`./scripts/bench --write\` also writes this page. MedQuAD is read from
\`../shared/data/medquad\`, without which nothing is measured. Every time stands beside the peer's, taken in turns in the same run:
the ratios carry over to other machines, the milliseconds do not, and no test looks at milliseconds.
When this run began, the machine's load was ${machine.load.toFixed(1)}: other work makes every time longer, and the rarest ones most.

MiniSearch indexes title, other names and body. “Tuned” is \`prefix: true, fuzzy: 0.2, combineWith: 'OR'\` and boosts of 8 for titles
and 4 for other names, the best of seven pairs that were tried; “default” is what it does by itself: whole words, no boosts. It
stems nothing and shows nothing; a site would add that. Carrel is asked through \`web/node.js\` as a page would ask it.

${tables(results).map(tableAsMarkdown).join('\n')}`
    .trimEnd()
    .concat('\n');
}
