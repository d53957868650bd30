/**
 * The node stream (docs/stream.md): bytes of `render` in, DOM nodes or a string of HTML out.
 *
 * Nothing here parses markup. Elements and attributes are numbers of fixed tables, every value is checked
 * again (a stream may come from a published file, not from our own module), and a stream that does not end
 * exactly is refused as a whole.
 */
import { fromJson, outline } from './answers.js';
import { EngineError } from './files.js';
import { ALWAYS, ATTRIBUTES, checked, OUTWARD, REL, TAGS, translated } from './stream-values.js';

export { ATTRIBUTES, TAGS, WORDS } from './stream-values.js';

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

/** @param {number} at how far it could be read @param {string} [what] is damaged */
const damaged = (at, what = 'the text of an article') =>
  new EngineError('corrupt', `${what} is damaged at ${at}: pack the content again`);

const VOID = /^(hr|img|br|input|wbr|source)$/;
const OWN_WORDS = /^carrel-(admonition-title|prefix)$/;

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
 * @param {Pick<Stream, 'ops' | 'text'>} stream @param {string} [what] it is, for the message
 */
export function assertSound({ ops, text }, what) {
  /** The tags of the elements that are open. @type {number[]} */
  const open = [];
  // Lengths that say too much, or nothing, show when all is taken.
  let position = 0;
  let i = 0;
  for (; i < ops.length; ++i) {
    const number = ops[i] >>> 2;
    const kind = ops[i] & 3;
    const isInVoid = VOIDS[/** @type {number} */ (open.at(-1))];
    const isMisplaced = kind === ATTRIBUTE || (kind === CLOSE ? open.length === 0 : isInVoid);
    if (isMisplaced || open.length > MAX_DEPTH) throw damaged(i, what);
    if (kind === TEXT) position += number;
    else if (kind === CLOSE) open.pop();
    else {
      open.push(number);
      for (; (ops[i + 1] & 3) === ATTRIBUTE; i += 2) position += ops[i + 2] >>> 0;
    }
  }
  if (open.length > 0 || position !== text.length) throw damaged(i, what);
}

/**
 * Makes the nodes of a stream in `root`, a few at a time: it yields between them how many units of its text it has used up, so that
 * whoever runs it can leave the rest to a later task. Throws at once, and makes nothing, where the stream is not well-formed.
 * @param {Stream} stream @param {Element | DocumentFragment} root empty
 * @param {WriteOptions} options
 */
export function writeNodes(stream, root, options) {
  assertSound(stream);
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
