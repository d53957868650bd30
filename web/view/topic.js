/** The topic's title, introduction and glossary: light DOM, so that the site's own typography sets it. */
import { h } from './dom.js';
import { heading } from './pieces.js';
import { records, text, texts } from './plain.js';

/** Elements that have been filled: every draw hands Preact another function, which it calls with the same element. */
const done = new WeakSet();

/**
 * Fills an element once; the views leave it alone from then on.
 * @param {(element: Element) => void} fill
 */
export const filled = (fill) => (/** @type {Element | null} */ element) => {
  if (!element || done.has(element)) return;
  done.add(element);
  fill(element);
};

/**
 * @param {{ title: string, introduction: ((root: Element) => void) | null, terms: import('./model.js').Term[], level: number,
 *   id: string, t: import('./model.js').Strings }} props
 */
export function TopicPage({ title, introduction, terms, level, id, t }) {
  const glossary = records(terms);
  return [
    title && heading(level, { class: 'carrel-topic-title', id: `${id}title` }, title),
    introduction && h('div', { key: title, class: 'carrel-introduction', ref: filled(introduction) }),
    glossary.length > 0 &&
      h(
        'section',
        { class: 'carrel-terms', 'aria-labelledby': `${id}terms` },
        heading(level + 1, { class: 'carrel-terms-title', id: `${id}terms` }, t.terms),
        h(
          'dl',
          null,
          glossary.map(({ term, also_known_as, definition }) => {
            const names = texts(also_known_as);
            return h(
              'div',
              { key: text(term), class: 'carrel-term' },
              h('dt', null, h('dfn', null, term)),
              text(definition) && h('dd', null, definition),
              names.length > 0 &&
                h('dd', { class: 'carrel-aka' }, t.alsoKnownAs, ' ', h('i', null, names.join(', '))),
            );
          }),
        ),
      ),
  ];
}
