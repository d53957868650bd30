/**
 * Views as trees, and trees as nodes, by Preact: `h` describes an element, `render` makes a container hold what was described.
 *
 * The one guarantee: data is never a view. A view is what `h` has made, which Preact marks with a symbol that no JSON can hold;
 * text and numbers become text nodes; anything else among the children, whatever it looks like, becomes nothing. Only this file
 * knows Preact.
 */
import { createElement, render as draw, isValidElement } from 'preact';

/** @typedef {import('preact').VNode<any>} View */

/** Lists of lists in a view are flatter than that; a list of the data may have any depth. */
const DEEPEST = 9;

/** @param {unknown} given @param {number} depth @returns {any} */
function childOf(given, depth) {
  if (isValidElement(/** @type {any} */ (given))) return given;
  if (Array.isArray(given)) return depth < DEEPEST ? given.map((one) => childOf(one, depth + 1)) : null;
  return (typeof given === 'string' && given !== '') || typeof given === 'number' ? given : null;
}

/**
 * Describes an element. `key` tells it from its siblings, `ref` is called with the new node, `onName` listens to the event
 * `name`; anything else is a property or an attribute, as far as properties.js lists it.
 * @param {string} type @param {Record<string, any> | null} [props]
 * @param {...any} children views, texts, numbers, lists of them; anything else is nothing
 * @returns {View}
 */
export function h(type, props, ...children) {
  const view = createElement(type, props ?? null, childOf(children, 0));
  // Preact compares keys as values, and an object of the data may be none.
  if (typeof view.key === 'object') view.key = undefined;
  return view;
}

/**
 * Makes `container` hold the view, or the list of them, and nothing else.
 * @param {any} view @param {Element} container
 */
export const render = (view, container) => draw(childOf(view, 0), container);
