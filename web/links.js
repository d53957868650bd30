/** Which article a link inside an article may mean. Pure. */

/**
 * An address of the web in full.
 * @param {string} address @param {string} [base] @returns {string} '' when it is none
 */
export function webAddress(address, base) {
  try {
    const { href } = new URL(address, base);
    return /^https?:/.test(href) ? href : '';
  } catch {
    return '';
  }
}

/**
 * A link is worth asking about when its last segment could be a slug.
 * @param {string} href absolute @returns {string} '' when it cannot be
 */
export function slugIn(href) {
  try {
    const last = new URL(webAddress(href)).pathname.replace(/\/$/, '').split('/').pop() ?? '';
    return decodeURIComponent(last).replace(/\.(md|markdown|html?)$/i, '');
  } catch {
    return '';
  }
}

/** The heading that a link leads to, as its author wrote it. @param {string} href absolute @returns {string} '' when there is none */
export function fragmentIn(href) {
  try {
    return decodeURIComponent(new URL(href).hash.slice(1));
  } catch {
    return '';
  }
}

/**
 * Does the link mean the article that bears this slug? Its own address says yes; so does a place beside the article being
 * read, since that is what a relative link looks like after resolution. `/shop/treatment` is not the article "treatment".
 * @param {string} href absolute @param {string} url the article's own address, '' when it has none
 * @param {string} base against which relative links were resolved
 */
export function means(href, url, base) {
  const place = (/** @type {string} */ address) => webAddress(address, base).replace(/[?#].*/, '');
  const plain = (/** @type {string} */ address) => place(address).replace(/\/$/, '');
  const folder = (/** @type {string} */ path) => path.slice(0, path.lastIndexOf('/'));
  return (url && plain(url) === plain(href)) || folder(plain(href)) === folder(place(base));
}

/** The reader wants a new tab, a window or a download. @param {MouseEvent} event */
export const isModified = (event) =>
  event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
