/** Keeps the place to which a reader was taken while what stands above it is still being laid out. */

/** ms. Pictures near the place have mostly come by then. */
const SETTLING_MS = 1500;
/** What a reader does to go elsewhere. */
const OWN_WAYS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/**
 * Scrolls to an element, and again whenever the text around it changes its height, until it has settled or the reader goes on by hand.
 * A long text is laid out as far as it is seen, so the heights above a place are guesses until it is in view.
 * @param {Element} target @param {Element} text around it @param {ScrollIntoViewOptions} [how]
 */
export function holdInView(target, text, how) {
  const holding = new AbortController();
  const { signal } = holding;
  const observer = new ResizeObserver(() => target.scrollIntoView({ ...how, behavior: 'instant' }));
  const timer = setTimeout(() => holding.abort(), SETTLING_MS);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  for (const type of OWN_WAYS)
    addEventListener(type, () => holding.abort(), { signal, passive: true, capture: true });
  target.scrollIntoView(how);
  observer.observe(text);
}
