// What one query's list of hits is worth, as trec_eval counts it, and the means over many queries.
import { mean } from './statistics.mjs';

/** @typedef {Map<string, number>} Grades by document; 0 and less, and whatever was not judged, is not relevant */
/** @typedef {ReturnType<typeof judge>} Judged */

/** How far down MAP and recall look. */
export const DEPTH = 100;

/** @param {string[]} hits @param {Grades} grades @param {(grade: number) => number} gain @param {number} depth */
function ndcg(hits, grades, gain, depth) {
  const discounted = (/** @type {number[]} */ gains) =>
    gains.slice(0, depth).reduce((total, value, i) => total + value / Math.log2(i + 2), 0);
  const gainOf = (/** @type {string} */ id) => Math.max(0, gain(grades.get(id) ?? 0));
  const best = [...grades.values()].map((grade) => Math.max(0, gain(grade))).sort((a, b) => b - a);
  return discounted(hits.map(gainOf)) / discounted(best);
}

/**
 * @param {string[]} hits best first, none twice
 * @param {Grades} grades with at least one above 0
 */
export function judge(hits, grades) {
  const isRelevant = (/** @type {string} */ id) => (grades.get(id) ?? 0) > 0;
  const relevant = [...grades.values()].filter((grade) => grade > 0).length;
  const ranks = hits.slice(0, DEPTH).flatMap((id, i) => (isRelevant(id) ? [i + 1] : []));
  return {
    ndcg: ndcg(hits, grades, (grade) => grade, 10),
    binary: ndcg(hits, grades, (grade) => (grade > 0 ? 1 : 0), 10),
    map: ranks.reduce((total, rank, i) => total + (i + 1) / rank, 0) / relevant,
    mrr: ranks.length > 0 && ranks[0] <= 10 ? 1 / ranks[0] : 0,
    recall: ranks.length / relevant,
    success: ranks[0] === 1 ? 1 : 0,
    none: hits.length === 0 ? 1 : 0,
  };
}

/** @template {Record<string, number>} T @param {T[]} rows @returns {T} the mean of each column */
export function means(rows) {
  const columns = Object.keys(rows[0]);
  return /** @type {T} */ (
    Object.fromEntries(columns.map((column) => [column, mean(rows.map((row) => row[column]))]))
  );
}
