/** The filters in force, as names that a reader knows, and the chips that take them off. */
import { endsOf, textsOf, toggleText, understood } from './asked.js';
import { h } from './dom.js';
import { CROSS, icon } from './pieces.js';
import { records, text } from './plain.js';

/**
 * @typedef {import('./model.js').Model} Model
 * @typedef {import('./model.js').FacetValue} FacetValue
 * @typedef {import('./model.js').Filter} Filter
 */

/** As far as the state alone can tell. @param {import('./model.js').State} state */
export const isFiltered = (state) =>
  [...state.in, ...state.tags, ...state.by, ...understood(state.where), state.from, state.to].some(Boolean);

/** What a value is called, '' when the answer does not say. @param {FacetValue[] | undefined} values @param {string} slug */
const labelIn = (values, slug) => text(records(values).find((value) => value.slug === slug)?.label);

/**
 * Labels come from the answer; a value that the bundle lacks stands for itself. What the engine passes over (`ignored`, docs/query.md)
 * is no filter.
 * @param {Pick<Model, 'state' | 'answer' | 't' | 'format'>} m @returns {Filter[]}
 */
export function activeFilters({ state, answer, t, format }) {
  /** @param {'in' | 'tags' | 'by'} group @param {'categories' | 'tags' | 'authors'} facet */
  const named = (group, facet) =>
    state[group].map((value) => ({
      group,
      value,
      label: (labelIn(answer?.facets?.[facet], value) || value).replaceAll('/', ' › '),
    }));
  /** @param {string} civil */
  const date = (civil) => civil && format.date(civil);
  const known = records(answer?.facets?.fields);
  const fields = understood(state.where, known).flatMap((clause) => {
    const [value] = clause.split(':', 1);
    const asked = clause.slice(value.length + 1);
    const field = known.find((one) => one.name === value);
    /** @param {string} label @param {string} [left] @returns {Filter} */
    const chip = (label, left) => ({ group: 'where', value, asked: left, label });
    if (!field) return chip(clause);
    const label = text(field.label);
    if (field.type === 'text')
      return [...new Set(textsOf(asked))].map((one) =>
        chip(`${label}: ${labelIn(field.values, one) || one}`, toggleText(asked, one)),
      );
    const [from, to] = endsOf(asked);
    const ends = field.type === 'date' ? t.range(date(from), date(to)) : t.between(from, to);
    return chip(`${label}: ${ends}`);
  });
  return [
    ...named('in', 'categories'),
    ...named('tags', 'tags'),
    ...named('by', 'authors'),
    ...fields,
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
        { key: filter.group + filter.value + filter.label },
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
