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

/** A way to the address of each heading. @param {ParentNode} root @param {string} label */
function addAnchors(root, label) {
  for (const heading of root.querySelectorAll(':is(h1, h2, h3, h4, h5, h6)[id]')) {
    const anchor = document.createElement('a');
    anchor.className = 'carrel-anchor';
    anchor.href = `#${heading.id}`;
    anchor.setAttribute('aria-label', label);
    heading.append(anchor);
  }
}

/** The bundle's help notices where an article asks for them. @param {ParentNode} root @param {Model} m */
function fillHelp(root, m) {
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.carrel-help'))) {
    const { region } = block.dataset;
    const notices = m.help.filter((notice) => !region || notice.region === region);
    if (!notices.length) continue;
    // A container of its own, since what the author wrote in the block stays.
    const container = block.appendChild(document.createElement('div'));
    render(helpList({ ...m, help: notices }, 'carrel-'), container);
  }
}

/**
 * Lets the page's hooks replace the content of code and mathematics. What a hook refuses, or fails on, stays as it is.
 * @param {ParentNode} root @param {{ renderCode?: Hook | null, renderMath?: Hook | null }} hooks
 * @param {(error: unknown) => void} failed told once
 * @returns {Promise<boolean>} whether anything was replaced
 */
async function callHooks(root, { renderCode, renderMath }, failed) {
  let replaced = false;
  /** @type {unknown[]} */
  const errors = [];
  await Promise.all(
    [...root.querySelectorAll('code')].map(async (code) => {
      const block = code.parentElement?.matches('pre') ?? false;
      const [, language = ''] = /(?:^| )language-(\S+)/.exec(code.className) ?? [];
      const isMath = language === 'math';
      const hook = isMath ? renderMath : block && renderCode;
      if (!hook) return;
      try {
        const display = block || code.matches('.carrel-display');
        const node = await hook({
          source: code.textContent ?? '',
          ...(isMath ? { display } : { language }),
          document,
        });
        if (!(node instanceof Node)) return;
        code.replaceChildren(node);
        replaced = true;
      } catch (error) {
        errors.push(error);
      }
    }),
  );
  if (errors.length) failed(errors[0]);
  return replaced;
}

/**
 * @param {Element} root @param {Model} m
 * @param {{ hooks: any, anchors: boolean, failed: (error: unknown) => void, changed: () => void }} how `changed` is called when hooks
 *   have replaced something
 */
export function dress(root, m, { hooks, anchors, failed, changed }) {
  for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (root.querySelectorAll('img[data-src]')))
    image.replaceWith(held(image, image.dataset.src ?? '', m));
  fillHelp(root, m);
  if (anchors) addAnchors(root, m.t.anchor);
  void callHooks(root, hooks, failed).then((replaced) => replaced && changed());
}
