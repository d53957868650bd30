/**
 * @file HTML as trees that can be compared: from parse5 or from any DOM, printed one node a line.
 *
 * Nothing here knows what Carrel allows (allow-list.js) or adds (additions.js).
 */
import { defaultTreeAdapter, html as dictionary, parseFragment } from 'parse5';

/**
 * @typedef {object} Element
 * @property {string} name `#comment` for a comment, which no article of ours may hold
 * @property {Record<string, string>} attributes
 * @property {Tree} children
 */
/** @typedef {string | Element} Node a string is text */
/** @typedef {Node[]} Tree */

/**
 * What an HTML parser makes of a string that stands in a div, as an article does.
 * @param {string} html
 * @returns {Tree}
 */
export function parsed(html) {
  const div = defaultTreeAdapter.createElement('div', dictionary.NS.HTML, []);
  return parseFragment(div, html, {}).childNodes.map(fromParse5);
}

/** @param {any} node of parse5's own tree @returns {Node} */
function fromParse5(node) {
  if (node.nodeName === '#text') return node.value;
  const inside = node.content ?? node;
  return {
    name: node.nodeName,
    attributes: Object.fromEntries(
      (node.attrs ?? []).map((/** @type {any} */ { name, value }) => [name, value]),
    ),
    children: (inside.childNodes ?? []).map(fromParse5),
  };
}

/**
 * The children of a node of a DOM. It leans on nothing outside of itself: a page gets it as text.
 * @param {any} parent
 * @returns {Tree}
 */
export function fromDom(parent) {
  return [...parent.childNodes].map((node) =>
    node.nodeType === 3
      ? node.nodeValue
      : {
          name: node.localName ?? node.nodeName,
          attributes: Object.fromEntries(
            [...(node.attributes ?? [])].map((/** @type {Attr} */ { name, value }) => [name, value]),
          ),
          children: fromDom(node),
        },
  );
}

/**
 * A tree changed from its leaves up.
 * @param {Tree} tree
 * @param {(element: Element) => Tree} change what stands in an element's place
 * @returns {Tree}
 */
export const changed = (tree, change) =>
  tree.flatMap((node) =>
    typeof node === 'string' ? [node] : change({ ...node, children: changed(node.children, change) }),
  );

/** @param {Tree} tree @returns {Iterable<Element>} every element, parents first */
export function* elements(tree) {
  for (const node of tree) {
    if (typeof node === 'string') continue;
    yield node;
    yield* elements(node.children);
  }
}

/** Neighbouring texts are one, as every parser has it. @param {Tree} tree @returns {Tree} */
export function merged(tree) {
  /** @type {Tree} */
  const out = [];
  for (const node of tree) {
    const last = out.at(-1);
    if (typeof node !== 'string') out.push({ ...node, children: merged(node.children) });
    else if (typeof last === 'string') out[out.length - 1] = last + node;
    else if (node !== '') out.push(node);
  }
  return out;
}

const BLOCKS = new Set(
  `address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer form
   h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre search section summary table tbody td tfoot th thead tr ul`.split(
    /\s+/,
  ),
);
const isBlock = (/** @type {Node | undefined} */ node) => typeof node === 'object' && BLOCKS.has(node.name);

/**
 * Without the blanks that no reader sees: where a block begins or ends, and behind a line break. What CommonMark's own
 * test runner passes over, less one thing: blanks inside a text stay as they are. And one more: the blank behind a
 * checkbox, which styles put there.
 * @param {Tree} tree
 * @returns {Tree}
 */
export const withoutBlanks = (tree) => stripped(merged(tree), true);

/** @param {Tree} tree merged @param {boolean} inBlock @returns {Tree} */
function stripped(tree, inBlock) {
  const out = tree.map((node, i) => {
    if (typeof node !== 'string') {
      return node.name === 'pre' ? node : { ...node, children: stripped(node.children, isBlock(node)) };
    }
    const before = tree[i - 1];
    const after = tree[i + 1];
    let text = node;
    if (before === undefined ? inBlock : isBlock(before)) text = text.replace(/^[ \t\n]+/, '');
    if (after === undefined ? inBlock : isBlock(after)) text = text.replace(/[ \t\n]+$/, '');
    if (typeof before === 'object' && before.name === 'br') text = text.replace(/^\n/, '');
    if (typeof before === 'object' && before.name === 'input') text = text.replace(/^ /, '');
    return text;
  });
  return out.filter((node) => node !== '');
}

/** One node a line, attributes in order of their names. @param {Tree} tree @param {string} [indent] @returns {string} */
export function printed(tree, indent = '') {
  return tree
    .map((node) => {
      if (typeof node === 'string') return `${indent}${JSON.stringify(node)}\n`;
      const pairs = Object.entries(node.attributes)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
      return `${indent}<${node.name}${pairs.join('')}>\n${printed(node.children, `${indent}  `)}`;
    })
    .join('');
}
