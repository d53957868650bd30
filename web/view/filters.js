/** Categories, tag cloud, fields, authors and years: everything that narrows or widens the list. */
import { h } from './dom.js';
import { Fields } from './fields.js';
import { check, FEW, group, isChoice, mode, row, valuesOf } from './groups.js';
import { icon, MINUS, PLUS, SLIDERS, unseen } from './pieces.js';

/**
 * @typedef {import('./model.js').Answered} Model
 * @typedef {import('./model.js').FacetValue} FacetValue
 */

const CLOUD = 30;
const STEPS = 5;

/** @param {string} slug */
const parentOf = (slug) => slug.replace(/\/?[^/]*$/, '');

/**
 * Paths as a tree: brothers keep the order of the answer; who has no parent here stands at the top, with all of its path.
 * @typedef {FacetValue & { name: string, holds: boolean, children: Branch[] }} Branch `holds`: something selected is in it
 * @param {FacetValue[]} values @returns {Branch[]}
 */
export function tree(values) {
  const branches = new Map(
    values.map((value) => [
      value.slug,
      /** @type {Branch} */ ({ ...value, name: value.label, holds: false, children: [] }),
    ]),
  );
  /** A value without a slug is nobody's parent, its own least of all. @param {Branch} branch */
  const over = ({ slug }) => (parentOf(slug) ? branches.get(parentOf(slug)) : undefined);
  return [...branches.values()].filter((branch) => {
    const parent = over(branch);
    for (let at = parent; at && branch.selected; at = over(at)) at.holds = true;
    if (!parent) return true;
    branch.name = branch.label.split('/').pop() ?? '';
    parent.children.push(branch);
    return false;
  });
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

/**
 * A branch opens and closes; by itself it is open in a small tree, and where something in it is selected.
 * @param {Model} m @param {Branch} branch @param {boolean} small @returns {any}
 */
function twig(m, branch, small) {
  const { slug, name, children } = branch;
  // What was opened by hand stays open when something in it is selected.
  const usual = small || branch.holds;
  const turned = `${usual ? 'shut' : 'open'}:${slug}`;
  const open = usual !== m.unfolded.has(turned);
  return h(
    'li',
    { key: slug },
    h(
      'div',
      { class: 'branch' },
      check(m, branch, name, () => m.on.toggle('in', slug)),
      children.length > 0 &&
        h(
          'button',
          {
            type: 'button',
            class: 'twist',
            'aria-expanded': open,
            'aria-label': m.t.partsOf(name),
            onClick: () => m.on.unfold(turned),
          },
          icon(open ? MINUS : PLUS),
        ),
    ),
    open &&
      children.length > 0 &&
      h(
        'ul',
        { role: 'list', class: 'child' },
        children.map((child) => twig(m, child, small)),
      ),
  );
}

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

/** @param {Model} m @param {'in' | 'tags' | 'by'} list @param {FacetValue[]} values @param {number} least */
const listMode = (m, list, values, least) =>
  mode(m, values, least, (list === 'tags') !== m.state.other.includes(list), () => m.on.flip(list));

/**
 * A column on a wide page, a disclosure on a narrow one.
 * @param {Model} m @param {number} active how many are in force
 */
export function Filters(m, active) {
  const open = !m.narrow || m.unfolded.has('filters');
  const { facets } = m.answer;
  const [categories, tags] = [valuesOf(facets?.categories), valuesOf(facets?.tags)];
  const authors = valuesOf(facets?.authors);
  const months = valuesOf(facets?.months).map((month) => ({ ...month, label: m.format.date(month.slug) }));
  const [from, to] = [m.state.from.slice(0, 4), m.state.to.slice(0, 4)];
  const years = valuesOf(facets?.years).map((year) => ({
    ...year,
    selected: Boolean(from || to) && (!from || from <= year.slug) && (!to || year.slug <= to),
  }));
  const branches = tree(categories);
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
      group(
        m,
        'categories',
        m.t.categories,
        branches,
        FEW,
        (shown) => shown.map((branch) => twig(m, branch, categories.length <= FEW)),
        listMode(m, 'in', categories, 2),
        { class: branches.some(({ children }) => children.length) ? 'branched' : undefined },
      ),
      group(m, 'tags', m.t.tags, tags, CLOUD, (shown) => cloud(m, shown), listMode(m, 'tags', tags, 1), {
        class: 'cloud',
        part: 'cloud',
      }),
      Fields(m),
      isChoice(years) && group(m, 'years', m.t.years, years, FEW, (shown) => bars(m, shown, most)),
      isChoice(months) &&
        group(m, 'months', m.t.months, months, 12, (shown) =>
          bars(m, shown, Math.max(...months.map((month) => month.count))),
        ),
      isChoice(authors) &&
        group(
          m,
          'authors',
          m.t.authors,
          authors,
          FEW,
          (shown) => shown.map((author) => row(m, author, () => m.on.toggle('by', author.slug))),
          listMode(m, 'by', authors, 2),
        ),
    ),
  );
}
