/** An opened article: light DOM, so that the site's typography, print, translation and reader modes work on it. */
import { h } from './dom.js';
import { heading, joined, OUTWARD, safe, time, WORTH_LISTING } from './pieces.js';
import { number, records, text, texts } from './plain.js';
import { filled } from './topic.js';

/** @typedef {import('./model.js').Author} Author */

/** @param {Author} author */
const person = ({ name, url, credentials }) =>
  h(
    'span',
    { key: text(name) },
    safe(url) ? h('a', { href: url, rel: `author ${OUTWARD}` }, name) : name,
    text(credentials) && h('span', { class: 'carrel-credentials' }, ', ', credentials),
  );

/** A table of contents that is longer is no help to find anything, and takes as long to lay out as an article. */
const LISTED_AT_MOST = 200;

/**
 * The headings of the two highest levels; of the highest alone, or the first of them, where those are too many to be listed.
 * @param {import('./model.js').Heading[]} outline
 */
function listed(outline) {
  const highest = outline.reduce((least, { level }) => Math.min(least, number(level)), Infinity);
  const upTo = (/** @type {number} */ level) => outline.filter((entry) => number(entry.level) <= level);
  const both = upTo(highest + 1);
  const entries = both.length > LISTED_AT_MOST ? upTo(highest) : both;
  return {
    highest,
    entries: entries.slice(0, LISTED_AT_MOST),
    more: Math.max(0, entries.length - LISTED_AT_MOST),
  };
}

/** @param {import('./model.js').Heading[]} outline @param {import('./model.js').Model} m */
function contents(outline, { t, format }) {
  const { highest, entries, more } = listed(outline);
  const label = t.contents;
  return h(
    'nav',
    { class: 'carrel-contents', 'aria-label': label },
    h('p', { class: 'carrel-contents-title', 'aria-hidden': 'true' }, label),
    h(
      'ol',
      null,
      entries.map((entry) =>
        h(
          'li',
          { key: text(entry.id), class: number(entry.level) > highest ? 'carrel-deeper' : undefined },
          h('a', { href: `#${text(entry.id)}` }, entry.text),
        ),
      ),
    ),
    more > 0 && h('p', { class: 'carrel-contents-more' }, t.moreSections(format.number(more))),
  );
}

/** @param {import('./model.js').Source[]} sources @param {number} level @param {import('./model.js').Model} m */
function sourceList(sources, level, { t, format }) {
  return h(
    'section',
    { class: 'carrel-sources' },
    heading(level + 1, {}, t.sources),
    h(
      'ol',
      null,
      sources.map(({ title, url, publisher, date }) =>
        h(
          'li',
          { key: text(title) },
          safe(url) ? h('a', { href: url, rel: OUTWARD }, title) : title,
          text(publisher) && [', ', publisher],
          text(date) && [', ', time(text(date), format)],
        ),
      ),
    ),
  );
}

/** They open here, in the widget. @param {import('./model.js').Article['related']} others @param {import('./model.js').Model} m */
const relatedList = (others, { t, level, href, on }) =>
  h(
    'nav',
    { class: 'carrel-related', 'aria-label': t.related },
    heading(level + 1, {}, t.related),
    h(
      'ul',
      null,
      others.map(({ slug, title }) =>
        h(
          'li',
          { key: text(slug) },
          h(
            'a',
            {
              href: href(text(slug), ''),
              onClick: (/** @type {MouseEvent} */ event) => on.open(event, text(slug), ''),
            },
            title,
          ),
        ),
      ),
    ),
  );

/**
 * Who vouches for the text, and when; at the end, beside the sources, where health publishers found that it is read.
 * @param {import('./model.js').Article} article @param {import('./model.js').Model} m
 */
function review(article, { t, format }) {
  const by = article.reviewed_by;
  /** @type {[string, any][]} */
  const rows = [
    [t.reviewedBy, by && (typeof by === 'object' ? person(by) : text(by))],
    [t.lastReviewed, text(article.last_reviewed) && time(article.last_reviewed, format)],
    [t.nextReview, text(article.next_review) && time(article.next_review, format)],
  ];
  const known = rows.filter(([, value]) => value);
  if (!known.length) return null;
  return h(
    'dl',
    { class: 'carrel-review' },
    known.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value))),
  );
}

/** @param {{ m: import('./model.js').Model, reading: import('./model.js').Reading, id: string }} props */
export function ArticlePage({ m, reading, id }) {
  const { body, isLong, outline, truncated } = reading;
  const article = reading.article ?? {};
  const { t, format, level } = m;
  const { image } = article;
  const picture = image && m.address(text(image.src), text(article.url));
  const [alt, width, height] = [
    text(image?.alt),
    number(image?.width) || undefined,
    number(image?.height) || undefined,
  ];
  const names = texts(article.also_known_as);
  const authors = records(article.authors);
  const headings = records(outline);
  const [sources, related] = [records(article.sources), records(article.related)];
  const facts = [
    text(article.date) && time(article.date, format),
    authors.length > 0 &&
      h(
        'span',
        null,
        t.postedBy,
        ' ',
        joined(authors.map(person), () => ', '),
      ),
    text(article.updated) && h('span', null, t.updated, ' ', time(article.updated, format)),
    h('span', null, t.minutes(number(article.minutes))),
  ].filter(Boolean);
  return [
    h(
      'header',
      { class: 'carrel-article-head' },
      heading(level, { class: 'carrel-article-title', id: `${id}article`, tabindex: -1 }, article.title),
      h(
        'p',
        { class: 'carrel-byline' },
        joined(facts, () => h('span', { class: 'carrel-dot', 'aria-hidden': 'true' }, ' · ')),
      ),
      names.length > 0 && h('p', { class: 'carrel-aka' }, t.alsoKnownAs, ' ', h('i', null, names.join(', '))),
    ),
    headings.length >= WORTH_LISTING && contents(headings, m),
    h(
      'div',
      { class: 'carrel-article-main' },
      picture &&
        (m.welcome(picture)
          ? h('img', {
              class: 'carrel-figure',
              referrerpolicy: 'no-referrer',
              alt,
              width,
              height,
              src: picture,
            })
          : h('p', {
              key: picture,
              ref: filled((root) => root.append(m.hold({ alt, width, height }, picture))),
            })),
      h('div', {
        key: text(article.slug),
        class: isLong ? 'carrel-body carrel-long' : 'carrel-body',
        ref: filled(body),
      }),
      truncated && h('p', { class: 'carrel-truncated' }, t.truncated),
      sources.length > 0 && sourceList(sources, level, m),
      review(article, m),
      related.length > 0 && relatedList(related, m),
    ),
  ];
}
