/**
 * The ids that a widget gives to what it puts into the tree of the page. However many widgets a page has, whatever their `prefix` and
 * whatever their articles name their headings, no id stands twice.
 *
 * Every id begins with `carrel-`. Articles of a first widget without `prefix` go on with the name of the heading, which is what links
 * to sections hold. What begins with a colon is ours: stream.js leaves no author such a name, and no heading makes one of itself.
 */

/** What the renderer puts before every id (docs/stream.md). */
const RENDERED = 'carrel-';

/**
 * @typedef {object} Ids what the ids of a widget begin with
 * @property {string} articles of an opened article, before the names of headings
 * @property {string} introduction of a topic's introduction, which stands in the page beside the article
 * @property {string} own of the widget's own headings
 */

/** What the ids of widgets in the page begin with. @type {Set<string>} */
const taken = new Set();

/**
 * Ids that no other widget has until `signal` is aborted.
 * @param {string} prefix the attribute @param {AbortSignal} signal
 * @returns {Ids}
 */
export function takeIds(prefix, signal) {
  // Tildes and colons keep their places in what follows; blanks may stand in no id.
  const plain = prefix.replace(/[^\w-]/gu, (letter) => `.${letter.codePointAt(0)?.toString(16)}`);
  let articles = plain ? `${RENDERED}:${plain}:` : RENDERED;
  for (let number = 2; taken.has(articles); number++) articles = `${RENDERED}:${plain}~${number}:`;
  taken.add(articles);
  signal.addEventListener('abort', () => taken.delete(articles));
  return { articles, introduction: `${articles}::`, own: `${articles}:` };
}

/** The id in the page of what the renderer called so. @param {string} id @param {string} ids what those of the widget begin with */
export const inPage = (id, ids) => id && ids + id.slice(RENDERED.length);
