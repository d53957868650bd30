/**
 * Marks in an opened article: its text as one string, ranges of that string shown in the page, one of them the present one.
 *
 * Offsets are those of the live tree, which may differ from the stream's (hooks replace code): whoever changes the tree marks
 * anew. Custom highlights paint over the tree and leave it alone; a browser without them has the present one selected.
 */

import { holdInView } from './hold-in-view.js';

/** @typedef {import('./found.js').Range} Range */

const FOUND = 'carrel-found';
const HERE = 'carrel-here';
/** What no author wrote, or what a hook may have replaced by something else than words. */
const APART =
  '.carrel-footnote-ref,.carrel-footnote-back,.carrel-admonition-title,.carrel-prefix,.carrel-help-list,.carrel-held,.language-math';
/** A text as long as a book; what lies behind it is not marked, as to look through it would hold the page up. */
const LONG = 300_000;
const BLOCKS =
  'p,li,td,th,dt,dd,pre,div,h1,h2,h3,h4,h5,h6,section,blockquote,summary,figcaption,caption,details';

/** The highlight of that name, which all widgets of a page share. @param {string} name @returns {Set<any>} */
const highlight = (name) => {
  const { highlights } = CSS;
  const shared = highlights?.get(name) ?? (highlights ? new Highlight() : new Set());
  highlights?.set(name, /** @type {Highlight} */ (shared));
  return shared;
};

export class Marks {
  #body;
  /** Each text node, and where it begins in the text. @type {{ node: Text, at: number }[]} */
  #nodes = [];
  /** @type {globalThis.Range[]} */
  #shown = [];
  #here = -1;
  /** Blocks are parted by line feeds, as in the index (docs/stream.md, "Plain text"). */
  text = '';

  /** @param {Element} body */
  constructor(body) {
    this.#body = body;
    this.read();
  }

  /** Reads the text, which is what a look at the present tree gives. */
  read() {
    this.clear();
    this.#nodes = [];
    this.text = '';
    /** @type {Element | null | undefined} */
    let block;
    const { SHOW_ELEMENT, SHOW_TEXT, FILTER_REJECT, FILTER_ACCEPT } = NodeFilter;
    const walker = document.createTreeWalker(this.#body, SHOW_ELEMENT | SHOW_TEXT, (node) =>
      node instanceof Element && node.matches(APART) ? FILTER_REJECT : FILTER_ACCEPT,
    );
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node instanceof Text) {
        const parent = /** @type {Element} */ (node.parentElement);
        const own = parent.closest(BLOCKS);
        if (own !== block) this.text += '\n';
        block = own;
        this.#nodes.push({ node, at: this.text.length });
        this.text += parent.closest('pre') ? node.data : node.data.replace(/\s/g, ' ');
      } else if (/^(BR|IMG)$/.test(node.nodeName)) this.text += ' ';
    }
    this.text = this.text.slice(0, LONG);
  }

  /** @param {Range[]} ranges of the text, sorted, apart */
  show(ranges) {
    this.clear();
    this.#shown = ranges.map((range) => this.#paint(range));
  }

  /** Makes one the present one and brings it before the reader's eyes. @param {number} index */
  point(index) {
    this.#set(this.#here, false);
    this.#here = index;
    this.#set(index, true);
    const spot = document.createElement('span');
    const start = this.#shown[index].cloneRange();
    start.collapse(true);
    start.insertNode(spot);
    const parent = /** @type {Element} */ (spot.parentElement);
    for (let at = /** @type {Element | null} */ (parent); at; at = at.parentElement)
      if (at.matches('details')) at.setAttribute('open', '');
    // Far from the edges, where sticky bars are; at once, so that nothing glides by.
    spot.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    spot.remove();
    const long = parent.closest('.carrel-long');
    if (long) holdInView(parent, long, { block: 'center', inline: 'nearest' });
    // Ranges keep to their words while a node is parted and joined.
    parent.normalize();
  }

  /** The first that is not above the window; none there: the first of all. */
  next() {
    return Math.max(
      0,
      this.#shown.findIndex((range) => range.getBoundingClientRect().top >= 0),
    );
  }

  /** Takes all marks away. */
  clear() {
    this.#set(this.#here, false);
    this.#here = -1;
    for (const range of this.#shown) highlight(FOUND).delete(range);
    this.#shown = [];
  }

  /** The number of the last node that begins before an offset. @param {number} offset */
  #before(offset) {
    let low = 0;
    for (let high = this.#nodes.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#nodes[middle].at < offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {Range} range */
  #paint([from, to]) {
    const range = document.createRange();
    const first = this.#nodes[this.#before(from + 1)];
    const last = this.#nodes[this.#before(to)];
    range.setStart(first.node, from - first.at);
    range.setEnd(last.node, to - last.at);
    highlight(FOUND).add(range);
    return range;
  }

  /** @param {number} index @param {boolean} here */
  #set(index, here) {
    const range = this.#shown[index];
    if (!range) return;
    highlight(HERE)[here ? 'add' : 'delete'](range);
    if (CSS.highlights) return;
    getSelection()?.removeAllRanges();
    if (here) getSelection()?.addRange(range);
  }
}
