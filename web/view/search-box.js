/** The search box. Uncomposed text lives in the model, so that an input method is never interrupted by a render. */
import { h } from './dom.js';
import { button, CROSS, GLASS, icon, marked, unseen } from './pieces.js';

/** Of one suggestion. @param {number} at */
const idOf = (at) => `suggestion-${at}`;

/** What a click must not do: take the focus out of the box. @param {Event} event */
const keepFocus = (event) => event.preventDefault();

/** Always there, so that the box has something to control. @param {import('./model.js').Model} m */
function Suggestions({ t, format, suggestions, active, on }) {
  return h(
    'ul',
    {
      id: 'suggestions',
      class: 'suggestions',
      part: 'suggestions',
      role: 'listbox',
      'aria-label': t.suggestions,
      hidden: !suggestions.length,
      onMousedown: keepFocus,
    },
    suggestions.map(({ text, kind, count, ranges }, at) =>
      h(
        'li',
        { id: idOf(at), role: 'option', 'aria-selected': at === active, onClick: () => on.take(at) },
        h('span', null, marked(text, ranges)),
        h(
          'span',
          { class: 'number' },
          kind === 'term' ? t.articles(count, format.number(count)) : t.kinds[kind],
        ),
      ),
    ),
  );
}

/** @param {import('./model.js').Model} m */
export function SearchBox(m) {
  const { t, text, on, suggests, suggestions, active } = m;
  const combobox = suggests && {
    role: 'combobox',
    'aria-expanded': suggestions.length > 0,
    'aria-controls': 'suggestions',
    'aria-autocomplete': 'list',
    'aria-activedescendant': active < 0 ? null : idOf(active),
    onKeydown: on.key,
    onBlur: on.leave,
  };
  return h(
    'form',
    {
      role: 'search',
      class: 'search',
      part: 'search',
      onSubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        on.commit();
      },
    },
    h('label', { for: 'q', class: 'label' }, t.searchLabel),
    h(
      'div',
      { class: 'field' },
      icon(GLASS),
      h('input', {
        id: 'q',
        part: 'input',
        type: 'search',
        value: text,
        placeholder: t.searchHint,
        autocomplete: 'off',
        autocapitalize: 'none',
        spellcheck: 'false',
        enterkeyhint: 'search',
        'aria-describedby': 'count',
        ...combobox,
        onInput: on.input,
        onCompositionEnd: on.input,
      }),
      text && button({ class: 'clear', onClick: on.clearWords }, icon(CROSS), unseen(t.clearSearch)),
      suggests && Suggestions(m),
    ),
  );
}
