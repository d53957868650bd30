/**
 * The node stream (docs/stream.md): bytes of `render` in, DOM nodes or a string of HTML out.
 *
 * Nothing here parses markup. Elements and attributes are numbers of fixed tables, every value is checked
 * again (a stream may come from a published file, not from our own module), and a stream that does not end
 * exactly is refused as a whole.
 */
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
 * @property {Record<string, string>} [words] translations of the words that Carrel adds (WORDS)
 */

// Both mirror wasm/markdown/vocabulary.h: append only.
// biome-ignore format: the order is the format
export const TAGS = /** @type {readonly string[]} */ ([
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'hr', 'pre', 'code', 'table', 'thead',
  'tbody', 'tr', 'th', 'td', 'em', 'strong', 'del', 'mark', 'sup', 'sub', 'a', 'img', 'br', 'input', 'section', 'div',
  'span', 'dl', 'dt', 'dd', 'b', 'i', 'u', 's', 'strike', 'ins', 'small', 'q', 'cite', 'dfn', 'abbr', 'kbd', 'samp',
  'var', 'tt', 'time', 'bdi', 'bdo', 'ruby', 'rt', 'rp', 'wbr', 'picture', 'source', 'details', 'summary', 'figure',
  'figcaption', 'caption', 'tfoot',
]);
// biome-ignore format: the order is the format
export const ATTRIBUTES = /** @type {readonly string[]} */ ([
  'href', 'title', 'src', 'alt', 'start', 'class', 'id', 'loading', 'referrerpolicy', 'rel', 'type', 'checked',
  'disabled', 'colspan', 'scope', 'role', 'aria-label', 'width', 'height', 'rowspan', 'reversed', 'value', 'open',
  'datetime', 'cite', 'srcset', 'media', 'lang', 'dir', 'data-language', 'data-region',
]);

/** Every word in a stream that no author wrote. */
export const WORDS = /** @type {readonly string[]} */ ([
  'Note',
  'Tip',
  'Important',
  'Warning',
  'Caution',
  'Completed task',
  'Incomplete task',
  'Back to text',
  'Info',
  'Danger',
  'Details',
  'Non-urgent advice',
  'Urgent advice',
  'Immediate action required',
  'Do',
  'Don’t',
  'Sources',
  'Get help now',
]);

/** @param {number} at how far it could be read */
const damaged = (at) =>
  new EngineError('corrupt', `the text of an article is damaged at ${at}: pack the content again`);

const VOID = /^(hr|img|br|input|wbr|source)$/;
const OWN_WORDS = /^carrel-(admonition-title|prefix)$/;
const DEFAULT_PREFIX = 'carrel-';

const NUMBER = /^-?\d{1,9}$/;
const LENGTH = /^\d{1,4}%?$/;
const COUNT = /^[1-9]\d{0,2}$/;
/** What the value of an attribute must look like; one that is not here is left out. @type {Record<string, RegExp>} */
const VALUES = {
  title: /^/,
  alt: /^/,
  datetime: /^/,
  media: /^/,
  class:
    /^carrel-(admonition(-title)?|block-title|prefix|note|tip|important|warning|caution|care(-(non-urgent|urgent|emergency))?|do|dont|definition|references|help|display|task|align-(left|center|right)|footnote(s|-ref|-back))$/,
  id: /^\S+$/,
  start: NUMBER,
  value: NUMBER,
  width: LENGTH,
  height: LENGTH,
  colspan: COUNT,
  rowspan: COUNT,
  rel: /^noopener noreferrer$/,
  checked: /^$/,
  reversed: /^$/,
  open: /^$/,
  scope: /^(col|row)(group)?$/,
  role: /^(note|doc-(noteref|endnotes|backlink))$/,
  lang: /^[\da-z-]{1,35}$/i,
  dir: /^(ltr|rtl|auto)$/,
  type: /^([1aAiI]|[\w.+-]+\/[\w.+-]+)$/,
  'data-language': /^[a-z0-9+#-]{1,32}$/,
  'data-region': /^[A-Z]{2}$/,
};
const LANGUAGE = /^language-[a-z0-9+#-]{1,32}$/;
const DESCRIPTOR = /^[\d.]{1,8}[wx]$/;
/** Attributes that hold an address, and which schemes it may have. @type {Record<string, RegExp>} */
const SCHEMES = { href: /^(https?|mailto|tel):$/, src: /^https?:$/, cite: /^https?:$/ };
// Stands in for the page's address when only the scheme is asked for; the name can never exist (RFC 2606).
const NOWHERE = 'https://carrel.invalid/';
/** Attributes that only these elements may have. @type {Record<string, RegExp>} */
const ONLY_ON = {
  href: /^a$/,
  rel: /^a$/,
  src: /^img$/,
  alt: /^img$/,
  srcset: /^(img|source)$/,
  width: /^(img|source)$/,
  height: /^(img|source)$/,
  media: /^source$/,
  type: /^(ol|source)$/,
  start: /^ol$/,
  reversed: /^ol$/,
  value: /^li$/,
  open: /^details$/,
  cite: /^(blockquote|q|ins|del)$/,
  colspan: /^t[dh]$/,
  rowspan: /^t[dh]$/,
};
/**
 * What an element has whatever its stream says: an input is never a field, an image never tells where it is shown.
 * @type {Record<string, Record<string, string>>}
 */
const ALWAYS = {
  input: { type: 'checkbox', disabled: '' },
  img: { loading: 'lazy', referrerpolicy: 'no-referrer' },
};

/**
 * An address as it may appear, or null when it may not.
 * @param {string} name of the attribute
 * @param {string} value
 * @param {WriteOptions} options
 */
function address(name, value, { base }) {
  try {
    const { protocol, href } = new URL(value, base ?? NOWHERE);
    if (!SCHEMES[name].test(protocol)) return null;
    return base === undefined || value.startsWith('#') ? value : href;
  } catch {
    return null;
  }
}

/**
 * The images of a `srcset`, as wasm/markdown/html_attributes.cpp writes them: `a.png 1x, b.png 2x`.
 * @param {string} value
 * @param {WriteOptions} options
 */
function images(value, options) {
  const candidates = value.split(', ').map((candidate) => {
    const [url, ...descriptors] = candidate.split(' ');
    const allowed = url && descriptors.every((descriptor) => DESCRIPTOR.test(descriptor));
    return allowed ? [address('src', url, options), ...descriptors] : [null];
  });
  return candidates.every(([url]) => url) ? candidates.map((parts) => parts.join(' ')).join(', ') : null;
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
  if (ONLY_ON[name] && !ONLY_ON[name].test(tag)) return null;
  if (name === 'aria-label') return WORDS.includes(value) ? translated(value, options) : null;
  if (SCHEMES[name]) return address(name, value, options);
  if (name === 'srcset') return images(value, options);
  if (name === 'id' && !value.startsWith(options.prefix ?? DEFAULT_PREFIX)) return null;
  const fits = (/** @type {string} */ text) => VALUES[name]?.test(text);
  if (name !== 'class') return fits(value) ? value : null;
  return value.split(' ').every((word) => fits(word) || (tag === 'code' && LANGUAGE.test(word)))
    ? value
    : null;
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

/**
 * Walks a stream and reports what may appear. Throws where the stream is not well-formed.
 * @param {Stream} stream
 * @param {WriteOptions} options
 * @param {{ text(run: string): void, open(tag: string, pairs: Map<string, string>): void, close(tag: string): void }} sink
 */
function walk(stream, options, sink) {
  const { ops, text } = stream;
  /** @type {{ tag: string | undefined, title: boolean }[]} */
  const open = [];
  let position = 0;
  let i = 0;
  /** @param {unknown} condition */
  const must = (condition) => {
    if (!condition) throw damaged(i);
  };
  /** @param {number} length */
  const take = (length) => {
    // Without a length it is past the end too.
    must(length <= text.length - position);
    position += length;
    return text.slice(position - length, position);
  };

  for (; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    const top = open.at(-1);
    // Text and elements stand in no void element; an attribute stands behind its element, which has taken it.
    must(kind === 2 ? top : kind < 2 && !VOID.test(top?.tag ?? ''));
    if (kind === 0) {
      const run = take(number);
      sink.text(top?.title ? translated(run, options) : run);
    } else if (kind === 1) {
      must(open.length < MAX_DEPTH);
      const tag = TAGS[number];
      /** @type {Map<string, string>} */
      const pairs = new Map(Object.entries(ALWAYS[tag] ?? {}));
      for (; (ops[i + 1] & 3) === 3; i += 2) {
        const name = ATTRIBUTES[ops[i + 1] >>> 2];
        const value = take(ops[i + 2]);
        const kept = tag && name ? checked(tag, name, value, options) : null;
        if (kept !== null) pairs.set(name, kept);
      }
      open.push({ tag, title: OWN_WORDS.test(pairs.get('class') ?? '') });
      if (tag) sink.open(tag, pairs);
    } else {
      open.pop();
      if (top?.tag) sink.close(top.tag);
    }
  }
  must(open.length === 0 && position === text.length);
}

/**
 * The stream as nodes. The n-th text operation becomes the n-th text node.
 * @param {Stream} stream
 * @param {Document} document
 * @param {WriteOptions} [options]
 * @returns {DocumentFragment}
 */
export function toDom(stream, document, options = {}) {
  const fragment = document.createDocumentFragment();
  /** @type {Node} */
  let current = fragment;
  walk(stream, options, {
    text(run) {
      current.appendChild(document.createTextNode(run));
    },
    open(tag, pairs) {
      const element = document.createElement(tag);
      for (const [name, value] of pairs) element.setAttribute(name, value);
      current.appendChild(element);
      current = element;
    },
    close() {
      current = /** @type {Node} */ (current.parentNode);
    },
  });
  return fragment;
}

/** @type {Record<string, string>} */
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character]);

/**
 * The stream as a string of HTML, for publishing; it means the same nodes as toDom().
 * @param {Stream} stream
 * @param {WriteOptions} [options]
 * @returns {string}
 */
export function toHtml(stream, options = {}) {
  let html = '';
  // A parser takes a line feed just behind <pre> for layout.
  let behindPre = false;
  walk(stream, options, {
    text(run) {
      if (behindPre && run.startsWith('\n')) html += '\n';
      behindPre = false;
      html += escaped(run);
    },
    open(tag, pairs) {
      behindPre = tag === 'pre';
      html += `<${tag}`;
      for (const [name, value] of pairs) html += ` ${name}="${escaped(value)}"`;
      html += '>';
    },
    close(tag) {
      if (!VOID.test(tag)) html += `</${tag}>`;
    },
  });
  return html;
}

const HEADER = 16;

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
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** @type {(from: number, size: number) => string} */
  const decode = (from, size) => decoder.decode(bytes.slice(from, from + size));
  return {
    ops: numbers(HEADER, opCount),
    text: decode(textStart, textSize),
    outline: JSON.parse(decode(textStart + textSize, outlineSize)),
    truncated: (flags & 1) === 1,
  };
}
