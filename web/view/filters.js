/** Categories, tag cloud, authors and years: everything that narrows or widens the list. */
import { h } from './dom.js';
import { icon, SLIDERS, unseen } from './pieces.js';

/**
 * @typedef {import('./model.js').Answered} Model
 * @typedef {import('./model.js').FacetValue} FacetValue
 */

const FEW = 8;
const CLOUD = 30;
const STEPS = 5;

/**
 * A group shows its first values, all selected ones and, once unfolded, the rest.
 * @template {FacetValue} V
 * @param {Model} m @param {'categories' | 'tags' | 'years' | 'authors'} name @param {V[]} values @param {number} few
 * @param {(shown: V[]) => any} rows @param {any} [list] properties of their list
 */
function group(m, name, values, few, rows, list) {
  if (!values.length) return null;
  const open = m.unfolded.has(name);
  const shown = open ? values : values.filter((value, i) => i < few || value.selected);
  return h(
    'fieldset',
    { class: `group ${name}` },
    h('legend', null, m.t[name]),
    h('ul', { role: 'list', ...list }, rows(shown)),
    (open || shown.length < values.length) &&
      h(
        'button',
        { type: 'button', class: 'quiet', 'aria-expanded': open, onClick: () => m.on.unfold(name) },
        open ? m.t.showFewer : m.t.showAll(m.format.number(values.length)),
      ),
  );
}

/** Two values are a choice; one is, when it was chosen. @param {FacetValue[]} values */
const isChoice = (values) => values.length > 1 || values.some((value) => value.selected);

/**
 * Paths in tree order: a child follows its parent, brothers keep the order of the answer.
 * @param {FacetValue[]} values
 */
export function tree(values) {
  const slugs = new Set(values.map((value) => value.slug));
  /** @type {Map<string, FacetValue[]>} */
  const children = new Map();
  for (const value of values) {
    const parent = value.slug.slice(0, Math.max(0, value.slug.lastIndexOf('/')));
    const key = slugs.has(parent) ? parent : '';
    children.set(key, [...(children.get(key) ?? []), value]);
  }
  /** @type {(FacetValue & { depth: number, name: string })[]} */
  const rows = [];
  /** @param {string} key @param {number} depth */
  const visit = (key, depth) => {
    for (const value of children.get(key) ?? []) {
      rows.push({ ...value, depth, name: depth ? (value.label.split('/').pop() ?? '') : value.label });
      visit(value.slug, depth + 1);
    }
  };
  visit('', 0);
  return rows;
}

/**
 * Sizes by the logarithm of the count: one very common tag must not flatten the others.
 * @param {FacetValue[]} tags @returns {(count: number) => number} step 1 to 5
 */
export function steps(tags) {
  const logs = tags.map((tag) => Math.log(Math.max(1, tag.count)));
  const least = Math.min(...logs);
  const spread = Math.max(...logs) - least;
  return (count) =>
    spread
      ? 1 + Math.round(((Math.log(Math.max(1, count)) - least) / spread) * (STEPS - 1))
      : Math.ceil(STEPS / 2);
}

/** @param {Model} m @param {FacetValue} value @param {string} name @param {number} depth @param {'in' | 'by'} key */
const check = (m, { slug, selected, count }, name, depth, key) =>
  h(
    'li',
    { key: slug, class: depth ? 'child' : null },
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'checkbox', checked: selected, onChange: () => m.on.toggle(key, slug) }),
      h('span', { class: 'name' }, name),
      h('span', { class: 'number' }, m.format.number(count)),
    ),
  );

/** A count, short for the eye and in full for a screen reader. @param {Model} m @param {number} count */
const counted = ({ t, format }, count) => [
  h('span', { class: 'number', 'aria-hidden': 'true' }, format.number(count)),
  unseen(`, ${t.articles(count, format.number(count))}`),
];

/** @param {Model} m @param {FacetValue[]} shown */
function cloud(m, shown) {
  const step = steps(shown);
  return [...shown]
    .sort((a, b) => a.label.localeCompare(b.label))
    .map(({ slug, label, count, selected }) =>
      h(
        'li',
        { key: slug },
        h(
          'button',
          {
            type: 'button',
            class: `tag size-${step(count)}`,
            'aria-pressed': selected,
            onClick: () => m.on.toggle('tags', slug),
          },
          label,
          counted(m, count),
        ),
      ),
    );
}

/**
 * Years as bars. Their width is an attribute of a shape, since a policy may forbid style attributes.
 * @param {Model} m @param {FacetValue[]} shown @param {number} most articles in one year
 */
const bars = (m, shown, most) =>
  shown.map(({ slug, label, count, selected }) =>
    h(
      'li',
      { key: slug },
      h(
        'button',
        { type: 'button', class: 'year', 'aria-pressed': selected, onClick: () => m.on.year(slug) },
        h('span', { class: 'name' }, label),
        h(
          'svg',
          { class: 'bar turns', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
          h('rect', { width: (count / most) * 100, height: 8 }),
        ),
        counted(m, count),
      ),
    ),
  );

/**
 * A column on a wide page, a disclosure on a narrow one.
 * @param {Model} m @param {number} active how many are in force
 */
export function Filters(m, active) {
  const open = !m.narrow || m.unfolded.has('filters');
  const { facets } = m.answer;
  const [from, to] = [m.state.from.slice(0, 4), m.state.to.slice(0, 4)];
  const years = facets.years.map((year) => ({
    ...year,
    selected: Boolean(from || to) && (!from || from <= year.slug) && (!to || year.slug <= to),
  }));
  const most = Math.max(...years.map((year) => year.count));
  return h(
    'section',
    { key: 'filters', class: 'filters', part: 'filters', 'aria-label': m.t.filters },
    m.narrow &&
      h(
        'button',
        {
          type: 'button',
          class: 'disclosure',
          'aria-expanded': open,
          'aria-controls': 'groups',
          onClick: () => m.on.unfold('filters'),
        },
        icon(SLIDERS),
        m.t.filters,
        active > 0 && [
          h('span', { class: 'badge', 'aria-hidden': 'true' }, active),
          unseen(m.t.filtersActive(active)),
        ],
      ),
    h(
      'div',
      { id: 'groups', class: 'groups', hidden: !open },
      group(m, 'categories', tree(facets.categories), FEW, (shown) =>
        shown.map((row) => check(m, row, row.name, row.depth, 'in')),
      ),
      group(m, 'tags', facets.tags, CLOUD, (shown) => cloud(m, shown), { class: 'cloud', part: 'cloud' }),
      isChoice(years) && group(m, 'years', years, FEW, (shown) => bars(m, shown, most)),
      isChoice(facets.authors) &&
        group(m, 'authors', facets.authors, FEW, (shown) =>
          shown.map((author) => check(m, author, author.label, 0, 'by')),
        ),
    ),
  );
}
