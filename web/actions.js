/** What a reader can do, and where the focus goes afterwards. */
import { isModified } from './links.js';
import { EMPTY, toggle, withField, without, withYear } from './state.js';

/**
 * @param {import('./session.js').Session} session
 * @returns {import('./view/model.js').Actions}
 */
export function actions(session) {
  /** Takes a plain click over; a click that asks for a tab or a window stays the browser's. @param {Event} event */
  const takes = (event) => {
    if (isModified(/** @type {MouseEvent} */ (event))) return false;
    event.preventDefault();
    return true;
  };
  /** To the next suggestion, or the one before; past either end it begins anew. @param {boolean} down */
  const move = (down) => {
    const { suggestions, active } = session.stage.model;
    const count = suggestions.length;
    if (count) session.stage.point(down ? (active + 1) % count : (active > 0 ? active : count) - 1);
  };
  /** @param {number} at */
  const take = (at) => {
    const { kind, slug, text } = session.stage.model.suggestions[at];
    if (kind === 'title') void session.open(slug);
    else void session.commit(text);
  };
  const focus = (/** @type {string} */ selector) => session.stage.focus(selector);
  const unmark = () => {
    session.finder.drop();
    session.stage.focusArticle();
  };
  return {
    input(event) {
      const text = /** @type {HTMLInputElement} */ (event.target).value;
      session.stage.set({ text });
      // Half a composed word is not a query. Its end arrives as an event of its own.
      if (/** @type {InputEvent} */ (event).isComposing) return;
      session.type(text.trim());
      void session.suggest();
    },
    key(event) {
      const { suggestions, active, text } = session.stage.model;
      const { key, altKey } = event;
      const last = suggestions.length - 1;
      const down = key === 'ArrowDown';
      // Keys of an input method, and chords that are somebody else's.
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.shiftKey)
        return;
      if (key === 'Escape' && last >= 0) session.unsuggest();
      else if (key === 'Enter' && active >= 0) take(active);
      else if ((down || key === 'ArrowUp') && text) {
        if (altKey && !down) session.unsuggest();
        else if (altKey || last < 0) void session.suggest().then(() => altKey || move(down));
        else move(down);
      } else return;
      event.preventDefault();
    },
    take,
    leave: () => session.unsuggest(),
    commit: () => session.commit(session.stage.model.text.trim()),
    clearWords: () => session.change({ q: '' }).then(() => focus('input')),
    clearAll: () => session.clear().then(() => focus('input')),
    toggle: (group, value) => session.change({ [group]: toggle(session.state[group], value) }),
    flip: (group) => session.change({ other: toggle(session.state.other, group) }),
    field: (name, asked) => session.change({ where: withField(session.state.where, name, asked) }),
    year: (year) => session.change(withYear(session.state, year)),
    async remove(filter) {
      const place = session.stage.chipInFocus();
      await session.change(without(session.state, filter));
      session.stage.focusChip(place);
    },
    sort: (sort) => session.change({ sort }),
    search: (q) => session.change({ q }).then(() => focus('#list')),
    open: (event, slug, url, at) => takes(event) && session.open(slug, url, at),
    close: (event) => takes(event) && session.closeArticle(),
    topic: (event, topic) => takes(event) && session.change({ ...EMPTY, topic }).then(() => focus('#list')),
    more: () => session.more(),
    unfold: (name) => session.stage.unfold(name),
    retry: () => session.refresh(),
    step: (way) => session.finder.step(way),
    unmark,
    foundKey(event) {
      if (event.key !== 'Escape') return;
      // It is meant for the bar, not for the article.
      event.preventDefault();
      unmark();
    },
  };
}
