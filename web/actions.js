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
  const focus = (/** @type {string} */ selector) => session.stage.focus(selector);
  return {
    input(event) {
      const text = /** @type {HTMLInputElement} */ (event.target).value;
      session.stage.set({ text });
      // Half a composed word is not a query. Its end arrives as an event of its own.
      if (!(/** @type {InputEvent} */ (event).isComposing)) session.type(text.trim());
    },
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
    open: (event, slug, url) => takes(event) && session.open(slug, url),
    close: (event) => takes(event) && session.closeArticle(),
    topic: (event, topic) => takes(event) && session.change({ ...EMPTY, topic }).then(() => focus('#list')),
    more: () => session.more(),
    unfold: (name) => session.stage.unfold(name),
    retry: () => session.refresh(),
  };
}
