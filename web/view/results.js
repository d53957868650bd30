/** The list of articles and everything said about it. */

import { isFiltered } from './active.js';
import { h } from './dom.js';
import { ARROW, button, heading, icon, joined, marked, time, unseen } from './pieces.js';

/**
 * @typedef {import('./model.js').Answered} Model
 * @typedef {import('./model.js').Hit} Hit
 */

/** @param {Model} m @param {Hit} hit */
function meta({ t, format }, hit) {
  return h(
    'p',
    { class: 'meta' },
    joined(
      [
        hit.date && time(hit.date, format),
        hit.authors.length > 0 &&
          h('span', null, t.postedBy, ' ', h('span', { class: 'author' }, hit.authors.join(', '))),
        h('span', null, t.minutes(hit.minutes)),
      ].filter(Boolean),
      () => h('span', { class: 'dot', 'aria-hidden': 'true' }, '·'),
    ),
  );
}

/** @param {Model} m @param {Hit} hit */
function item(m, hit) {
  const aka = hit.alsoKnownAs ?? (hit.synonym && { text: hit.synonym, ranges: [] });
  const { section } = hit;
  const picture = hit.image && m.address(hit.image.src, hit.url);
  const link = {
    href: m.href(hit.slug, hit.url, section?.id),
    'data-slug': hit.slug,
    onClick: (/** @type {MouseEvent} */ event) => m.on.open(event, hit.slug, hit.url, section?.id),
  };
  return h(
    'li',
    { key: hit.slug },
    h(
      'article',
      { class: 'hit', part: 'hit' },
      h(
        'div',
        { class: 'words' },
        heading(m.level + 2, { class: 'title' }, h('a', link, marked(hit.title, hit.titleRanges))),
        meta(m, hit),
        aka && h('p', { class: 'aka' }, m.t.alsoKnownAs, ' ', h('i', null, marked(aka.text, aka.ranges))),
        section &&
          h(
            'p',
            { class: 'section' },
            unseen(m.t.section),
            joined(section.path, () => h('span', { class: 'dot', 'aria-hidden': 'true' }, ' › ')),
          ),
        hit.excerpt.text && h('p', { class: 'excerpt' }, marked(hit.excerpt.text, hit.excerpt.ranges)),
        h('a', { ...link, class: 'more' }, m.t.more, unseen(m.t.moreAbout(hit.title)), icon(ARROW, 'turns')),
      ),
      // A small picture says nothing that the article does not: no placeholder stands for it.
      picture &&
        m.welcome(picture) &&
        h('img', {
          class: 'thumb',
          referrerpolicy: 'no-referrer',
          loading: 'lazy',
          decoding: 'async',
          src: picture,
          alt: '',
          width: hit.image?.width || undefined,
          height: hit.image?.height || undefined,
        }),
    ),
  );
}

/** Says what was understood when it was not what was asked. @param {Model} m */
function Notice({ answer, t, format, on }) {
  if (!answer.total) return null;
  const { corrected, relaxed, synonyms } = answer;
  if (synonyms.length) {
    const names = [...new Set(synonyms.map(({ name }) => name))].map((name) => h('i', null, name));
    return h(
      'p',
      { class: 'notice' },
      t.alsoSearched,
      ' ',
      joined(names, () => ', '),
      '.',
    );
  }
  if (corrected)
    return h(
      'p',
      { class: 'notice' },
      t.notFound(corrected.from),
      ' ',
      t.showingFor,
      ' ',
      button({ class: 'link', onClick: () => on.search(corrected.query) }, corrected.to),
      ' (',
      format.number(corrected.total),
      ').',
    );
  return relaxed[0] ? h('p', { class: 'notice' }, t.relaxed[relaxed[0]]) : null;
}

/** An empty list is never an end: every way on carries the number of articles it leads to. @param {Model} m */
function Empty(m) {
  const { answer, t, format, on, state } = m;
  const { corrected } = answer;
  /** @param {string} key @param {any} label @param {number} total @param {() => void} onClick */
  const way = (key, label, total, onClick) =>
    h(
      'li',
      { key },
      button(
        { class: 'way', onClick },
        label,
        h('span', { class: 'number' }, t.articles(total, format.number(total))),
      ),
    );
  const ways = m.rescues.map(({ label, total, without }) =>
    way(label, label, total, () => (without ? on.remove(without) : on.clearWords())),
  );
  if (corrected?.total) {
    const { to, query, total } = corrected;
    const label = h('span', null, t.didYouMean, ' ', h('b', null, to), '?');
    ways.unshift(way('corrected', label, total, () => on.search(query)));
  }
  const filtered = isFiltered(state);
  const asked = state.q || filtered;
  return h(
    'div',
    { class: 'empty' },
    h('p', { class: 'lead' }, asked ? t.noneFor(state.q, filtered) : t.noneYet),
    ways.length > 0 && [h('p', null, t.wayOn), h('ul', { role: 'list' }, ways)],
    asked && button({ class: 'button', onClick: on.clearAll }, t.clearAll),
  );
}

/** @param {Model} m */
export function Results(m) {
  const { answer, t, format, on, level } = m;
  const shown = answer.hits.length;
  return h(
    'section',
    { class: 'results', 'aria-labelledby': 'list', 'aria-busy': Boolean(m.busy) },
    heading(level + 1, { id: 'list', class: 'unseen', tabindex: -1 }, t.articlesHeading),
    Notice(m),
    shown
      ? h(
          'ul',
          { role: 'list', class: 'list', part: 'list' },
          answer.hits.map((hit) => item(m, hit)),
        )
      : Empty(m),
    shown > 0 &&
      shown < answer.total &&
      h(
        'div',
        { class: 'paging' },
        button({ class: 'button', part: 'more', onClick: on.more }, t.loadMore),
        h('span', { class: 'number' }, t.shownOf(format.number(shown), format.number(answer.total))),
      ),
  );
}
