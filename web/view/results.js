/** The list of articles and everything said about it. */

import { activeFilters } from './active.js';
import { h } from './dom.js';
import { ARROW, heading, icon, joined, marked, OUTWARD, safe, time, unseen } from './pieces.js';
import { list, number, records, text, texts } from './plain.js';

/**
 * @typedef {import('./model.js').Answered} Model
 * @typedef {import('./model.js').Hit} Hit
 */

/** @param {Model} m @param {Hit} hit */
function meta({ t, format }, hit) {
  const authors = texts(hit.authors);
  return h(
    'p',
    { class: 'meta' },
    joined(
      [
        text(hit.date) && time(hit.date, format),
        authors.length > 0 &&
          h('span', null, t.postedBy, ' ', h('span', { class: 'author' }, authors.join(', '))),
        h('span', null, t.minutes(number(hit.minutes))),
      ].filter(Boolean),
      () => h('span', { class: 'dot', 'aria-hidden': 'true' }, '·'),
    ),
  );
}

/** @param {Model} m @param {Hit} hit */
function item(m, hit) {
  const aka = hit.alsoKnownAs ?? (hit.synonym && { text: hit.synonym, ranges: [] });
  const { section, image, excerpt } = hit;
  const [slug, url, at] = [text(hit.slug), text(hit.url), text(section?.id)];
  const picture = !m.unpictured && image && m.address(text(image.src), url);
  const href = m.href(slug, url, at);
  const rel = safe(url) ? OUTWARD : null;
  const open = (/** @type {MouseEvent} */ event) => m.on.open(event, slug, url, at);
  return h(
    'li',
    { key: slug },
    h(
      'article',
      { class: 'hit', part: 'hit' },
      h(
        'div',
        { class: 'words' },
        heading(
          m.level + 2,
          { class: 'title' },
          h('a', { href, rel, 'data-slug': slug, onClick: open }, marked(hit.title, hit.titleRanges)),
        ),
        meta(m, hit),
        aka && h('p', { class: 'aka' }, m.t.alsoKnownAs, ' ', h('i', null, marked(aka.text, aka.ranges))),
        section &&
          h(
            'p',
            { class: 'section' },
            unseen(m.t.section),
            joined(texts(section.path), () => h('span', { class: 'dot', 'aria-hidden': 'true' }, ' › ')),
          ),
        text(excerpt?.text) && h('p', { class: 'excerpt' }, marked(excerpt.text, excerpt.ranges)),
        h(
          'a',
          { href, rel, 'data-slug': slug, class: 'more', onClick: open },
          m.t.more,
          unseen(m.t.moreAbout(text(hit.title))),
          icon(ARROW, 'turns'),
        ),
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
          width: number(image?.width) || undefined,
          height: number(image?.height) || undefined,
        }),
    ),
  );
}

/** Says what was understood when it was not what was asked. @param {Model} m */
function Notice({ answer, t, format, on }) {
  if (!answer.total) return null;
  const { corrected, relaxed } = answer;
  const synonyms = records(answer.synonyms).map(({ name }) => text(name));
  if (synonyms.length) {
    const names = [...new Set(synonyms)].map((name) => h('i', null, name));
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
      t.notFound(text(corrected.from)),
      ' ',
      t.showingFor,
      ' ',
      h('button', { type: 'button', class: 'link', onClick: () => on.search(corrected.query) }, corrected.to),
      ' (',
      format.number(corrected.total),
      ').',
    );
  const [first] = list(relaxed);
  return first ? h('p', { class: 'notice' }, t.relaxed[/** @type {'words'} */ (text(first))]) : null;
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
      h(
        'button',
        { type: 'button', class: 'way', onClick },
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
  const filtered = activeFilters(m).length > 0;
  const asked = state.q || filtered;
  // Nothing that a reader may change but the topic would bring an article.
  if (m.missingTopic)
    return h('div', { class: 'empty' }, h('p', { class: 'lead' }, t.noTopic(m.missingTopic)));
  return h(
    'div',
    { class: 'empty' },
    h('p', { class: 'lead' }, asked ? t.noneFor(state.q, filtered) : t.noneYet),
    ways.length > 0 && [h('p', null, t.wayOn), h('ul', { role: 'list' }, ways)],
    asked && h('button', { type: 'button', class: 'button', onClick: on.clearAll }, t.clearAll),
  );
}

/** @param {Model} m */
export function Results(m) {
  const { answer, t, format, on, level } = m;
  const hits = records(answer.hits);
  const shown = hits.length;
  const total = number(answer.total);
  return h(
    'section',
    { class: 'results', 'aria-labelledby': 'list', 'aria-busy': Boolean(m.busy) },
    heading(level + 1, { id: 'list', class: 'unseen', tabindex: -1 }, t.articlesHeading),
    Notice(m),
    shown
      ? h(
          'ul',
          { role: 'list', class: 'list', part: 'list' },
          hits.map((hit) => item(m, hit)),
        )
      : Empty(m),
    shown > 0 &&
      shown < total &&
      h(
        'div',
        { class: 'paging' },
        h('button', { type: 'button', class: 'button', part: 'more', onClick: on.more }, t.loadMore),
        h('span', { class: 'number' }, t.shownOf(format.number(shown), format.number(total))),
      ),
  );
}
