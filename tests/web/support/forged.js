/**
 * @file Forgeries of JSON: in the place of each value another one, of another type. What a hostile host or module can write, and nobody
 * who packs content can.
 */

/** What runs where an object is taken for a view, whatever its framework calls its parts. */
const RUNS = 'globalThis.pwned = true';
const ELSEWHERE = 'https://elsewhere.invalid/';

/** @param {string} type @param {Record<string, string>} attributes */
const viewOf = (type, attributes) => ({
  // As Carrel's own views were until Preact took their place, under the names of the sources and of what was built of them.
  type,
  u: attributes,
  props: attributes,
  children: [],
  node: null,
  // As those of Preact are, as far as JSON can say it.
  key: null,
  ref: null,
  __k: null,
  __: null,
  __b: 0,
  __e: null,
  __c: null,
  constructor: null,
  __v: 1,
  __i: -1,
  __u: 0,
});

/**
 * By name, as they stand in JSON: some of them no value of JavaScript would be written as.
 * @type {Record<string, string>}
 */
export const FORGED = Object.fromEntries(
  Object.entries({
    'a view of an image that runs': viewOf('img', { src: 'x:', onerror: RUNS }),
    'a view as it was, and no more': {
      type: 'img',
      u: { src: 'x:', onerror: RUNS },
      props: {},
      children: [],
      node: null,
    },
    'a view of Preact with markup': {
      ...viewOf('div', {}),
      props: { dangerouslySetInnerHTML: { __html: `<img src=x: onerror="${RUNS}">` } },
    },
    'a view that leads away': viewOf('meta', { 'http-equiv': 'refresh', content: `0;url=${ELSEWHERE}` }),
    'a view of a form': viewOf('form', { action: ELSEWHERE }),
    'a view of a frame': viewOf('iframe', { srcdoc: `<script>${RUNS}</script>`, src: ELSEWHERE }),
    'a list of views': [[viewOf('img', { src: 'x:', onerror: RUNS })], viewOf('script', { src: ELSEWHERE })],
    'an empty object': {},
    'an empty list': [],
    'a list of texts': ['text', 'another'],
    'an object that is not a text': { toString: 1, valueOf: {}, length: 3, slice: 'x', at: 1 },
    number: 7,
    'a negative number': -1,
    'a fraction': 0.5,
    true: true,
    false: false,
    null: null,
    text: 'text',
    'an empty text': '',
    'half of a character': '\ud800',
  }).map(([name, value]) => [name, JSON.stringify(value)]),
);
FORGED['an endless number'] = '1e999';
FORGED['a prototype'] = '{"__proto__":{"polluted":true,"title":{"type":"img"}},"polluted":true}';
FORGED['a constructor'] = '{"constructor":{"prototype":{"polluted":true}}}';
FORGED['a deep list'] = `${'['.repeat(5000)}${']'.repeat(5000)}`;
FORGED['a deep object'] = `${'{"children":'.repeat(3000)}1${'}'.repeat(3000)}`;

/** No text of a bundle holds it. */
const MARK = 'forged-c0ffee';

/** @typedef {(string | number)[]} Path from the outside in */

/** As a message names it: `hits[3].title`. @param {Path} path */
export const placeOf = (path) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

/**
 * Every place in a value, from the outside in, the value itself left out.
 * @param {any} value @param {Path} [above] @returns {Generator<Path>}
 */
export function* placesIn(value, above = []) {
  if (typeof value !== 'object' || value === null) return;
  for (const [step, inner] of Object.entries(value)) {
    const path = [...above, Array.isArray(value) ? Number(step) : step];
    yield path;
    yield* placesIn(inner, path);
  }
}

/** @param {any} value @param {Path} path */
export const valueAt = (value, path) => path.reduce((inner, step) => inner[step], value);

/** The JSON of a value in which something else stands in one place. @param {any} value @param {Path} path @param {string} json of what stands there */
export function forge(value, path, json) {
  const copy = structuredClone(value);
  valueAt(copy, path.slice(0, -1))[/** @type {string} */ (path.at(-1))] = MARK;
  return JSON.stringify(copy).replace(`"${MARK}"`, () => json);
}

/** @param {any} value */
const typeOf = (value) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** Members that are null where there is nothing to say. */
const NULLABLE = new Set('image alsoKnownAs synonym section corrected reviewed_by found'.split(' '));

/** What the owner may fill with anything of their own; no view reads it. */
const OWN = new Set(['fields', 'extra']);

/**
 * Where an answer has another type than any of the same bundle before it was forged. Written without regard to web/answers.js, as a second
 * opinion of what may come out of it: what is a text stays a text, and no member is added.
 * @param {any} value @param {any[]} like values of the same place that are right @param {string} [place] @returns {string[]}
 */
export function unlike(value, like, place = '') {
  const type = typeOf(value);
  const known = new Set(like.map(typeOf));
  if (!known.has(type)) return [`${place} is ${type}, not ${[...known].join(' or ')}`];
  if (type === 'list') {
    const items = like.filter(Array.isArray).flat();
    // Of a list that is always empty nothing is known.
    return items.length === 0
      ? []
      : value.flatMap((/** @type {any} */ item, /** @type {number} */ i) =>
          unlike(item, items, `${place}[${i}]`),
        );
  }
  if (type !== 'object') return [];
  const objects = like.filter((one) => typeOf(one) === 'object');
  return Object.keys(value).flatMap((member) => {
    const inner = `${place}.${member}`;
    if (OWN.has(member) && !Array.isArray(value[member])) return [];
    if (NULLABLE.has(member) && value[member] === null) return [];
    const others = objects.filter((one) => Object.hasOwn(one, member)).map((one) => one[member]);
    return others.length === 0 ? [`${inner} is new`] : unlike(value[member], others, inner);
  });
}
