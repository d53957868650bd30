/**
 * Links to places of the page itself, `#…`, in what is read. A `<base>` of the page makes them lead to another page; there they get
 * their address in full. As the page's address may change while they stand, they are put right again whenever one of them is about to
 * be used: pointed at, reached by the keyboard, pressed, or asked for its menu.
 */

/** What may come before a link is followed or copied, in order of appearance. */
const BEFORE_USE = ['pointerover', 'pointerdown', 'focusin', 'contextmenu', 'dragstart', 'click'];

/** The full addresses that were written here, and the fragments in them. @type {WeakMap<Element, { href: string, fragment: string }>} */
const written = new WeakMap();

/** @param {string} href */
const withoutFragment = (href) => href.replace(/#.*/s, '');

/** The place of the page that a link leads to, with its `#`; '' when it leads elsewhere. @param {Element} link */
export function placeOf(link) {
  const href = link.getAttribute('href') ?? '';
  if (href.startsWith('#')) return href;
  const known = written.get(link);
  return known?.href === href ? known.fragment : '';
}

/** @param {Element} link */
function putRight(link) {
  const fragment = placeOf(link);
  const here = withoutFragment(location.href);
  if (!fragment || (!written.has(link) && withoutFragment(document.baseURI) === here)) return;
  const href = here + fragment;
  written.set(link, { href, fragment });
  if (link.getAttribute('href') !== href) link.setAttribute('href', href);
}

/** Makes the links of a part of the page stay in it. @param {ParentNode} root */
export function keepInPage(root) {
  if (withoutFragment(document.baseURI) === withoutFragment(location.href)) return;
  for (const link of root.querySelectorAll('a[href]')) putRight(link);
}

/** Keeps them so. @param {Element} element whose children are ours to look at @param {AbortSignal} signal */
export function watchLinks(element, signal) {
  /** @param {Event} event */
  const look = ({ target }) => {
    const link =
      target instanceof Element && target.closest('.carrel-topic a[href], .carrel-article a[href]');
    if (link) putRight(link);
  };
  // Before anybody else acts on what the link says.
  for (const type of BEFORE_USE) element.addEventListener(type, look, { signal, capture: true });
}
