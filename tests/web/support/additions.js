/** @file What Carrel adds to Markdown's HTML of its own accord (docs/stream.md), taken away again. */
import { changed } from './tree.js';

/** @typedef {import('./tree.js').Tree} Tree */

/** Attributes that say nothing about what the author wrote. */
const ADDED = new Set(['rel', 'loading', 'referrerpolicy', 'scope', 'role', 'aria-label', 'data-language']);
const ALIGNED = /^carrel-align-(left|center|right)$/;

/**
 * @param {Tree} tree
 * @param {ReadonlySet<string>} [written] attributes above, and ids, that an author wrote and that stay therefore
 * @returns {Tree} without the ids of headings, the attributes above and the classes of ours; alignment as HTML once wrote it
 */
export const withoutAdditions = (tree, written = new Set()) =>
  changed(tree, ({ name, attributes, children }) => {
    /** @type {Record<string, string>} */
    const kept = {};
    for (const [key, value] of Object.entries(attributes)) {
      if (ADDED.has(key) && !written.has(key)) continue;
      if (key === 'id' && /^h[1-6]$/.test(name) && value.startsWith('carrel-') && !written.has(value))
        continue;
      if (key !== 'class') {
        kept[key] = value;
        continue;
      }
      const classes = value.split(' ');
      const side = classes.map((word) => ALIGNED.exec(word)?.[1]).find(Boolean);
      if (side) kept.align = side;
      const others = classes.filter((word) => !word.startsWith('carrel-'));
      if (others.length > 0) kept.class = others.join(' ');
    }
    return [{ name, attributes: kept, children }];
  });
