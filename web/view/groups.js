/** What the groups of filters are made of: a legend, a list of values, a way to the rest. */
import { h } from './dom.js';
import { number, records, text } from './plain.js';

/**
 * @typedef {import('./model.js').Answered} Model
 * @typedef {import('./model.js').FacetValue} FacetValue
 */

/** So many values a list shows before it is unfolded. */
export const FEW = 8;

/**
 * A group shows its first values, all selected ones and, once unfolded, the rest.
 * @template {FacetValue & { holds?: boolean }} V
 * @param {Model} m @param {string} name @param {string} label @param {V[]} values @param {number} few
 * @param {(shown: V[]) => any} rows @param {any} [mode] how its selected values are meant
 * @param {{ class?: string, part?: string }} [list] properties of their list
 */
export function group(m, name, label, values, few, rows, mode, list = {}) {
  if (!values.length) return null;
  const open = m.unfolded.has(name);
  const shown = open ? values : values.filter((value, i) => i < few || value.selected || value.holds);
  return h(
    'fieldset',
    { key: name, class: `group ${name}` },
    h('legend', null, label),
    mode,
    h('ul', { role: 'list', class: list.class, part: list.part }, rows(shown)),
    (open || shown.length < values.length) &&
      h(
        'button',
        { type: 'button', class: 'quiet', 'aria-expanded': open, onClick: () => m.on.unfold(name) },
        open ? m.t.showFewer : m.t.showAll(m.format.number(values.length)),
      ),
  );
}

/**
 * All of the selected values, or any: asked where it makes a difference.
 * @param {Model} m @param {FacetValue[]} values @param {number} least selected ones @param {boolean} all @param {() => void} flip
 */
export const mode = (m, values, least, all, flip) =>
  values.filter((value) => value.selected).length >= least &&
  h(
    'label',
    { class: 'check mode' },
    h('input', { type: 'checkbox', checked: all, onChange: flip }),
    h('span', { class: 'name' }, m.t.matchAll),
  );

/** The values of a facet, each of its members what it should be. @param {FacetValue[] | undefined} values @returns {FacetValue[]} */
export const valuesOf = (values) =>
  records(values).map(({ slug, label, count, selected }) => ({
    slug: text(slug),
    label: text(label),
    count: number(count),
    selected: selected === true,
  }));

/** Two values are a choice; one is, when it was chosen. @param {FacetValue[]} values */
export const isChoice = (values) => values.length > 1 || values.some((value) => value.selected);

/** @param {Model} m @param {FacetValue} value @param {string} name @param {() => void} toggle */
export const check = (m, { selected, count }, name, toggle) =>
  h(
    'label',
    { class: 'check' },
    h('input', { type: 'checkbox', checked: selected, onChange: toggle }),
    h('span', { class: 'name' }, name),
    h('span', { class: 'number' }, m.format.number(count)),
  );

/** @param {Model} m @param {FacetValue} value @param {() => void} toggle */
export const row = (m, value, toggle) => h('li', { key: value.slug }, check(m, value, value.label, toggle));
