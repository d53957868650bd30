/**
 * What the shell adds to rendered Markdown before it is shown: pictures that wait to be asked for, anchors, help notices, and what
 * the page's own hooks make of code and mathematics. The words themselves stay as the stream has them.
 */
import { render } from './view/dom.js';
import { helpList } from './view/pieces.js';

/** @typedef {import('./view/model.js').Model} Model */
/** @typedef {(given: { source: string, language?: string, display?: boolean, document: Document }) => unknown} Hook */

/**
 * May a picture be fetched without being asked for? A `srcset` of several addresses only where every one may: it has blanks.
 * @param {string} mode `all`, `same-origin` or `off` @param {string} src
 */
export const isWelcome = (mode, src) =>
  mode === 'same-origin'
    ? !/\s/.test(src) && new URL(src, document.baseURI).origin === location.origin
    : mode !== 'off';

/**
 * Stands for a picture that is not fetched until the reader says so.
 * @param {HTMLImageElement} image without its address @param {string} src @param {Model} m
 */
export function held(image, src, { t }) {
  const box = document.createElement('span');
  const button = document.createElement('button');
  box.className = 'carrel-held';
  button.textContent = t.showImage(new URL(src, document.baseURI).host);
  button.onclick = (event) => {
    // The picture may stand in a link.
    event.preventDefault();
    box.replaceWith(image);
    image.src = src;
    image.tabIndex = -1;
    image.focus();
  };
  box.append(image.alt, ' ', button);
  return box;
}

/**
 * Stands for the picture of an article that is not fetched until the reader says so.
 * @param {{ alt: string, width?: number, height?: number }} given @param {string} src @param {Model} m
 */
export function heldPicture({ alt, width, height }, src, m) {
  const image = document.createElement('img');
  image.className = 'carrel-figure';
  image.referrerPolicy = 'no-referrer';
  image.alt = alt;
  if (width) image.width = width;
  if (height) image.height = height;
  return held(image, src, m);
}

/** A way to the address of a heading. @param {Element} heading @param {string} label */
function addAnchor(heading, label) {
  const anchor = document.createElement('a');
  anchor.className = 'carrel-anchor';
  anchor.href = `#${heading.id}`;
  anchor.setAttribute('aria-label', label);
  heading.append(anchor);
}

/** The bundle's help notices where an article asks for them. @param {HTMLElement} block @param {Model} m */
function fillHelp(block, m) {
  const { region } = block.dataset;
  const notices = m.help.filter((notice) => !region || notice.region === region);
  if (!notices.length) return;
  // A container of its own, since what the author wrote in the block stays.
  const container = block.appendChild(document.createElement('div'));
  render(helpList({ ...m, help: notices }, 'carrel-'), container);
}

/**
 * Lets the page's hooks replace what a `code` element holds. What a hook refuses stays as it is.
 * @param {Element} code @param {{ renderCode?: Hook | null, renderMath?: Hook | null }} hooks
 * @returns {Promise<boolean>} whether anything was replaced; rejects where the hook fails
 */
async function callHook(code, { renderCode, renderMath }) {
  const block = code.parentElement?.matches('pre') ?? false;
  const [, language = ''] = /(?:^| )language-(\S+)/.exec(code.className) ?? [];
  const isMath = language === 'math';
  const hook = isMath ? renderMath : block && renderCode;
  if (!hook) return false;
  const display = block || code.matches('.carrel-display');
  const source = code.textContent ?? '';
  const node = await hook({ source, ...(isMath ? { display } : { language }), document });
  if (!(node instanceof Node)) return false;
  code.replaceChildren(node);
  return true;
}

/**
 * Adds to a text what the shell adds, element by element, as they come to stand.
 * @param {Model} m
 * @param {{ hooks: any, anchors: boolean, failed: (error: unknown) => void, changed: () => void }} how `failed` is told of the first
 *   hook that fails; `changed` is called when hooks have replaced something
 */
export function dresser(m, { hooks, anchors, failed, changed }) {
  /** @type {Promise<boolean>[]} */
  const calls = [];
  return {
    /** Takes up an element in which everything stands. @param {Element} element */
    closed(element) {
      const { localName: name, classList } = element;
      if (name === 'code') calls.push(callHook(element, hooks));
      else if (name === 'img') {
        const image = /** @type {HTMLImageElement} */ (element);
        const { src } = image.dataset;
        if (src) image.replaceWith(held(image, src, m));
      } else if (name === 'div') {
        if (classList.contains('carrel-help')) fillHelp(/** @type {HTMLElement} */ (element), m);
      } else if (anchors && element.id && /^h[1-6]$/.test(name)) addAnchor(element, m.t.anchor);
    },
    /** No more elements will come. */
    async finish() {
      const results = await Promise.allSettled(calls);
      const failure = results.find(({ status }) => status === 'rejected');
      if (failure) failed(/** @type {PromiseRejectedResult} */ (failure).reason);
      if (results.some((result) => result.status === 'fulfilled' && result.value)) changed();
    },
  };
}
