/** The whole of the shadow tree. One pure function of the model. */

import { activeFilters, Chips } from './active.js';
import { h } from './dom.js';
import { Filters } from './filters.js';
import { BACK, heading, helpList, icon } from './pieces.js';
import { number, records, text } from './plain.js';
import { Results } from './results.js';
import { SearchBox } from './search-box.js';

/**
 * @typedef {import('./model.js').Model} Model
 * @typedef {import('./model.js').Answered} Answered
 */

/** Never hidden, never behind an interaction, first in the order of reading. @param {Model} m */
function HelpNotice(m) {
  const { t } = m;
  if (!records(m.help).length) return null;
  return h(
    'aside',
    { class: 'help', part: 'help', 'aria-label': t.help },
    h('p', { class: 'help-title' }, t.help),
    helpList(m),
  );
}

/** @param {Model} m */
function Topics(m) {
  const topics = records(m.topics);
  if (!topics.length) return null;
  return h(
    'nav',
    { class: 'topics', 'aria-label': m.t.topics },
    h(
      'ul',
      { role: 'list' },
      topics.map(({ slug, title, articles }) =>
        h(
          'li',
          { key: text(slug) },
          h(
            'a',
            {
              href: m.topicHref(text(slug)),
              onClick: (/** @type {MouseEvent} */ event) => m.on.topic(event, text(slug)),
            },
            title,
            h('span', { class: 'number' }, m.format.number(articles)),
          ),
        ),
      ),
    ),
  );
}

/** @param {Answered} m */
function SortBy({ answer, state, t, on }) {
  const choices = /** @type {('relevance' | 'new' | 'old' | 'title')[]} */ (['new', 'old', 'title']);
  // Without words there is nothing to be relevant to.
  if (state.q) choices.unshift('relevance');
  return h(
    'label',
    { class: 'sort' },
    h('span', null, t.sort),
    h(
      'select',
      {
        value: answer.sort,
        onChange: (/** @type {Event} */ event) =>
          on.sort(/** @type {HTMLSelectElement} */ (event.target).value),
      },
      choices.map((s) => h('option', { key: s, value: s }, t.sorts[s])),
    ),
  );
}

/** @param {Answered} m */
function columns(m) {
  const { answer, t, format } = m;
  const total = number(answer.total);
  const filters = activeFilters(m);
  const column = Filters(m, filters.length);
  const list = h(
    'div',
    { key: 'list', class: 'list-column' },
    h(
      'div',
      { class: 'toolbar' },
      h('p', { id: 'count', class: 'count' }, t.articles(total, format.number(total))),
      SortBy(m),
    ),
    Chips(m, filters),
    Results(m),
  );
  // The order of the tree is the order of the page, so that the focus moves as the eye does.
  return h('div', { class: 'columns' }, m.narrow ? [column, list] : [list, column]);
}

/** @param {Model} m */
export function App(m) {
  const { t, reading, missing, on } = m;
  const away = Boolean(reading || missing);
  return h(
    'div',
    {
      class: ['root', ...m.classes, m.state.q && 'worded', m.busy && 'busy'].filter(Boolean).join(' '),
    },
    m.error &&
      h(
        'div',
        { class: 'error', role: 'alert' },
        h('p', null, h('b', null, m.failure), ' ', m.error),
        h('button', { type: 'button', class: 'button', onClick: on.retry }, m.boot.retry),
      ),
    HelpNotice(m),
    h(
      'div',
      { class: 'browse', hidden: away },
      m.foreignTopic &&
        h(
          'a',
          {
            class: 'back',
            href: m.topicHref(''),
            onClick: (/** @type {MouseEvent} */ event) => on.topic(event, ''),
          },
          icon(BACK, 'turns'),
          t.allTopics,
        ),
      h('slot', { name: 'carrel-topic' }),
      m.clampable &&
        h(
          'button',
          {
            type: 'button',
            class: 'quiet unclamp',
            'aria-expanded': m.unfolded.has('introduction'),
            onClick: () => on.unfold('introduction'),
          },
          m.unfolded.has('introduction') ? t.readLess : t.readMore(text(m.title)),
        ),
      Topics(m),
      SearchBox(m),
      m.answer && columns(/** @type {Answered} */ (m)),
    ),
    away &&
      h(
        'div',
        { class: 'reader', part: 'reader' },
        h('a', { class: 'back', href: m.href('', ''), onClick: on.close }, icon(BACK, 'turns'), t.back),
        m.reading?.bar(m),
        reading
          ? h('slot', { name: 'carrel-article' })
          : heading(m.level, { class: 'lead', tabindex: -1 }, t.noArticle(missing)),
      ),
  );
}
