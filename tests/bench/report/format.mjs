// Numbers and tables, for a terminal and for docs/benchmarks.md.

/** @typedef {{ title: string, head: string[], rows: string[][], notes: string[] }} Table the first column is text */

export const kB = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(bytes < 99_500 ? 1 : 0);
export const MB = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(bytes < 99.5e6 ? 1 : 0);
export const ms = (/** @type {number} */ time) => time.toFixed(time < 9.95 ? 2 : time < 99.5 ? 1 : 0);
export const times = (/** @type {number} */ ratio) =>
  ratio < 0.0995 ? ratio.toFixed(3) : ratio < 99.5 ? ratio.toFixed(2) : ratio.toFixed(0);
export const share = (/** @type {number} */ value) => value.toFixed(3);
export const percent = (/** @type {number} */ value) => `${(value * 100).toFixed(1)} %`;
/** What does not apply. */
export const none = '–';

/** @param {Table} table */
export function tableAsText({ title, head, rows }) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => [...row[i]].length)));
  const line = (/** @type {string[]} */ row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [title, ...[head, ...rows].map((row) => `  ${line(row)}`.trimEnd())].join('\n');
}

/** @param {Table} table */
export function tableAsMarkdown({ title, head, rows, notes }) {
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
