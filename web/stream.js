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
  'span', 'dl', 'dt', 'dd',
]);
// biome-ignore format: the order is the format
export const ATTRIBUTES = /** @type {readonly string[]} */ ([
  'href', 'title', 'src', 'alt', 'start', 'class', 'id', 'loading', 'referrerpolicy', 'rel', 'type', 'checked',
  'disabled', 'colspan', 'scope', 'role', 'aria-label',
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
]);

/** @param {number} at how far it could be read */
const damaged = (at) =>
  new EngineError('corrupt', `the text of an article is damaged at ${at}: pack the content again`);

const VOID = /^(hr|img|br|input)$/;
const TITLE_CLASS = 'carrel-admonition-title';
const DEFAULT_PREFIX = 'carrel-';

/** What the value of an attribute must look like; one that is not here is left out. @type {Record<string, RegExp>} */
const VALUES = {
  title: /^/,
  alt: /^/,
  class:
    /^carrel-(admonition(-title)?|note|tip|important|warning|caution|task|align-(left|center|right)|footnote(s|-ref|-back))$/,
  id: /^\S+$/,
  start: /^\d{1,9}$/,
  colspan: /^[1-9]\d{0,2}$/,
  rel: /^noopener noreferrer$/,
  checked: /^$/,
  scope: /^(col|row)$/,
  role: /^(note|doc-(noteref|endnotes|backlink))$/,
};
const LANGUAGE = /^language-[a-z0-9+#-]{1,32}$/;
/** Attributes that hold an address, and which schemes it may have. @type {Record<string, RegExp>} */
const SCHEMES = { href: /^(https?|mailto|tel):$/, src: /^https?:$/ };
// Stands in for the page's address when only the scheme is asked for; the name can never exist (RFC 2606).
const NOWHERE = 'https://carrel.invalid/';
/** Attributes that only these elements may have. @type {Record<string, string>} */
const ONLY_ON = { href: 'a', rel: 'a', start: 'ol', src: 'img', alt: 'img' };
/**
 * What an element has whatever its stream says: an input is never a field, an image never tells where it is shown.
 * @type {Record<string, Record<string, string>>}
 */
const ALWAYS = {
  input: { type: 'checkbox', disabled: '' },
  img: { loading: 'lazy', referrerpolicy: 'no-referrer' },
};

/**
 * The value as it may appear, or null when it may not.
 * @param {string} tag
 * @param {string} name
 * @param {string} value
 * @param {WriteOptions} options
 * @returns {string | null}
 */
function checked(tag, name, value, options) {
  if ((ONLY_ON[name] ?? tag) !== tag) return null;
  if (name === 'aria-label') return WORDS.includes(value) ? translated(value, options) : null;
  if (SCHEMES[name]) {
    const { base } = options;
    try {
      const { protocol, href } = new URL(value, base ?? NOWHERE);
      if (!SCHEMES[name].test(protocol)) return null;
      return base === undefined || value.startsWith('#') ? value : href;
    } catch {
      return null;
    }
  }
  if (name === 'id' && !value.startsWith(options.prefix ?? DEFAULT_PREFIX)) return null;
  const fits = (/** @type {string} */ text) => VALUES[name]?.test(text);
  if (name !== 'class') return fits(value) ? value : null;
  return value.split(' ').every((word) => fits(word) || (tag === 'code' && LANGUAGE.test(word)))
    ? value
    : null;
}

/**
 * @param {string} word
 * @param {WriteOptions} options
 */
function translated(word, { words }) {
  return words !== undefined && Object.hasOwn(words, word) ? words[word] : word;
}

// The writer stops at 160; more would only make the browser's layout suffer.
const MAX_DEPTH = 256;

/**
 * What a walk tells: `names` and `values` hold the attributes, `count` of them and each name once, and are written anew for the next element.
 * @typedef {object} Sink
 * @property {(run: string) => void} text
 * @property {(tag: number, names: readonly string[], values: readonly string[], count: number) => void} open
 * @property {(tag: number) => void} close
 */

const VOIDS = TAGS.map((tag) => VOID.test(tag));

/**
 * Walks a stream and reports what may appear. Throws where the stream is not well-formed.
 * Nothing is made for an element but its strings: an article has thousands, and collecting them took half of the time.
 * @param {Stream} stream
 * @param {WriteOptions} options
 * @param {Sink} sink
 */
function walk(stream, options, sink) {
  const { ops, text } = stream;
  /** Tags of the open elements. @type {number[]} */
  const open = [];
  /** Whether they are titles of admonitions. @type {boolean[]} */
  const titles = [];
  /** @type {string[]} */
  const names = [];
  /** @type {string[]} */
  const values = [];
  // Of the innermost element.
  let isVoid = false;
  let isTitle = false;
  let position = 0;

  for (let i = 0; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    // An attribute stands behind its element, which has taken it; text and elements stand in no void element.
    if (kind === 3 || (isVoid && kind !== 2)) throw damaged(i);
    if (kind === 0) {
      const end = position + number;
      if (end > text.length) throw damaged(i);
      const run = text.slice(position, end);
      position = end;
      sink.text(isTitle ? translated(run, options) : run);
    } else if (kind === 1) {
      if (open.length === MAX_DEPTH) throw damaged(i);
      const tag = TAGS[number];
      let count = 0;
      isTitle = false;
      for (const name in ALWAYS[tag]) {
        names[count] = name;
        values[count++] = ALWAYS[tag][name];
      }
      for (; (ops[i + 1] & 3) === 3; i += 2) {
        const end = position + ops[i + 2];
        // Without a length it is no number.
        if (!(end >= position && end <= text.length)) throw damaged(i);
        const name = ATTRIBUTES[ops[i + 1] >>> 2];
        const value = text.slice(position, end);
        position = end;
        const kept = tag && name ? checked(tag, name, value, options) : null;
        if (kept === null) continue;
        let at = 0;
        while (at < count && names[at] !== name) ++at;
        if (at === count) names[count++] = name;
        values[at] = kept;
        if (name === 'class') isTitle = kept === TITLE_CLASS;
      }
      open.push(number);
      titles.push(isTitle);
      isVoid = VOIDS[number];
      if (tag) sink.open(number, names, values, count);
    } else {
      const closed = open.pop();
      if (closed === undefined) throw damaged(i);
      titles.pop();
      isVoid = false;
      isTitle = titles[titles.length - 1];
      if (TAGS[closed]) sink.close(closed);
    }
  }
  if (open.length > 0 || position !== text.length) throw damaged(ops.length);
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
    open(tag, names, values, count) {
      const element = document.createElement(TAGS[tag]);
      for (let i = 0; i < count; ++i) element.setAttribute(names[i], values[i]);
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
const escaped = (text) =>
  // Most texts have nothing of it, and to be told so is cheaper than to have nothing replaced.
  /[&<>"\r]/.test(text) ? text.replace(/[&<>"\r]/g, (character) => ESCAPES[character]) : text;

// Both are put together once and not for each element.
const OPENINGS = TAGS.map((tag) => `<${tag}`);
const CLOSINGS = TAGS.map((tag, i) => (VOIDS[i] ? '' : `</${tag}>`));

/**
 * The stream as a string of HTML, for publishing; it means the same nodes as toDom().
 * @param {Stream} stream
 * @param {WriteOptions} [options]
 * @returns {string}
 */
export function toHtml(stream, options = {}) {
  let html = '';
  walk(stream, options, {
    text(run) {
      html += escaped(run);
    },
    open(tag, names, values, count) {
      html += OPENINGS[tag];
      for (let i = 0; i < count; ++i) html += ` ${names[i]}="${escaped(values[i])}"`;
      html += '>';
    },
    close(tag) {
      html += CLOSINGS[tag];
    },
  });
  return html;
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
  return {
    ops: numbers(HEADER, opCount),
    text: decode(textStart, textSize),
    outline: JSON.parse(decode(textStart + textSize, outlineSize)),
    truncated: (flags & 1) === 1,
  };
}
