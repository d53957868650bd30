/** Filters over the articles' own fields: texts to tick, ranges of numbers and dates to bound. */
import { askedOf, askRange, asksAll, askTexts, toggleText } from './asked.js';
import { h } from './dom.js';
import { FEW, group, isChoice, mode, row, valuesOf } from './groups.js';
import { unseen } from './pieces.js';
import { number, records, text } from './plain.js';

/**
 * @typedef {import('./model.js').Answered} Model
 * @typedef {import('./model.js').TextField} TextField
 * @typedef {import('./model.js').RangeField} RangeField
 */

/** @param {Model} m @param {TextField} field */
function texts(m, field) {
  const name = text(field.name);
  const values = valuesOf(field.values);
  const asked = askedOf(m.state.where, name);
  const all = asksAll(asked);
  // What the address names by its label stands in the answer as its slug.
  const selected = values.filter((value) => value.selected).map((value) => value.slug);
  return (
    isChoice(values) &&
    group(
      m,
      `field-${name}`,
      text(field.label),
      values,
      FEW,
      (shown) =>
        shown.map((value) =>
          row(m, value, () => m.on.field(name, toggleText(askTexts(all, selected), value.slug))),
        ),
      mode(m, values, 2, all, () => m.on.field(name, askTexts(!all, selected))),
    )
  );
}

/** One end of a range: a number, or a civil date as it is written. @param {unknown} end */
const endOf = (end) => (typeof end === 'number' || typeof end === 'string' ? end : null);

/**
 * Two ends to type, above them the field's articles as bars. The bars say nothing to a screen reader that the ends do not.
 * @param {Model} m @param {RangeField} field
 */
function range(m, field) {
  const isDate = field.type === 'date';
  const [min, max] = [endOf(field.min) ?? '', endOf(field.max) ?? ''];
  const [from, to] = [endOf(field.from), endOf(field.to)];
  if (min === max && from === null && to === null) return null;
  const name = text(field.name);
  const histogram = records(field.histogram).map((bar) => ({
    from: endOf(bar.from) ?? '',
    to: endOf(bar.to) ?? '',
    count: number(bar.count),
  }));
  const most = Math.max(1, ...histogram.map((bar) => bar.count));
  /** @param {number | string} end */
  const show = (end) => (typeof end === 'number' ? m.format.number(end) : m.format.date(end));
  /** Years compare with days as texts do, numbers as numbers. @param {import('./model.js').Bar} bar */
  const inside = (bar) =>
    (from === null || bar.to >= from || `${bar.to}~` >= from) && (to === null || bar.from <= to);
  /** @param {'from' | 'to'} end @param {string} typed */
  const change = (end, typed) => {
    // A year that is being typed is a small one for a while.
    if (isDate && typed && typed < '1000') return;
    const ends = { from: `${from ?? ''}`, to: `${to ?? ''}`, [end]: typed };
    m.on.field(name, askRange(ends.from, ends.to));
  };
  /** @param {'from' | 'to'} end @param {string} word @param {number | string | null} value */
  const input = (end, word, value) =>
    h(
      'label',
      null,
      h('span', null, word),
      h('input', {
        type: isDate ? 'date' : 'number',
        min,
        max,
        step: isDate ? undefined : 'any',
        value: `${value ?? ''}`,
        onChange: (/** @type {Event} */ event) =>
          change(end, /** @type {HTMLInputElement} */ (event.target).value),
      }),
    );
  return h(
    'fieldset',
    { key: `field-${name}`, class: `group range field-${name}` },
    h('legend', null, field.label),
    h(
      'svg',
      {
        class: 'bars turns',
        viewBox: `0 0 ${histogram.length} 1`,
        preserveAspectRatio: 'none',
        'aria-hidden': 'true',
      },
      histogram.map((bar, x) =>
        h('rect', {
          x: x + 0.06,
          y: 1 - bar.count / most,
          width: 0.88,
          height: bar.count / most,
          class: inside(bar) ? 'in' : undefined,
        }),
      ),
    ),
    h('p', { class: 'ends number' }, h('span', null, show(min)), unseen(' – '), h('span', null, show(max))),
    h('div', { class: 'inputs' }, input('from', m.t.rangeFrom, from), input('to', m.t.rangeTo, to)),
  );
}

/** @param {Model} m */
export const Fields = (m) =>
  records(m.answer.facets?.fields).map((field) =>
    field.type === 'text' ? texts(m, field) : range(m, field),
  );
