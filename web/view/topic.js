/** The topic's title, introduction and glossary: light DOM, so that the site's own typography sets it. */
import { h } from './dom.js';
import { heading } from './pieces.js';

/**
 * Fills an element that the views leave alone from then on.
 * @param {(element: Element) => void} fill
 */
export const filled = (fill) => (/** @type {Element | null} */ element) => {
  if (element && !element.firstChild) fill(element);
};

/**
 * @param {{ title: string, introduction: ((root: Element) => void) | null, terms: import('./model.js').Term[], level: number,
 *   id: string, t: import('./model.js').Strings }} props
 */
export function TopicPage({ title, introduction, terms, level, id, t }) {
  return [
    title && heading(level, { class: 'carrel-topic-title', id: `${id}title` }, title),
    introduction && h('div', { key: title, class: 'carrel-introduction', ref: filled(introduction) }),
    terms.length > 0 &&
      h(
        'section',
        { class: 'carrel-terms', 'aria-labelledby': `${id}terms` },
        heading(level + 1, { class: 'carrel-terms-title', id: `${id}terms` }, t.terms),
        h(
          'dl',
          null,
          terms.map(({ term, also_known_as: names = [], definition }) =>
            h(
              'div',
              { key: term, class: 'carrel-term' },
              h('dt', null, h('dfn', null, term)),
              definition && h('dd', null, definition),
              names.length > 0 &&
                h('dd', { class: 'carrel-aka' }, t.alsoKnownAs, ' ', h('i', null, names.join(', '))),
            ),
          ),
        ),
      ),
  ];
}
