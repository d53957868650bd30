// Tables of how long a query takes, and a key press.
import { ms, percent, times } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */
/** @typedef {import('../parts.mjs').Measured} Measured */

/** @param {Measured['latency']} measured @returns {Table[]} */
export function latencyTables(measured) {
  const { all, ...kinds } = measured;
  const ours = all['Carrel, ids'];
  return [
    {
      title: 'A query in a warm engine',
      head: ['ms', ...Object.keys(kinds), 'all p50', 'all p99', 'Carrel ÷ it, p50', 'p99'],
      rows: Object.entries(all).map(([name, { p50, p99 }]) => [
        name,
        ...Object.values(kinds).map((by) => `${ms(by[name].p50)} · ${ms(by[name].p99)}`),
        ...[p50, p99].map(ms),
        ...[ours.p50 / p50, ours.p99 / p99].map(times),
      ]),
      notes: [
        'p50 · p99, ten hits, 500 queries of each kind (26 letters; 100 of each for Orama and Pagefind, which are slow). One process, everybody asked in turns, each time in another order, five times over, after a warm-up; a query’s time is the median of its five, which hides the breaks of garbage collectors. In “all” every kind counts alike.',
        'Carrel, whole answer: titles, excerpts, highlights, facet counts, as parsed JSON; the others, and “ids” (`only=ids`, read from JSON too), give identifiers. Pagefind’s own hits are loaded one by one after this.',
        'The last columns say how much of the other’s time “Carrel, ids” takes.',
        'Carrel remembers what a stemmer said of a word that the index lacks: of the five times that a misspelling is asked for the first alone asks the stemmer.',
      ],
    },
  ];
}

/** @param {Measured['keys']} measured @returns {Table[]} */
export function keyTables({ full, slow, chromium }) {
  const row = (/** @type {string} */ name, /** @type {import('../keypress.mjs').Report} */ run) => [
    name,
    `${run.presses - run.unanswered} of ${run.presses}`,
    percent(run.within50),
    [run.painted.p50, run.painted.p95, run.painted.max].map((time) => time.toFixed(1)).join(' · '),
    [run.answered.p50, run.answered.p95, run.answered.max].map((time) => time.toFixed(1)).join(' · '),
    `${run.event.over16}: ${[run.event.p50, run.event.p95, run.event.max].map((time) => time.toFixed(0)).join(' · ')}`,
    `${run.slowest.query} (${run.slowest.painted.toFixed(0)} ms)`,
  ];
  return [
    {
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
      rows: [row(`Chromium ${chromium}`, full), row('the same, processor slowed down 4 ×', slow)],
      notes: [
        'p50 · p95 · max, from the key event’s own time to the end of the frame that shows the new list, every file that the answers need being in the engine. A frame begins every 16.7 ms. Answers that the next key overtook count as late.',
        'Event Timing is the browser’s own figure until the pixels are presented, in steps of 8 ms, for those presses that took 16 ms or more.',
        'Without a screen and a graphics card: painting is done by the processor.',
      ],
    },
  ];
}
