/**
 * The node stream (docs/stream.md): bytes of `render` in, DOM nodes or a string of HTML out.
 *
 * Nothing here parses markup. Elements and attributes are numbers of fixed tables, every value is checked
 * again (a stream may come from a published file, not from our own module), and a stream that does not end
 * exactly is refused as a whole.
 */
import { fromJson, outline } from './answers.js';
import { EngineError } from './files.js';

/**
 * @typedef {object} Stream
 * @property {ArrayLike<number>} ops
 * @property {string} text
 * @property {{ level: number, id: string, text: string }[]} outline
 * @property {boolean} truncated
 *
 * @typedef {object} WriteOptions
 * @property {string | URL} [base] relative addresses are resolved against it; without it they stay as written
 * @property {string} [prefix] ids that do not begin with it are left out; what `render` was given
 * @property {string} [ids] stands in place of `prefix` in ids and in the addresses that lead to them; names that begin with a colon are
 *   left out then
 * @property {(src: string) => boolean} [image] may this address, or these of a `srcset`, be fetched? Those that may not stand in
 *   `data-src` and `data-srcset`; only for toDom, since an image of a page fetches before it is in the tree
 * @property {Record<string, string>} [words] translations of the words that Carrel adds (WORDS)
 * @property {(element: Element) => void} [closed] is told of each element once everything in it stands
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

/** @param {number} at how far it could be read @param {string} [what] is damaged */
const damaged = (at, what = 'the text of an article') =>
  new EngineError('corrupt', `${what} is damaged at ${at}: pack the content again`);

const VOID = /^(hr|img|br|input|wbr|source)$/;
const OWN_WORDS = /^carrel-(admonition-title|prefix)$/;
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
const OUTWARD = 'noopener noreferrer';
const REL = 1 << ATTRIBUTES.indexOf('rel');
const DESCRIPTOR = /^[\d.]{1,8}[wx]$/;
// Stands in for the page's address when only the scheme is asked for; the name can never exist (RFC 2606).
const NOWHERE = 'https://carrel.invalid/';
/**
 * What an element has whatever its stream says: an input is never a field, an image never tells where it is shown.
 * @type {Record<string, Record<string, string>>}
 */
const ALWAYS = {
  input: { type: 'checkbox', disabled: '' },
  img: { loading: 'lazy', referrerpolicy: 'no-referrer' },
};

// What a parser of addresses would leave as it is. No host ends in a number (an IPv4 address has other spellings) or has two hyphens
// in a row (Punycode is looked into), no part of a path begins like `.`, `..` or `%2e`.
const PLAIN = /^https?:\/\/([a-z\d]+(-[a-z\d]+)*\.)+[a-z]+(?=\/)(\/\w[\w.%-]*)*\/?([?#][\w=&.%-]+)*$/;

/**
 * An id as it stands in the page, or null when it may not stand there. What has another prefix is left as it is.
 * @param {string} id @param {WriteOptions} options
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
 * @param {WriteOptions} options
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
 * @param {WriteOptions} options
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
 * @param {WriteOptions} options
 * @returns {string | null}
 */
function checked(tag, name, value, options) {
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
 * @param {WriteOptions} options
 */
function translated(run, { words }) {
  const word = run.replace(': ', '');
  return words !== undefined && Object.hasOwn(words, word) ? run.replace(word, () => words[word]) : run;
}

// The writer stops at 160; more would only make the browser's layout suffer.
const MAX_DEPTH = 256;

// The kinds of operations (docs/stream.md), in the two low bits of each.
const TEXT = 0;
const OPEN = 1;
const CLOSE = 2;
const ATTRIBUTE = 3;

const VOIDS = TAGS.map((tag) => VOID.test(tag));
/** Added to the tag of an open element whose text is ours. */
const OURS = 2 ** 30;

/**
 * Refuses a stream that is not well-formed, before any node of it is made: its elements nest and end, an attribute stands behind its
 * element, nothing stands in a void element, and its text is used up exactly.
 * @param {Stream} stream
 */
function checkStructure({ ops, text }) {
  /** The tags of the elements that are open. @type {number[]} */
  const open = [];
  // Lengths that say too much, or nothing, show when all is taken.
  let position = 0;
  let mayHaveAttributes = false;
  let i = 0;
  for (; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    const isVoid = VOIDS[/** @type {number} */ (open.at(-1))];
    const isMisplaced = kind === ATTRIBUTE ? !mayHaveAttributes : kind === CLOSE ? !open.length : isVoid;
    if (isMisplaced || open.length > MAX_DEPTH) throw damaged(i);
    if (kind === TEXT) position += number;
    else if (kind === OPEN) open.push(number);
    else if (kind === CLOSE) open.pop();
    else position += ops[++i] >>> 0;
    mayHaveAttributes = kind === OPEN || kind === ATTRIBUTE;
  }
  if (open.length > 0 || position !== text.length) throw damaged(i);
}

/**
 * Makes the nodes of a stream in `root`, a few at a time: it yields between them how many units of its text it has used up, so that
 * whoever runs it can leave the rest to a later task. Throws at once, and makes nothing, where the stream is not well-formed.
 * @param {Stream} stream @param {Element | DocumentFragment} root empty
 * @param {WriteOptions} options
 */
export function writeNodes(stream, root, options) {
  checkStructure(stream);
  return nodesOf(stream, root, options);
}

/**
 * For an element nothing is made but the element and its strings, and all goes straight to its place: an article has thousands.
 * @param {Stream} stream well-formed @param {Element | DocumentFragment} root @param {WriteOptions} options
 * @returns {Generator<number, void, void>}
 */
function* nodesOf({ ops, text }, root, options) {
  const { closed } = options;
  const document = root.ownerDocument;
  /** @type {any} */
  let current = root;
  let top = -1;
  // What current and top were in the elements around.
  const parents = [];
  /** @type {number[]} */
  const tops = [];
  let position = 0;
  for (let i = 0; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    if (kind === TEXT) {
      const run = text.slice(position, position + number);
      position += number;
      current.append(top >= OURS ? translated(run, options) : run);
    } else if (kind === OPEN) {
      const tag = TAGS[number];
      tops.push(top);
      parents.push(current);
      top = number;
      // Of an element that this version does not know, what it holds is shown.
      const element = /** @type {any} */ (tag && document.createElement(tag));
      for (const name in ALWAYS[tag]) element.setAttribute(name, ALWAYS[tag][name]);
      let seen = 0;
      for (; (ops[i + 1] & 3) === ATTRIBUTE; i += 2) {
        const attribute = ops[i + 1] >>> 2;
        const name = ATTRIBUTES[attribute];
        const length = ops[i + 2] >>> 0;
        const value = text.slice(position, position + length);
        position += length;
        const kept = tag && name && !(seen & (1 << attribute)) ? checked(tag, name, value, options) : null;
        if (kept === null) continue;
        seen += 1 << attribute;
        const held = options.image && /^src/.test(name) && !options.image(kept);
        element.setAttribute(held ? `data-${name}` : name, kept);
        // The renderer did not know where a relative address leads.
        if (options.base && name === 'href' && !(seen & REL) && kept.startsWith('http')) {
          element.setAttribute('rel', OUTWARD);
          seen += REL;
        }
        if (name === 'class' && OWN_WORDS.test(kept)) top += OURS;
      }
      if (tag) current = current.appendChild(element);
    } else {
      const element = current;
      top = /** @type {number} */ (tops.pop());
      current = parents.pop();
      // What this version does not know was never an element of its own.
      if (closed && element !== current) closed(element);
      yield position;
    }
  }
}

/**
 * The stream as nodes in `root`, which is empty before; the n-th text operation becomes the n-th text node. Throws where the stream
 * is not well-formed, and leaves nothing then.
 * @template {Element | DocumentFragment} T
 * @param {Stream} stream
 * @param {T} root
 * @param {WriteOptions} [options]
 * @returns {T} root
 */
export function toDom(stream, root, options = {}) {
  const writing = writeNodes(stream, root, options);
  while (!writing.next().done);
  return root;
}

/** @type {Record<string, string>} */
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** @param {string} text */
const escaped = (text) =>
  // Most texts have nothing of it, and to be told so is cheaper than to have nothing replaced.
  /[&<>"\r]/.test(text) ? text.replace(/[&<>"\r]/g, (character) => ESCAPES[character]) : text;

/** As much of an element as toDom asks for, and its HTML. */
class Markup {
  ownerDocument = markup;
  #attributes = '';
  #tag;
  /** @type {(Markup | string)[]} */
  #nodes = [];

  /** @param {string} [tag] without it, what holds the others */
  constructor(tag) {
    this.#tag = tag;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.#attributes += ` ${name}="${escaped(value)}"`;
  }

  /** @param {string} run */
  append(run) {
    this.#nodes.push(escaped(run));
  }

  /** @param {Markup} child */
  appendChild(child) {
    this.#nodes.push(child);
    return child;
  }

  replaceChildren() {
    this.#nodes = [];
  }

  toString() {
    const tag = this.#tag;
    const inner = this.#nodes.join('');
    if (!tag) return inner;
    const start = `<${tag}${this.#attributes}>`;
    if (VOID.test(tag)) return start;
    // A parser takes a line feed just behind <pre> for layout.
    return `${start}${tag === 'pre' && inner[0] === '\n' ? '\n' : ''}${inner}</${tag}>`;
  }
}

const markup = { createElement: (/** @type {string} */ tag) => new Markup(tag) };

/**
 * The stream as a string of HTML, for publishing: the nodes of toDom(), in a document that can only be written out.
 * @param {Stream} stream
 * @param {Omit<WriteOptions, 'image'>} [options]
 * @returns {string}
 */
export const toHtml = (stream, options = {}) =>
  String(toDom(stream, /** @type {any} */ (new Markup()), { ...options, image: undefined }));

/**
 * Refuses what toDom() would refuse, before anything is made of it: what stands in a page already need not be taken back.
 * @param {Pick<Stream, 'ops' | 'text'>} stream @param {string} [what] it is, for the message
 */
export function assertSound({ ops, text }, what) {
  /** @type {number[]} tags of the elements that are open */
  const open = [];
  let taken = 0;
  let i = 0;
  for (; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    const inside = open.length > 0 && VOIDS[open[open.length - 1]];
    if (kind === 3 || (kind === 2 ? open.length === 0 : inside) || open.length > MAX_DEPTH)
      throw damaged(i, what);
    if (kind === 0) taken += number;
    else if (kind === 2) open.pop();
    else {
      open.push(number);
      for (; (ops[i + 1] & 3) === 3; i += 2) taken += ops[i + 2] >>> 0;
    }
  }
  if (open.length > 0 || taken !== text.length) throw damaged(i, what);
}

const HEADER = 16;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The answer of `render`. The bytes are copied: they may lie in the memory of a module.
 * @param {Uint8Array} bytes
 * @returns {Stream}
 */
export function decodeStream(bytes) {
  /** @param {number} from @param {number} count */
  const numbers = (from, count) => new Uint32Array(bytes.slice(from, from + 4 * count).buffer);
  if (bytes.length < HEADER) throw damaged(0);
  const [opCount, textSize, outlineSize, flags] = numbers(0, 4);
  const textStart = HEADER + 4 * opCount;
  if (textStart + textSize + outlineSize !== bytes.length) throw damaged(bytes.length);
  /** @type {(from: number, size: number) => string} */
  const decode = (from, size) => decoder.decode(bytes.subarray(from, from + size));
  const stream = {
    ops: numbers(HEADER, opCount),
    text: decode(textStart, textSize),
    outline: fromJson(decode(textStart + textSize, outlineSize), outline, 'the outline of an article'),
    truncated: (flags & 1) === 1,
  };
  assertSound(stream);
  return stream;
}
