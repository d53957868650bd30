// Tables of the first query of a visit.
import { kB } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */
/** @typedef {import('../parts.mjs').Measured['cold']} Cold */

/** @param {Cold} cold @returns {Table} */
function visitTable({ visits }) {
  const seconds = (/** @type {number} */ time) => (time / 1000).toFixed(2);
  const both = (
    /** @type {any} */ { median, worst },
    /** @type {string} */ what,
    /** @type {(value: number) => string} */ show,
  ) => `${show(median[what])} · ${show(worst[what])}`;
  const counts = Object.values(visits).map(({ visits: made }) => made.length);
  return {
    title: 'A first visit in Chromium, over a slow line',
    head: ['', 'ten hits, s', 'on the wire, kB', 'requests', 'serial steps', 'queries without a hit'],
    rows: Object.entries(visits).map(([name, run]) => [
      name,
      both(run, 'ms', seconds),
      both(run, 'bytes', kB),
      both(run, 'requests', String),
      both(run, 'steps', String),
      `${run.none}`,
    ]),
    notes: [
      `Median · worst of ${counts[0]} queries (titles, titles being typed, misspellings, questions, synonyms, as many each), each in a new context with nothing cached: 1.6 Mbit/s, 150 ms round trip, HTTP/2 over TLS 1.3, text as Brotli. The line is in the static host, for page and workers alike; setting a connection up costs two round trips. From the start of the navigation to the frame in which ten hits (or all there are) can be read, with the whole interface; bytes and requests that had arrived by then, without headers.`,
      'Serial steps: the longest chain of requests in which each began after the one before had ended, the page itself being the first.',
      'Carrel: the two lines of the README, with the query in the address (`?q=…`), as a link that somebody was given. Pagefind’s component interface reads nothing from the address: the whole query is put into its field as soon as there is one, and its pause of 300 ms for more letters is set to 1 ms.',
    ],
  };
}

/** @param {Cold} cold @returns {Table} */
function firstTable({ first: { bytes, files, code } }) {
  return {
    title: 'The first query of a visit: Carrel’s files',
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
    ],
    notes: [
      '200 queries, 50 each of titles, misspelt titles, questions and synonyms, each in an engine that has nothing; ten hits. entry.json counts as a file.',
    ],
  };
}

/** @param {Cold} cold */
export const coldTables = (cold) => [visitTable(cold), firstTable(cold)];
