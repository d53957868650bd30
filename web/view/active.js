/** The filters in force, as names that a reader knows, and the chips that take them off. */
import { h } from './dom.js';
import { CROSS, icon } from './pieces.js';

/**
 * @typedef {import('./model.js').Model} Model
 * @typedef {import('./model.js').Filter} Filter
 */

/** @param {import('./model.js').State} state */
export const isFiltered = (state) =>
  Boolean(state.from || state.to || state.in.length || state.tags.length || state.by.length);

/**
 * Labels come from the answer; a value that the bundle lacks stands for itself.
 * @param {Pick<Model, 'state' | 'answer' | 't' | 'format'>} m @returns {Filter[]}
 */
export function activeFilters({ state, answer, t, format }) {
  /** @param {'in' | 'tags' | 'by'} group @param {'categories' | 'tags' | 'authors'} facet */
  const named = (group, facet) =>
    state[group].map((value) => ({
      group,
      value,
      label: (answer?.facets[facet].find((v) => v.slug === value)?.label ?? value).replaceAll('/', ' › '),
    }));
  /** @param {string} civil */
  const date = (civil) => civil && format.date(civil);
  return [
    ...named('in', 'categories'),
    ...named('tags', 'tags'),
    ...named('by', 'authors'),
    ...(state.from || state.to
      ? [
          {
            group: /** @type {const} */ ('dates'),
            value: '',
            label: t.range(date(state.from), date(state.to)),
          },
        ]
      : []),
  ];
}

/** @param {Model} m @param {Filter[]} filters */
export function Chips({ t, on }, filters) {
  if (!filters.length) return null;
  return h(
    'ul',
    { role: 'list', class: 'chips', 'aria-label': t.activeFilters },
    filters.map((filter) =>
      h(
        'li',
        { key: filter.group + filter.value },
        h(
          'button',
          {
            type: 'button',
            class: 'chip',
            'aria-label': t.removeFilter(filter.label),
            onClick: () => on.remove(filter),
          },
          filter.label,
          icon(CROSS),
        ),
      ),
    ),
    h('li', null, h('button', { type: 'button', class: 'quiet', onClick: on.clearAll }, t.clearAll)),
  );
}
