/**
 * @file What may stand in a page that shows Carrel, written down from docs/stream.md and docs/markdown.md, not from the code: the second opinion by which
 * the tests judge every node. Runs in Node and in any browser; a change of what articles may hold is a change of this file.
 */

/** Elements that an article or an introduction may be made of. */
export const ELEMENTS = new Set(
  `p h1 h2 h3 h4 h5 h6 blockquote ul ol li hr pre code table thead tbody tfoot tr th td caption em strong del mark sup sub a img br
  input section div span dl dt dd b i u s strike ins small q cite dfn abbr kbd samp var tt time bdi bdo ruby rt rp wbr picture source
  details summary figure figcaption`.split(/\s+/),
);

/** Schemes after the browser's own parser has resolved the address. @type {Record<string, RegExp>} */
export const SCHEMES = {
  href: /^(https?|mailto|tel):$/,
  src: /^https?:$/,
  cite: /^https?:$/,
  srcset: /^https?:$/,
};

/** Every id and every anchor's target of ours begins with it. */
export const PREFIX = 'carrel-';

const CLASSES = new Set(
  `admonition admonition-title note tip important warning caution task align-left align-center align-right footnotes footnote-ref
  footnote-back block-title prefix care care-non-urgent care-urgent care-emergency do dont definition references help display`
    .split(/\s+/)
    .map((name) => `carrel-${name}`),
);
const LANGUAGE = /^[a-z0-9+#-]{1,32}$/;

/** @param {string} value */
const classes = (value) =>
  value.split(' ').every((name) => CLASSES.has(name) || /^language-[a-z0-9+#-]{1,32}$/.test(name));
const size = /^\d{1,4}%?$/;
const words = /^/;
const empty = /^$/;

/**
 * Attributes of article elements: on which, and what their values look like. Addresses are judged by SCHEMES besides.
 * @type {Record<string, { on?: string, value: RegExp | ((value: string) => boolean) }>}
 */
export const ATTRIBUTES = {
  href: { on: 'a', value: words },
  rel: { on: 'a', value: /^noopener noreferrer$/ },
  src: { on: 'img', value: words },
  srcset: { on: 'img source', value: words },
  media: { on: 'source', value: words },
  alt: { on: 'img', value: words },
  loading: { on: 'img', value: /^lazy$/ },
  referrerpolicy: { on: 'img', value: /^no-referrer$/ },
  title: { value: words },
  id: { value: (value) => value.startsWith(PREFIX) && !/\s/.test(value) },
  class: { value: classes },
  role: { value: /^(note|doc-(noteref|endnotes|backlink))$/ },
  // No author's words: every one that Carrel adds is one of these.
  'aria-label': { value: /^(Completed task|Incomplete task|Back to text)$/ },
  type: { on: 'input source ol', value: /^(checkbox|[\w.+-]+\/[\w.+-]+|[1aAiI])$/ },
  disabled: { on: 'input', value: empty },
  checked: { on: 'input', value: empty },
  start: { on: 'ol', value: /^-?\d{1,9}$/ },
  reversed: { on: 'ol', value: empty },
  value: { on: 'li', value: /^-?\d{1,9}$/ },
  scope: { on: 'th', value: /^(col|row)(group)?$/ },
  colspan: { on: 'th td', value: /^[1-9]\d{0,2}$/ },
  rowspan: { on: 'th td', value: /^[1-9]\d{0,2}$/ },
  width: { on: 'img source', value: size },
  height: { on: 'img source', value: size },
  open: { on: 'details', value: empty },
  datetime: { on: 'time ins del', value: words },
  cite: { on: 'blockquote q ins del', value: words },
  lang: { value: /^[A-Za-z0-9-]{1,35}$/ },
  dir: { value: /^(ltr|rtl|auto)$/ },
  'data-language': { on: 'pre code', value: LANGUAGE },
  'data-region': { on: 'div section', value: /^[A-Z]{2}$/ },
};

/** Elements of the widget itself, around what authors wrote. */
export const OWN_ELEMENTS = new Set(
  `div section article header nav aside main p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a span b i small mark dfn time img slot form label
  input button select option fieldset legend svg path rect`.split(/\s+/),
);

/** Attributes of the widget itself. What they hold is ours, but for addresses, words and the slugs that bear a name of an author's. */
export const OWN_ATTRIBUTES = new Set(
  `class part role id for slot tabindex hidden title href src alt width height loading decoding referrerpolicy rel lang datetime type value checked selected
  placeholder autocomplete autocapitalize spellcheck enterkeyhint maxlength name data-slug min max step viewBox preserveAspectRatio d x y
  aria-label aria-labelledby aria-describedby aria-hidden aria-busy aria-expanded aria-controls aria-autocomplete aria-activedescendant
  aria-selected aria-pressed aria-live aria-atomic`.split(/\s+/),
);

const SVG = /^(svg|path|rect)$/;

/** The addresses in an attribute: a list of candidates in `srcset`. @param {string} name @param {string} value */
function addresses(name, value) {
  if (name !== 'srcset') return [value];
  return value
    .split(',')
    .map((candidate) => candidate.trim().split(/\s+/)[0])
    .filter(Boolean);
}

/** Is each of the addresses one that may be followed? @param {string} name @param {string} value @param {string} base */
function leadsSomewhereAllowed(name, value, base) {
  return addresses(name, value).every((address) => {
    try {
      return SCHEMES[name]?.test(new URL(address, base).protocol);
    } catch {
      // The browser cannot make an address of it either.
      return true;
    }
  });
}

/**
 * What is wrong with one element that came out of an author's text.
 * @param {Element} element @returns {string[]}
 */
export function faultsOfArticle(element) {
  const tag = element.localName;
  // The widget's way to a heading's address: it has no words, and no author's class is called like it.
  if (element.matches('a.carrel-anchor:empty[href^="#carrel-"]')) return faultsOfOwn(element);
  const { namespaceURI, baseURI } = element;
  if (namespaceURI !== 'http://www.w3.org/1999/xhtml' || !ELEMENTS.has(tag)) return [`element ${tag}`];
  const faults = [];
  for (const { name, value } of element.attributes) {
    const rule = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : null;
    const fits = rule && (typeof rule.value === 'function' ? rule.value(value) : rule.value.test(value));
    if (!rule || (rule.on && !rule.on.split(' ').includes(tag)) || !fits)
      faults.push(`attribute ${tag} ${name}`);
    else if (Object.hasOwn(SCHEMES, name) && !leadsSomewhereAllowed(name, value, baseURI))
      faults.push(`scheme ${tag} ${name}`);
  }
  if (tag === 'input' && !(element.hasAttribute('disabled') && element.getAttribute('type') === 'checkbox'))
    faults.push('an input that is no disabled checkbox');
  if (tag === 'img' && element.getAttribute('referrerpolicy') !== 'no-referrer')
    faults.push('a picture that tells where it is shown');
  return faults;
}

/** What is wrong with one element of the widget's own. @param {Element} element @returns {string[]} */
export function faultsOfOwn(element) {
  const tag = element.localName;
  const { namespaceURI, baseURI } = element;
  const expected = SVG.test(tag) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
  if (namespaceURI !== expected || !OWN_ELEMENTS.has(tag)) return [`element ${tag}`];
  const faults = [];
  for (const { name, value } of element.attributes) {
    if (!OWN_ATTRIBUTES.has(name)) faults.push(`attribute ${tag} ${name}`);
    // The widget's help notices may be sent a text message as well.
    else if (
      Object.hasOwn(SCHEMES, name) &&
      !leadsSomewhereAllowed(name, value, baseURI) &&
      !/^sms:/i.test(value)
    )
      faults.push(`scheme ${tag} ${name}`);
  }
  if (tag === 'img' && element.getAttribute('referrerpolicy') !== 'no-referrer')
    faults.push('a picture that tells where it is shown');
  return faults;
}
