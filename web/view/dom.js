/**
 * Views as trees, and trees as nodes: `h` describes an element, `render` makes a container hold what was described and
 * changes no more than that takes.
 *
 * The whole widget is drawn from one model, so there are no components with a state of their own. Nothing here turns a
 * string into markup, code or a style: strings become text nodes and attributes, functions become listeners.
 */

/**
 * @typedef {object} View
 * @property {string} type name of the element; '' for text
 * @property {string | undefined} key which of its siblings it is, when they change places
 * @property {Record<string, any>} props
 * @property {(View | null)[]} children holes stay, so that what comes and goes moves nobody else
 * @property {Node | null} node what stands for it, once rendered
 */

const SVG = 'http://www.w3.org/2000/svg';
/** What a reader changes too, so that the attribute alone would not tell. @param {string} type @param {string} name */
const isProperty = (type, name) =>
  name === 'checked' || name === 'selected' || (name === 'value' && type === 'input');

/** @param {any} child @returns {View | null} */
function viewOf(child) {
  if (child === null || child === undefined || typeof child === 'boolean' || child === '') return null;
  if (typeof child === 'object') return child;
  return { type: '', key: undefined, props: { text: String(child) }, children: [], node: null };
}

/**
 * Describes an element. `key` tells it from its siblings, `ref` is called with the new node once, `onName` listens to the event
 * `name`; anything else is an attribute: true is an empty one, false and null are none (of aria- and data- names false is a value).
 * @param {string} type
 * @param {Record<string, any> | null} [props]
 * @param {...any} children views, texts, numbers, lists of them; null, false and '' are nothing
 * @returns {View}
 */
export function h(type, props, ...children) {
  const { key, ...rest } = props ?? {};
  return { type, key, props: rest, children: children.flat(9).map(viewOf), node: null };
}

/** What each container shows. @type {WeakMap<Node, (View | null)[]>} */
const shown = new WeakMap();

/**
 * Makes `container` hold the view, or the list of them, and nothing else of ours.
 * @param {any} view @param {Element} container
 */
export function render(view, container) {
  const next = [view].flat(9).map(viewOf);
  updateChildren(container, shown.get(container) ?? [], next);
  shown.set(container, next);
}

/** @param {Node} parent @param {(View | null)[]} before @param {(View | null)[]} after */
function updateChildren(parent, before, after) {
  const left = [...before];
  /** @param {View | null} view @param {number} at */
  const take = (view, at) => {
    const old = left[at];
    if (!view || old?.type !== view.type || old.key !== view.key) return null;
    left[at] = null;
    return old;
  };
  // Those at their own place first, so that none of them is taken by a neighbour.
  const pairs = after.map(take);
  after.forEach((view, i) => {
    for (let at = 0; view && !pairs[i] && at < left.length; at++) pairs[i] = take(view, at);
  });
  for (const old of left) old?.node?.parentNode?.removeChild(old.node);
  let next = parent.firstChild;
  after.forEach((view, i) => {
    if (!view) return;
    const node = update(view, pairs[i], parent);
    if (node === next) next = node.nextSibling;
    else parent.insertBefore(node, next);
  });
}

/** The node of `view`: the old one changed, or a new one. @param {View} view @param {View | null} old @param {Node} parent */
function update(view, old, parent) {
  const { type, props } = view;
  const page = /** @type {Document} */ (parent.ownerDocument);
  if (!type) {
    view.node = old?.node ?? page.createTextNode(props.text);
    if (old && old.props.text !== props.text) view.node.nodeValue = props.text;
    return view.node;
  }
  const inSvg = type === 'svg' || /** @type {Element} */ (parent).namespaceURI === SVG;
  const node = /** @type {Element} */ (
    old?.node ?? (inSvg ? page.createElementNS(SVG, type) : page.createElement(type))
  );
  view.node = node;
  updateChildren(node, old?.children ?? [], view.children);
  for (const name in { ...old?.props, ...props }) {
    // What the reader has typed or ticked is put right even if the view says the same as before.
    if (isProperty(type, name) || props[name] !== old?.props[name])
      setProp(node, name, props[name], old?.props[name]);
  }
  if (!old) props.ref?.(node);
  return node;
}

/** @param {any} node @param {string} name @param {any} value @param {any} old */
function setProp(node, name, value, old) {
  if (name === 'ref') return;
  if (/^on[A-Z]/.test(name)) {
    const type = name.slice(2).toLowerCase();
    if (old) node.removeEventListener(type, old);
    if (typeof value === 'function') node.addEventListener(type, value);
  } else if (isProperty(node.localName, name)) {
    const wanted = value ?? (name === 'value' ? '' : false);
    if (node[name] !== wanted) node[name] = wanted;
  } else if (value === null || value === undefined || (value === false && !/^(aria|data)-/.test(name))) {
    node.removeAttribute(name);
  } else {
    node.setAttribute(name, value === true && !/^(aria|data)-/.test(name) ? '' : value);
  }
}
