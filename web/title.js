/**
 * The title of the page, which names the article that is being read.
 *
 * What the page itself gives as its title meanwhile is the page's: it is neither changed nor taken back.
 */

/** The title that the page had. */
let own = '';
/** What was last put in its place, as the browser gives it back. */
let written = '';
/** The articles that are open, by whoever shows them; the newest names the page. @type {Map<object, string>} */
const open = new Map();

function write() {
  const newest = [...open.values()].pop();
  const title = newest ? `${newest} – ${own}` : own;
  if (document.title !== title) document.title = title;
  written = document.title;
}

/** Names an article in the title. @param {object} widget @param {string} article */
export function nameInTitle(widget, article) {
  const present = document.title;
  // A page that was stored with an open article bears its name already.
  const stored = `${article} – `;
  if (!open.size || present !== written)
    own = present.startsWith(stored) ? present.slice(stored.length) : present;
  open.delete(widget);
  open.set(widget, article);
  write();
}

/** Takes the name of the widget's article off again. @param {object} widget */
export function unnameInTitle(widget) {
  if (open.delete(widget) && document.title === written) write();
}
