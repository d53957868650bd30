/** The ways out of an empty list: what taking off one filter, or the words, would bring. */
import { toRequest, without } from './state.js';
import { activeFilters } from './view/active.js';

/** @typedef {import('./view/model.js').Filter} Filter */

/**
 * Those that lead to any article, the best first.
 * @param {any} bundle @param {import('./view/model.js').Model} model of the list that is empty @param {import('./state.js').State} state
 * @param {string} topic to which the widget is held, '' for none
 * @returns {Promise<import('./view/model.js').Rescue[]>}
 */
export async function waysOut(bundle, model, state, topic) {
  const { t } = model;
  const filters = activeFilters(model);
  const ways = filters.map((filter) => ({
    label: t.without(filter.label),
    without: /** @type {Filter?} */ (filter),
  }));
  if (state.q && filters.length) ways.push({ label: t.withoutWords, without: null });
  const counted = await Promise.all(
    ways.map(async (way) => {
      const less = way.without ? without(state, way.without) : { ...state, q: '' };
      const { total } = await bundle.search(toRequest({ ...less, show: 1 }, { topic }));
      return { ...way, total };
    }),
  );
  return counted.filter((way) => way.total > 0).sort((a, b) => b.total - a.total);
}
