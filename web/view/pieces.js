/** Small things that several views share. */
import { h } from './dom.js';
import { list, records, text } from './plain.js';

/** @typedef {import('./model.js').Ranges} Ranges */

/**
 * A text with its ranges marked. Ranges come from the engine, sorted and apart; what is no range marks nothing.
 * @param {string} given @param {Ranges} [ranges]
 */
export function marked(given, ranges) {
  const whole = text(given);
  /** @type {any[]} */
  const parts = [];
  let at = 0;
  for (const range of list(ranges)) {
    const [from, to] = list(range);
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < at || to <= from) continue;
    parts.push(whole.slice(at, from), h('mark', null, whole.slice(from, to)));
    at = to;
  }
  parts.push(whole.slice(at));
  return parts;
}

/**
 * An address from the bundle, or nothing when it is not one that a link may have.
 * @param {unknown} url @returns {string | undefined}
 */
export function safe(url) {
  if (!url || typeof url !== 'string') return undefined;
  try {
    return /^(https?|mailto|tel|sms):$/.test(new URL(url, 'https://page.invalid').protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The `rel` of every link to an address of the bundle: where the reader of a health article comes from is nobody's business. */
export const OUTWARD = 'noopener noreferrer';

/** Fewer headings than this need no table of contents. */
export const WORTH_LISTING = 3;

/** Text for screen readers alone. @param {string} text */
export const unseen = (text) => h('span', { class: 'unseen' }, text);

/**
 * A heading of any level; deeper than six there is none.
 * @param {number} level @param {{ class?: string, id?: string, tabindex?: number }} props @param {...any} children
 */
export function heading(level, { class: name, id, tabindex }, ...children) {
  if (level <= 1) return h('h1', { class: name, id, tabindex }, children);
  if (level === 2) return h('h2', { class: name, id, tabindex }, children);
  if (level === 3) return h('h3', { class: name, id, tabindex }, children);
  if (level === 4) return h('h4', { class: name, id, tabindex }, children);
  if (level === 5) return h('h5', { class: name, id, tabindex }, children);
  return h('h6', { class: name, id, tabindex }, children);
}

/** @param {string} path @param {string} [name] */
export const icon = (path, name = '') =>
  h('svg', { class: `icon ${name}`, viewBox: '0 0 20 20', 'aria-hidden': 'true' }, h('path', { d: path }));

export const CROSS = 'M5 5l10 10M15 5L5 15';
export const GLASS = 'M13.5 13.5L18 18M15 8.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0z';
export const ARROW = 'M3 10h13M11 5l5 5l-5 5';
export const BACK = 'M17 10H4M9 5l-5 5l5 5';
export const UP = 'M4 13l6-6l6 6';
export const DOWN = 'M4 7l6 6l6-6';
export const PLUS = 'M10 5v10M5 10h10';
export const MINUS = 'M5 10h10';
export const SLIDERS = 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4';

/**
 * A civil date as an element. @param {string} civil @param {import('./model.js').Formats} format
 */
export const time = (civil, format) => h('time', { datetime: civil }, format.date(civil));

/**
 * Help notices: a name, ways to reach it, a sentence, the day it was checked.
 * @param {Pick<import('./model.js').Model, 'help' | 't' | 'format'>} m @param {string} [prefix] of the classes, in the tree of the page
 */
export const helpList = ({ help, t, format }, prefix = '') =>
  h(
    'ul',
    { role: 'list', class: `${prefix}help-list` },
    records(help).map(({ region, label, text: words, tel, url, verified }, i) =>
      h(
        'li',
        { key: i },
        h('b', null, text(label) || text(region)),
        h(
          'span',
          { class: `${prefix}help-ways` },
          text(tel) && h('a', { href: `tel:${text(tel).replace(/[^\d+*#]/g, '')}` }, tel),
          safe(url) &&
            h('a', { href: url, rel: OUTWARD }, text(url).replace(/^https?:\/\/(www\.)?|\/.*$/g, '') || url),
        ),
        text(words) && h('span', null, words),
        text(verified) && h('small', null, t.helpVerified(format.date(text(verified)))),
      ),
    ),
  );

/**
 * A list of nodes with something between them. @param {any[]} nodes @param {() => any} between
 */
export const joined = (nodes, between) => nodes.flatMap((node, i) => (i ? [between(), node] : [node]));
