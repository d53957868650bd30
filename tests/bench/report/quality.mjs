// Tables of what is found.
import { share } from './format.mjs';

/** @typedef {import('./format.mjs').Table} Table */
/** @typedef {import('../parts.mjs').Measured} Measured */

const signs = { below: '−', equal: '=', above: '+' };

/** @param {Measured['collections']} collections @param {string} title @param {keyof import('../metrics.mjs').Judged} measure @param {string[]} sets @returns {Table} */
function measureTable({ quality }, title, measure, sets) {
  return {
    title,
    head: ['', ...sets, ...(sets.length > 1 ? ['mean'] : [])],
    rows: Object.entries(quality).map(([name, by]) => {
      const values = sets.map((set) => by[set][measure]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return [name, ...[...values, ...(sets.length > 1 ? [mean] : [])].map(share)];
    }),
    notes: [],
  };
}

/** @param {Measured['collections']} collections @returns {Table} */
function macroTable({ quality }) {
  return {
    title: 'Collections: means over all of them',
    head: ['', 'nDCG@10', 'MAP', 'MRR@10', 'recall@100', 'success@1', 'no hit'],
    rows: Object.entries(quality).map(([name, { all }]) => [
      name,
      ...[all.ndcg, all.map, all.mrr, all.recall, all.success, all.none].map(share),
    ]),
    notes: [
      'Every collection counts alike. MAP looks at a hundred hits; “no hit” is the share of queries that found nothing at all.',
    ],
  };
}

/** @param {Measured['collections']} collections @param {string} ours @returns {Table} */
function againstTable({ against, collections }, ours) {
  const sets = [...collections.map(({ name }) => name), 'all'];
  return {
    title: `Collections: ${ours}, against each`,
    head: ['', ...sets],
    rows: Object.entries(against[ours]).map(([peer, by]) => [
      peer,
      ...sets.map((set) => `${signs[by[set].verdict]} ${by[set].mean.toFixed(3).replace('-', '−')}`),
    ]),
    notes: [
      `+ above, = equal, − below: nDCG@10 by a paired bootstrap, 95 %, 10,000 resamples; the number is the difference. Under “all” the collections count alike.`,
    ],
  };
}

/** @param {Measured['collections']} measured @returns {Table[]} */
export function collectionTables(measured) {
  const { collections, against, quality } = measured;
  const sets = collections.map(({ name }) => name);
  const graded = collections.filter((set) => set.graded).map(({ name }) => name);
  const ndcg = measureTable(measured, 'Collections: nDCG@10', 'ndcg', sets);
  ndcg.notes = [
    `Grades are gains, as trec_eval has it. ${collections
      .map(({ name, language, docs, queries, judged }) => {
        const asked = queries < judged ? `${queries} of ${judged}` : queries;
        return `${name}: ${docs} documents in ${language}, ${asked} queries`;
      })
      .join('; ')}.`,
    'BM25 is the reference: k1 1.2, b 0.75, Snowball stemming, English stop words, the title twice, pairs of letters for Chinese, Japanese and Thai (tests/bench/reference.mjs).',
    'Carrel’s “core only” ranks by the words alone; “every part” also looks at positions and bodies (`depth=3`).',
  ];
  const binary = measureTable(
    measured,
    'Collections with grades: nDCG@10, every relevant document worth the same',
    'binary',
    graded,
  );
  binary.notes = ['Grade 1 and better is relevant.'];
  const recall = measureTable(measured, 'Collections: recall@100', 'recall', sets);
  const own = Object.keys(against);
  // One table for both where they ranked alike.
  const isSame = own.length === 2 && JSON.stringify(quality[own[0]]) === JSON.stringify(quality[own[1]]);
  return [
    ndcg,
    ...(graded.length > 0 ? [binary] : []),
    macroTable(measured),
    recall,
    ...(isSame ? own.slice(1) : own).map((ours) => againstTable(measured, ours)),
  ];
}

/** @param {Measured['relevance']} measured @returns {Table[]} */
export function relevanceTables({ queries, quality }) {
  const kinds = Object.keys(quality);
  return [
    {
      title: 'MedQuAD: relevance',
      head: ['', ...kinds.map((kind) => `${kind} (${queries[kind]})`)],
      rows: Object.keys(quality[kinds[0]]).map((name) => [
        name,
        ...kinds.map((kind) => {
          const { success, mrr, none } = quality[kind][name];
          return [success, mrr, none].map(share).join(' · ');
        }),
      ]),
      notes: [
        'success@1 · MRR@10 · share of queries without any hit; in brackets the number of queries. Articles of the same title count as right.',
        'Prefix: titles whose last word is cut to 60 % of its letters; right is every article whose title begins so. Typo: one edit in a title. Question: as people ask; right is the article that answers it. Synonym: another name that is no part of the title. Eight words: in a row, from a body, that stand so in one article only.',
        'A share of .95 of 500 queries is known to about ±.02. Carrel’s constants were chosen with MedQuAD in view (docs/decisions/0006), MiniSearch’s boosts on every fourth of these queries.',
      ],
    },
  ];
}
