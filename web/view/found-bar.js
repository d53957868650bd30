/** The words that led to the article: how many are marked in it, and ways from one to the next. */
import { h } from './dom.js';
import { CROSS, DOWN, icon, UP } from './pieces.js';

/** @param {import('./model.js').Model} m */
export function FoundBar({ found, t, format, on }) {
  if (!found) return null;
  const { at, total } = found;
  const shown = format.number(total);
  /** @param {string} label @param {string} path @param {(event: MouseEvent) => void} onClick */
  const step = (label, path, onClick) =>
    h('button', { type: 'button', class: 'step', 'aria-label': label, title: label, onClick }, icon(path));
  return h(
    'div',
    { class: 'found', part: 'found', role: 'group', 'aria-label': t.foundWords, onKeydown: on.foundKey },
    h('span', { class: 'number' }, at < 0 ? t.marked(total, shown) : t.shownOf(format.number(at + 1), shown)),
    step(t.previous, UP, () => on.step(-1)),
    // Shift turns the keys round, as in the browser's own search.
    step(t.next, DOWN, (event) => on.step(event.shiftKey ? -1 : 1)),
    step(t.hideMarks, CROSS, on.unmark),
  );
}
