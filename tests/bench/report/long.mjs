// Tables of how soon a long article can be read.
import { ms, times } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */

/** @param {import('../parts.mjs').Measured['long']} measured @returns {Table[]} */
export function longTables({ chromium, full, slow }) {
  /** @param {string} processor @param {Record<string, import('../long.mjs').Opening>} openings */
  const rows = (processor, openings) => {
    const [shortest] = Object.values(openings);
    return Object.entries(openings).map(([slug, opening]) => [
      `${slug.slice(2).replaceAll('-', ' ')}${processor}`,
      ms(opening.render),
      ms(opening.first),
      times(opening.first / shortest.first),
      `${opening.elements} of ${opening.all}`,
      ms(opening.whole),
      ms(opening.longest),
    ]);
  };
  return [
    {
      title: 'Opening a long article',
      head: [
        `Chromium ${chromium}, ms`,
        'renderer',
        'beginning painted',
        '÷ that of 20 kB',
        'elements by then',
        'all of it stands',
        'longest task besides the renderer',
      ],
      rows: [...rows('', full), ...rows(', slowed down 4 ×', slow)],
      notes: [
        'From the arrival of the file with the article; medians of five openings, each in a page of its own, the longest task of all five. The articles are those of the demo one after the other.',
        'A call of the renderer cannot be cut into slices: what it takes stands in a column of its own and is not part of the last one.',
      ],
    },
  ];
}
