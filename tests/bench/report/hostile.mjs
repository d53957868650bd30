// Tables of content that makes the packer work hard.
import { ratioAtMost, stepAtMost } from '../hostile/packing.mjs';
import { MB, ms, times } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */

/** @param {import('../parts.mjs').Measured['hostile']} measured @returns {Table[]} */
export function hostileTables({ grown, usual }) {
  const within = grown.filter(({ ratio }) => ratio <= ratioAtMost).length;
  return [
    {
      title: 'Content that makes the packer work hard',
      head: ['', '× for twice as much', 'ms at 125 kB', 'longest step at 1 MB, ms', 'files of 1 MB, MB'],
      rows: grown.map((one) => [one.name, times(one.ratio), ms(one.ms), ms(one.step), MB(one.bytes)]),
      notes: [
        `Bundles of 125, 250 and 500 kB, processor time, the best of three times, of eight where that looks too steep; the larger of the two ratios: ${within} of ${grown.length} are within ${ratioAtMost}. What is past a limit of docs/content.md is left out, so that its time hardly grows.`,
        `A page packs up to 1 MB itself, in steps between which it paints and answers; ${stepAtMost} ms are what one may take. The longest of the steps, in the best of three packings. Not compressed, the files are as large as the last column says.`,
      ],
    },
    {
      title: 'Ordinary content packed in a page',
      head: ['1 MB of', 'longest step, ms'],
      rows: usual.map(({ name, step }) => [name, ms(step)]),
      notes: ['As above.'],
    },
  ];
}
