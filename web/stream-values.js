/**
 * What a node stream may put into a page: its elements and attributes by number, and of each attribute what its value may look like.
 *
 * Values are judged here once more, after the renderer, since a stream may come from a published file and not from our own module.
 */

// Both mirror wasm/markdown/vocabulary.h: append only.
export const TAGS = /** @type {readonly string[]} */ (
  (
    'p h1 h2 h3 h4 h5 h6 blockquote ul ol li hr pre code table thead tbody tr th td em strong del mark sup sub a img ' +
    'br input section div span dl dt dd b i u s strike ins small q cite dfn abbr kbd samp var tt time bdi bdo ruby rt ' +
    'rp wbr picture source details summary figure figcaption caption tfoot'
  ).split(' ')
);
export const ATTRIBUTES = /** @type {readonly string[]} */ (
  (
    'href title src alt start class id loading referrerpolicy rel type checked disabled colspan scope role aria-label ' +
    'width height rowspan reversed value open datetime cite srcset media lang dir data-language data-region'
  ).split(' ')
);

/** Every word in a stream that no author wrote. */
export const WORDS = /** @type {readonly string[]} */ (
  (
    'Note,Tip,Important,Warning,Caution,Completed task,Incomplete task,Back to text,Info,Danger,Details,' +
    'Non-urgent advice,Urgent advice,Immediate action required,Do,Don’t,Sources,Get help now'
  ).split(',')
);

const DEFAULT_PREFIX = 'carrel-';

const COUNT = /^t[dh] [1-9]\d{0,2}$/;
const LENGTH = /^(img|source) \d{1,4}%?$/;
/**
 * What an element, a blank and the value of its attribute must look like; an attribute that is not here is left out.
 * Of a class each word is looked at, an address as resolved.
 * @type {Record<string, RegExp>}
 */
const VALUES = {
  href: /^a (https?|mailto|tel):/,
  src: /^(img|source) https?:/,
  cite: /^(blockquote|q|ins|del) https?:/,
  title: / /,
  alt: / /,
  datetime: / /,
  media: / /,
  class:
    /^(code language-[a-z0-9+#-]{1,32}|\w+ carrel-(admonition(-title)?|block-title|prefix|note|tip|important|warning|caution|care(-(non-urgent|urgent|emergency))?|do|dont|definition|references|help|display|task|align-(left|center|right)|footnote(s|-ref|-back)))$/,
  id: /^\w+ \S+$/,
  start: /^ol -?\d{1,9}$/,
  reversed: /^ol $/,
  value: /^li -?\d{1,9}$/,
  width: LENGTH,
  height: LENGTH,
  colspan: COUNT,
  rowspan: COUNT,
  rel: /^a noopener noreferrer$/,
  checked: /^input $/,
  open: /^details $/,
  scope: /^th (col|row)(group)?$/,
  role: /^(div note|(a|section) doc-[a-z]+)$/,
  'aria-label': /^(input (Completed|Incomplete) task|a Back to text)$/,
  lang: /^\w+ [\da-z-]{1,35}$/i,
  dir: /^\w+ (ltr|rtl|auto)$/,
  type: /^(ol [1aAiI]|source [\w.+-]+\/[\w.+-]+)$/,
  'data-language': /^pre [a-z0-9+#-]{1,32}$/,
  'data-region': /^div [A-Z]{2}$/,
};
/** Of a link that may leave the site. */
export const OUTWARD = 'noopener noreferrer';
export const REL = 1 << ATTRIBUTES.indexOf('rel');
const DESCRIPTOR = /^[\d.]{1,8}[wx]$/;
// Stands in for the page's address when only the scheme is asked for; the name can never exist (RFC 2606).
const NOWHERE = 'https://carrel.invalid/';
/**
 * What an element has whatever its stream says: an input is never a field, an image never tells where it is shown.
 * @type {Record<string, Record<string, string>>}
 */
export const ALWAYS = {
  input: { type: 'checkbox', disabled: '' },
  img: { loading: 'lazy', referrerpolicy: 'no-referrer' },
};

// What a parser of addresses would leave as it is. No host ends in a number (an IPv4 address has other spellings) or has two hyphens
// in a row (Punycode is looked into), no part of a path begins like `.`, `..` or `%2e`.
const PLAIN = /^https?:\/\/([a-z\d]+(-[a-z\d]+)*\.)+[a-z]+(?=\/)(\/\w[\w.%-]*)*\/?([?#][\w=&.%-]+)*$/;

/**
 * An id as it stands in the page, or null when it may not stand there. What has another prefix is left as it is.
 * @param {string} id @param {import('./stream.js').WriteOptions} options
 */
function renamed(id, { prefix = DEFAULT_PREFIX, ids }) {
  if (ids === undefined || !id.startsWith(prefix)) return id;
  const name = id.slice(prefix.length);
  return name.startsWith(':') ? null : ids + name;
}

/**
 * An address as it may appear, or null when it may not.
 * @param {string} tag
 * @param {string} name
 * @param {string} value
 * @param {import('./stream.js').WriteOptions} options
 */
function address(tag, name, value, options) {
  const { base } = options;
  try {
    // To have every address parsed would take a twentieth of the time.
    const first = value[0];
    const plain = first === '/' ? `${base}`.split('/', 3).join('/') + value : first === '#' ? NOWHERE : value;
    const href = PLAIN.test(plain) ? plain : new URL(value, base || NOWHERE).href;
    if (!VALUES[name].test(`${tag} ${href}`)) return null;
    if (first !== '#') return base ? href : value;
    const id = renamed(value.slice(1), options);
    return id === null ? null : `#${id}`;
  } catch {
    return null;
  }
}

/**
 * The images of a `srcset`, as wasm/markdown/html_attributes.cpp writes them: `a.png 1x, b.png 2x`. Null when one may not appear.
 * @param {string} tag
 * @param {string} value
 * @param {import('./stream.js').WriteOptions} options
 */
function images(tag, value, options) {
  const candidates = value.split(', ').map((candidate) => {
    const [url, ...descriptors] = candidate.split(' ');
    const src = url && address(tag, 'src', url, options);
    return src && descriptors.every((word) => DESCRIPTOR.test(word)) && [src, ...descriptors].join(' ');
  });
  return candidates.every(Boolean) ? candidates.join(', ') : null;
}

/**
 * The value as it may appear, or null when it may not.
 * @param {string} tag
 * @param {string} name
 * @param {string} value
 * @param {import('./stream.js').WriteOptions} options
 * @returns {string | null}
 */
export function checked(tag, name, value, options) {
  if (name === 'href' || name === 'src' || name === 'cite') return address(tag, name, value, options);
  if (name === 'srcset') return images(tag, value, options);
  if (name === 'id' && !value.startsWith(options.prefix ?? DEFAULT_PREFIX)) return null;
  for (const word of name === 'class' ? value.split(' ') : [value])
    if (!VALUES[name]?.test(`${tag} ${word}`)) return null;
  if (name === 'id') return renamed(value, options);
  return name === 'aria-label' ? translated(value, options) : value;
}

/**
 * @param {string} run a word of ours, and the colon behind it if it is a prefix
 * @param {import('./stream.js').WriteOptions} options
 */
export function translated(run, { words }) {
  const word = run.replace(': ', '');
  return words !== undefined && Object.hasOwn(words, word) ? run.replace(word, () => words[word]) : run;
}
