// Tables of how Markdown is rendered.
import { ratioAtMost } from '../markdown/scaling.mjs';
import { MB, ms, none, percent, times } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */
/** @typedef {import('../parts.mjs').Measured} Measured */

const range = (/** @type {{ low: number, high: number }} */ { low, high }) =>
  `${times(low)} – ${times(high)}`;

/** @param {Measured['markdown']} measured @returns {Table[]} */
export function markdownTables({ speed, page }) {
  return [
    {
      title: 'From Markdown to HTML under Node',
      head: ['', '× Carrel', 'of the rounds', 'MB/s', 'ms'],
      rows: speed.found.map((found) => [
        found.failed > 0 ? `${found.name} (threw on ${found.failed})` : found.name,
        times(found.ratio),
        range(found),
        found.MBps.toFixed(1),
        ms(found.ms),
      ]),
      notes: [
        `${speed.articles.toLocaleString('en')} articles of eight sites, ${MB(speed.bytes)} MB of Markdown, one call for each. One process, everybody in turns, each time in another order, ${speed.rounds} times over after a warm-up (micromark ${speed.slowRounds} times). “× Carrel”: the median of what its time is of Carrel’s in the same round; beside it the smallest and the largest.`,
        'Every renderer has GitHub’s tables, strikethrough and the rest as far as it has them, and each HTML is read at one place, so that a string which is only promised is made. The peers neither check addresses nor leave out raw HTML. markdown-it finds bare addresses, as the others do, only with `linkify`.',
        '“Carrel: HTML” is `html` of `openMarkdown`, which html.wasm writes; the streams are those of markdown.wasm, which a page loads: “bytes” as it hands them out, “decoded” by `decodeStream`, then as HTML by `toHtml`.',
      ],
    },
    {
      title: 'From Markdown to the nodes of a page',
      head: [`Chromium ${page.chromium}`, '× Carrel', 'of the rounds', 'ms'],
      rows: page.found.map((found) => [found.name, times(found.ratio), range(found), ms(found.ms)]),
      notes: [
        `${page.articles} of these articles, ${MB(page.bytes)} MB, into a container of a document that fetches no pictures and is not laid out; ${page.rounds} rounds after two to warm up. md4w is md4c’s own HTML writer compiled to WebAssembly; it and marked alone put up with whatever the article says, so that DOMPurify or Carrel is what a page of other people’s Markdown takes. html.wasm is md4c, too, and writes as HTML exactly what the stream says, with -O3 and SIMD.`,
      ],
    },
  ];
}

/** @param {Measured['pathological']} measured @returns {Table[]} */
export function pathologicalTables(measured) {
  const titles = { pathological: 'what broke other parsers', ours: 'what aims at our own code' };
  const rows = Object.entries(titles).flatMap(([set, title]) =>
    Object.entries(measured[set]).map(([profile, inputs]) => {
      const by = (/** @type {(grown: typeof inputs[number]) => number} */ value) =>
        inputs.reduce((most, grown) => (value(grown) > value(most) ? grown : most));
      const steepest = by(({ ratio }) => ratio);
      const slowest = by(({ ms, bytes }) => (bytes > 1000 ? ms / bytes : 0));
      return [
        `${title}, ${profile}`,
        `${inputs.filter(({ ratio }) => ratio <= ratioAtMost).length} of ${inputs.length}`,
        `${times(steepest.ratio)} (${steepest.name})`,
        `${ms((1e6 * slowest.ms) / slowest.bytes)} (${slowest.name})`,
        percent(by(({ textShare }) => textShare).textShare),
        percent(by(({ answerShare }) => answerShare).answerShare),
      ];
    }),
  );
  return [
    {
      title: 'Markdown that makes parsers work hard',
      head: [
        '',
        `at most ${ratioAtMost} × for twice as much`,
        'steepest',
        'slowest, ms a MB',
        'most text',
        'most bytes',
      ],
      rows,
      notes: [
        'Each input at n, 2n and 4n, processor time, the best of five times in one instance, of twenty where that looks too steep; the larger of the two ratios. n is what the input says, or more until it takes 2 ms, below which a ratio is noise. An input whose lines grow with their number is scaled by its bytes.',
        'Output beside 16 × the Markdown and 64 KiB, which text and values together may have (docs/stream.md); “bytes” is the whole answer with its operations and the outline, which have no such limit but that of 100,000 elements.',
      ],
    },
  ];
}

/** @param {Measured['memory']} measured @returns {Table[]} */
export function memoryTables({ searches, renders }) {
  const row = (
    /** @type {string} */ name,
    /** @type {import('../endurance.mjs').Held} */ { calls, before, after },
  ) => [
    `${calls.toLocaleString('en')} ${name}`,
    MB(before),
    MB(after),
    after === before ? none : MB(after - before),
  ];
  return [
    {
      title: 'A long visit in one instance',
      head: ['', 'memory at first, MB', 'at the end, MB', 'grown, MB'],
      rows: [row('searches', searches), row('articles', renders)],
      notes: [
        'Memory of search.wasm with every file of MedQuAD but bodies’ Markdown in use, and of markdown.wasm, after each request was made twice and after the last. Memory grows in steps of 64 KiB or more.',
      ],
    },
  ];
}
