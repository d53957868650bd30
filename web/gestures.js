/** What a reader does outside the controls: Escape, and links in the text that is read. */
import { placeOf, watchLinks } from './anchors.js';
import { fragmentIn, isModified } from './links.js';

/**
 * @param {import('./session.js').Session} session
 * @param {import('./session.js').Host} host
 * @param {import('./reader.js').Reader} reader
 */
export function listen(session, { element, options, signal }, reader) {
  /** Leaves the article. Keys typed into a field, and keys that somebody has used, stay theirs. @param {KeyboardEvent} event */
  const leave = (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || !session.state.read) return;
    const path = event.composedPath();
    const target = /** @type {Element} */ (path[0]);
    const ours = path.includes(element) || target === document.body;
    if (!ours || target.matches('input, select, textarea')) return;
    event.preventDefault();
    void session.closeArticle();
  };

  /**
   * What the browser follows by itself, with all that the link says of it, but for our asking once more. An address that is put into
   * `location` would be told where the reader comes from, words included if the page's policy says so.
   * @param {HTMLAnchorElement} link
   */
  const followed = (link) => /** @type {HTMLAnchorElement} */ (link.cloneNode());

  /** A link in the introduction or in the article may lead to another article. @param {MouseEvent} event */
  const follow = async (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || isModified(event)) return;
    if (!session.stage.holds(link)) return;
    const anchor = placeOf(link);
    if (anchor) {
      // In hash routing the fragment is the state: the anchor is followed by hand.
      const byHand = options().routing === 'hash';
      if (session.stage.jump(anchor, byHand) && byHand) event.preventDefault();
      return;
    }
    const target = reader.candidate(link, session.state.read);
    if (!target) return;
    event.preventDefault();
    if (await target.isArticle()) void session.open(target.slug, link.href, fragmentIn(link.href));
    else followed(link).click();
  };

  watchLinks(element, signal);
  document.addEventListener('keydown', leave, { signal });
  element.addEventListener('click', (event) => void follow(event), { signal });
}
