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
 * @property {(src: string) => boolean} [image] may this address, or these of a `srcset`, be fetched? Those that may not stand in
 *   `data-src` and `data-srcset`; only for toDom, since an image of a page fetches before it is in the tree
 * @property {Record<string, string>} [words] translations of the words that Carrel adds (WORDS)
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

/** @param {number} at how far it could be read */
const damaged = (at) =>
  new EngineError('corrupt', `the text of an article is damaged at ${at}: pack the content again`);

const VOID = /^(hr|img|br|input|wbr|source)$/;
const OWN_WORDS = /^carrel-(admonition-title|prefix)$/;
const DEFAULT_PREFIX = 'carrel-';

const COUNT = /^t[dh] [1-9]\d{0,2}$/;
const LENGTH = /^(img|source) \d{1,4}%?$/;
/**
 * What an element, a blank and the value of its attribute must look like; an attribute that is not here is left out.
 * Of a class each word is looked at, of an address its scheme.
 * @type {Record<string, RegExp>}
 */
const VALUES = {
  href: /^a (https?|mailto|tel):$/,
  src: /^(img|source) https?:$/,
  cite: /^(blockquote|q|ins|del) https?:$/,
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
const ADDRESS = /^(href|src|cite)$/;
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

/**
 * An address as it may appear, or null when it may not.
 * @param {string} tag
 * @param {string} name
 * @param {string} value
 * @param {WriteOptions} options
 */
function address(tag, name, value, { base }) {
  try {
    const { protocol, href } = new URL(value, base ?? NOWHERE);
    if (!VALUES[name].test(`${tag} ${protocol}`)) return null;
    return base === undefined || value.startsWith('#') ? value : href;
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
  if (ADDRESS.test(name)) return address(tag, name, value, options);
  if (name === 'srcset') return images(tag, value, options);
  if (name === 'id' && !value.startsWith(options.prefix ?? DEFAULT_PREFIX)) return null;
  const words = name === 'class' ? value.split(' ') : [value];
  if (!words.every((word) => VALUES[name]?.test(`${tag} ${word}`))) return null;
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

/**
 * What a walk tells of each element, in this order: that it opens, its attributes, each once, what it holds, that it closes.
 * @typedef {object} Sink
 * @property {(run: string) => void} text
 * @property {(tag: number) => void} open
 * @property {(name: string, value: string) => void} attribute
 * @property {(tag: number) => void} close
 */

const VOIDS = TAGS.map((tag) => VOID.test(tag));
/** Added to the tag of an open element whose text is ours. */
const OURS = 2 ** 30;

/**
 * Walks a stream and reports what may appear. Throws where the stream is not well-formed.
 * Nothing is made for an element but its strings: an article has thousands, and collecting them took half of the time.
 * @param {Stream} stream
 * @param {WriteOptions} options
 * @param {Sink} sink
 */
function walk(stream, options, sink) {
  const { ops, text } = stream;
  /** @type {number[]} */
  const open = [];
  let top = -1;
  let position = 0;
  let i = 0;
  /** @param {number} length */
  const take = (length) => {
    const from = position;
    position += length;
    // Without a length it is no number.
    if (!(length >= 0 && position <= text.length)) throw damaged(i);
    return text.slice(from, position);
  };

  for (; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    // An attribute stands behind its element, which has taken it; text and elements stand in no void element.
    if (kind === 3 || (kind !== 2 ? VOIDS[top] : top < 0)) throw damaged(i);
    if (kind === 0) {
      const run = take(number);
      sink.text(top >= OURS ? translated(run, options) : run);
    } else if (kind === 1) {
      if (open.length === MAX_DEPTH) throw damaged(i);
      const tag = TAGS[number];
      open.push(top);
      top = number;
      if (tag) sink.open(number);
      for (const name in ALWAYS[tag]) sink.attribute(name, ALWAYS[tag][name]);
      let seen = 0;
      for (; (ops[i + 1] & 3) === 3; i += 2) {
        const name = ATTRIBUTES[ops[i + 1] >>> 2];
        const bit = 1 << (ops[i + 1] >>> 2);
        const value = take(ops[i + 2]);
        const kept = tag && name && !(seen & bit) ? checked(tag, name, value, options) : null;
        if (kept === null) continue;
        seen |= bit;
        sink.attribute(name, kept);
        if (name === 'class' && OWN_WORDS.test(kept)) top += OURS;
      }
    } else {
      top %= OURS;
      if (TAGS[top]) sink.close(top);
      top = /** @type {number} */ (open.pop());
    }
  }
  if (top >= 0 || position !== text.length) throw damaged(i);
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
  /** @type {any} */
  let current = fragment;
  walk(stream, options, {
    text(run) {
      current.appendChild(document.createTextNode(run));
    },
    open(tag) {
      current = current.appendChild(document.createElement(TAGS[tag]));
    },
    attribute(name, value) {
      const held = /^src/.test(name) && options.image?.(value) === false;
      current.setAttribute(held ? `data-${name}` : name, value);
    },
    close() {
      current = current.parentNode;
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
const PRE = /* @__PURE__ */ TAGS.indexOf('pre');
const OPENINGS = /* @__PURE__ */ TAGS.map((tag) => `<${tag}`);
const CLOSINGS = /* @__PURE__ */ TAGS.map((tag, i) => (VOIDS[i] ? '' : `</${tag}>`));

/**
 * The stream as a string of HTML, for publishing; it means the same nodes as toDom().
 * @param {Stream} stream
 * @param {WriteOptions} [options]
 * @returns {string}
 */
export function toHtml(stream, options = {}) {
  let html = '';
  // What ends the tag that is being written.
  let end = '';
  // A parser takes a line feed just behind <pre> for layout.
  let behindPre = false;
  walk(stream, options, {
    text(run) {
      html += behindPre && run.startsWith('\n') ? `${end}\n` : end;
      html += escaped(run);
      end = '';
      behindPre = false;
    },
    open(tag) {
      html += end + OPENINGS[tag];
      end = '>';
      behindPre = tag === PRE;
    },
    attribute(name, value) {
      html += ` ${name}="${escaped(value)}"`;
    },
    close(tag) {
      html += end + CLOSINGS[tag];
      end = '';
      behindPre = false;
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
