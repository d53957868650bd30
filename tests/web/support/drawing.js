/**
 * @file Draws what came out of a bundle the way a page does, into a small DOM, and judges what stands there. The one place of these tests
 * that knows how views become nodes.
 */
import { parseHTML } from 'linkedom';
import { EMPTY } from '../../../web/state.js';
import { toDom } from '../../../web/stream.js';
import { bootStrings } from '../../../web/strings/boot.js';
import { speak } from '../../../web/strings/index.js';
import { App } from '../../../web/view/app.js';
import { ArticlePage } from '../../../web/view/article.js';
import { render } from '../../../web/view/dom.js';
import { formats } from '../../../web/view/formats.js';
import { FoundBar } from '../../../web/view/found-bar.js';
import { safe } from '../../../web/view/pieces.js';
import { TopicPage } from '../../../web/view/topic.js';
import { faultsOfArticle, faultsOfOwn } from '../../browser/allow-list.js';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const { t } = speak('en');
const format = formats('en');
const nothing = () => {};
const on = new Proxy({}, { get: () => nothing });

/** Draws views into an element of their own. @param {any} views @returns {any} the element */
function drawn(views) {
  const root = /** @type {any} */ (document.createElement('main'));
  render(views, root);
  return root;
}

/** @param {any} stream @param {Element} root */
const fill = (stream, root) =>
  void toDom(stream, root, { base: 'https://site.example/', prefix: 'carrel-', words: {} });

/**
 * @typedef {object} Seen what a bundle has answered
 * @property {any} info @property {any} [answer] to a list @property {any} [suggestions]
 * @property {any} [article] @property {any} [stream] its text
 */

/** The model of the views (web/view/model.js), as web/stage.js fills it. @param {Seen} seen @returns {any} */
function modelOf({ info, answer = null, suggestions = [] }) {
  return {
    ...{ state: { ...EMPTY, q: answer?.query ?? '', in: ['support'] }, answer, reading: null, missing: '' },
    ...{ busy: false, error: '', text: 'opio', unfolded: new Set(['filters']), rescues: [] },
    ...{ help: info.help, title: info.site.title, topics: info.topics, foreignTopic: false },
    ...{ clampable: false, narrow: false, asked: false, classes: ['wide'], level: 2, t, format },
    ...{ boot: bootStrings('en'), on, suggests: true, suggestions, active: -1, found: null },
    href: (/** @type {string} */ slug, /** @type {string} */ url, at = '') =>
      safe(url) || `?read=${encodeURIComponent(slug)}&at=${encodeURIComponent(at)}`,
    topicHref: (/** @type {string} */ slug) => `?topic=${encodeURIComponent(slug)}`,
    address: (/** @type {string} */ src, /** @type {string} */ url) => {
      try {
        const { href } = new URL(src, new URL(url ?? '', 'https://site.example/'));
        return /^https?:/.test(href) ? href : '';
      } catch {
        return '';
      }
    },
    welcome: () => true,
    hold: () => document.createElement('span'),
    introduce: (/** @type {Element} */ root, /** @type {any} */ stream) => fill(stream, root),
  };
}

/** Where the texts of authors stand, as elements of their own choice. */
const AUTHORED = '.carrel-introduction *, .carrel-body *';

/**
 * Draws the list, every topic and the opened article.
 * @param {Seen} seen @returns {string[]} elements and attributes that may not be there, and text that shows an object
 */
export function faultsOfDrawing(seen) {
  const { info, article, stream } = seen;
  const m = modelOf(seen);
  const roots = [drawn(App(m))];
  for (const { title, introduction, terms = [] } of info.topics) {
    const introduce = introduction?.text
      ? (/** @type {Element} */ root) => m.introduce(root, introduction)
      : null;
    roots.push(drawn(TopicPage({ title, introduction: introduce, terms, level: 2, id: 'carrel-', t })));
  }
  if (article && stream) {
    const reading = {
      page: ArticlePage,
      bar: FoundBar,
      article,
      outline: stream.outline,
      truncated: stream.truncated,
      comesInSlices: false,
      isLong: false,
      whole: Promise.resolve(),
      body: (/** @type {Element} */ root) => fill(stream, root),
    };
    roots.push(
      drawn(ArticlePage({ m: { ...m, reading }, reading, id: 'carrel-' })),
      drawn(App({ ...m, reading })),
    );
  }
  const faults = [];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*'))
      faults.push(...(element.matches(AUTHORED) ? faultsOfArticle(element) : faultsOfOwn(element)));
    if (/\[object |undefined|NaN/.test(root.textContent)) faults.push('an object or nothing as text');
  }
  return faults;
}
