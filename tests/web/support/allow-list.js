/**
 * @file What raw HTML may do in an article, as docs/markdown.md says it, written a second time: the tests pass what is
 * expected through this list, and what Carrel made through none.
 *
 * Addresses are judged by the parser of URLs that Node brings, not by ours.
 */
import { changed } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */
/** @typedef {import('./tree.js').Element} Element */

const words = (/** @type {string} */ list) => list.trim().split(/\s+/);

/** Elements that stay; of any other that is not in SILENT only what it holds stays. */
export const ELEMENTS = new Set(
  words(`
    h1 h2 h3 h4 h5 h6 p div blockquote pre hr br
    ol ul li dl dt dd
    table caption thead tbody tfoot tr th td
    figure figcaption details summary
    a img picture source
    b i strong em code tt ins del s strike u sup sub kbd q samp var
    abbr bdo bdi cite dfn mark small span time wbr ruby rt rp
  `),
);

/** Elements that vanish with all they hold. */
export const SILENT = new Set(words('script style iframe noembed noframes'));

/** Some of the others, for tests: their words stay. */
export const OTHER = words(`
  section article main nav aside header footer address center font big form fieldset legend button label textarea output
  option optgroup meter progress video audio canvas map hgroup search slot dialog data acronym blink marquee nobr menu
  menuitem dir title xmp x-card col-umn
`);

/**
 * What stands in the place of an attribute, or null for nothing.
 * @typedef {(value: string, element: Element) => [name: string, value: string] | null} Rule
 */

/** @param {string} name @param {RegExp} [pattern] @returns {Rule} */
const as =
  (name, pattern = /^/) =>
  (value) =>
    pattern.test(value) ? [name, value] : null;

/** @param {string} name @param {RegExp} schemes @returns {Rule} */
const address = (name, schemes) => (value) => {
  try {
    if (!schemes.test(new URL(value, 'https://carrel.invalid/').protocol)) return null;
  } catch {
    return null;
  }
  // Blanks around an address and line breaks in it mean nothing (URL standard 4.4).
  const meant = value.replace(/[\t\n\r]/g, '').replace(/^ +| +$/g, '');
  return [name, meant.replace(/[^\w~.+!*'(),%#@?=;:/&$-]/gu, encodeURIComponent)];
};
const LINK = /^(https?|mailto|tel):$/;
const FETCHED = /^https?:$/;
const NUMBER = /^-?\d{1,9}$/;
const LENGTH = /^\d{1,4}%?$/;
const COUNT = /^[1-9]\d{0,2}$/;

/** `a.png 1x, b.png 2x`, when every address may be fetched. @type {Rule} */
function images(value, element) {
  const judged = value.split(/,\s+/).map((candidate) => {
    const [url, ...descriptors] = candidate.trim().split(/\s+/);
    const src = descriptors.every((word) => /^[\d.]{1,8}[wx]$/.test(word))
      ? address('src', FETCHED)(url, element)
      : null;
    return src && [src[1].replaceAll(',', '%2C'), ...descriptors].join(' ');
  });
  return judged.every(Boolean) ? ['srcset', judged.join(', ')] : null;
}

/** @type {Rule} */
const prefixed = (value) => (/^\S+$/.test(value) ? ['id', `carrel-${value}`] : null);

/** By element, `*` for all. @type {Record<string, Record<string, Rule | undefined>>} */
export const ATTRIBUTES = {
  '*': {
    title: as('title'),
    lang: as('lang', /^[A-Za-z0-9-]{1,35}$/),
    dir: (value) => as('dir', /^(ltr|rtl|auto)$/)(value.toLowerCase(), /** @type {any} */ (null)),
    id: prefixed,
    align: (value) => as('align', /^(left|center|right)$/)(value.toLowerCase(), /** @type {any} */ (null)),
  },
  a: { href: address('href', LINK), name: prefixed },
  img: {
    src: address('src', FETCHED),
    srcset: images,
    alt: as('alt'),
    width: as('width', LENGTH),
    height: as('height', LENGTH),
  },
  source: {
    srcset: images,
    media: as('media'),
    type: as('type', /^[\w.+-]+\/[\w.+-]+$/),
    width: as('width', LENGTH),
    height: as('height', LENGTH),
  },
  td: { colspan: as('colspan', COUNT), rowspan: as('rowspan', COUNT) },
  th: {
    colspan: as('colspan', COUNT),
    rowspan: as('rowspan', COUNT),
    scope: as('scope', /^(col|row|colgroup|rowgroup)$/),
  },
  ol: { start: as('start', NUMBER), reversed: () => ['reversed', ''], type: as('type', /^[1aAiI]$/) },
  li: { value: as('value', NUMBER) },
  details: { open: () => ['open', ''] },
  time: { datetime: as('datetime') },
  ins: { datetime: as('datetime'), cite: address('cite', FETCHED) },
  del: { datetime: as('datetime'), cite: address('cite', FETCHED) },
  blockquote: { cite: address('cite', FETCHED) },
  q: { cite: address('cite', FETCHED) },
  // As Markdown itself makes of the info string of fenced code.
  code: { class: as('class', /^language-[a-z0-9+#-]{1,32}$/) },
};

/** What a tree loses on its way through the list. */
export const LOSSES = /** @type {const} */ ({
  comment: 'a comment, a declaration or an instruction',
  element: 'an element that is not allowed',
  silent: 'an element that vanishes with what it holds',
  attribute: 'an attribute that is not allowed there',
  address: 'an address with another scheme',
  language: 'a language of code that is no name',
});
/** @typedef {keyof typeof LOSSES} Loss */

/** @param {string} element @param {string} name @returns {Loss} */
function lossOf(element, name) {
  if (name === 'href' || name === 'src' || name === 'cite') return 'address';
  return element === 'code' && name === 'class' ? 'language' : 'attribute';
}

/** @param {Element} element @param {Set<Loss>} lost @returns {Record<string, string>} the attributes that stay, under the names they get */
function allowedAttributes(element, lost) {
  /** @type {Record<string, string>} */
  const kept = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    const rule = ATTRIBUTES[element.name]?.[name] ?? ATTRIBUTES['*'][name];
    const pair = rule?.(value, element);
    if (pair) kept[pair[0]] = pair[1];
    else lost.add(rule ? lossOf(element.name, name) : 'attribute');
  }
  return kept;
}

/** What GitHub makes of `[ ]`; raw HTML has no fields. @param {Element} element */
const isTask = ({ name, attributes }) =>
  name === 'input' && attributes.type === 'checkbox' && 'disabled' in attributes;

/**
 * What is left of a tree.
 * @param {Tree} tree
 * @param {Set<Loss>} [lost] is told what was lost
 * @returns {Tree}
 */
export const allowed = (tree, lost = new Set()) =>
  changed(tree, (element) => {
    const { name, children } = element;
    /** @param {Loss} loss @param {Tree} left */
    const losing = (loss, left) => {
      lost.add(loss);
      return left;
    };
    if (isTask(element)) return [element];
    if (name === '#comment') return losing('comment', []);
    if (SILENT.has(name)) return losing('silent', []);
    if (!ELEMENTS.has(name)) return losing('element', children);
    const attributes = allowedAttributes(element, lost);
    // A link that leads nowhere is none, and a picture that cannot be shown is its words.
    if (name === 'a' && 'href' in element.attributes && !('href' in attributes)) return children;
    if (name === 'img' && !attributes.src) return attributes.alt ? [attributes.alt] : [];
    return [{ name, attributes, children }];
  });
