/** The search box. Uncomposed text lives in the model, so that an input method is never interrupted by a render. */
import { h } from './dom.js';
import { CROSS, GLASS, icon, marked, unseen } from './pieces.js';
import { records, text } from './plain.js';

/** Of one suggestion. @param {number} at */
const idOf = (at) => `suggestion-${at}`;

/** What a click must not do: take the focus out of the box. @param {Event} event */
const keepFocus = (event) => event.preventDefault();

/**
 * Always there, so that the box has something to control.
 * @param {import('./model.js').Model} m @param {import('./model.js').Suggestion[]} suggestions
 */
function Suggestions({ t, format, active, on }, suggestions) {
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
    suggestions.map((suggestion, at) =>
      h(
        'li',
        { id: idOf(at), role: 'option', 'aria-selected': at === active, onClick: () => on.take(at) },
        h('span', null, marked(suggestion.text, suggestion.ranges)),
        h(
          'span',
          { class: 'number' },
          suggestion.kind === 'term'
            ? t.articles(suggestion.count, format.number(suggestion.count))
            : t.kinds[/** @type {import('./model.js').Kind} */ (text(suggestion.kind))],
        ),
      ),
    ),
  );
}

/** @param {import('./model.js').Model} m */
export function SearchBox(m) {
  const { t, on, suggests, active } = m;
  const suggestions = records(m.suggestions);
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
        value: m.text,
        // As many as web/state.js reads of an address.
        maxlength: 500,
        placeholder: t.searchHint,
        autocomplete: 'off',
        autocapitalize: 'none',
        // To set the property to a text, even to `false`, would turn it on.
        spellcheck: false,
        enterkeyhint: 'search',
        'aria-describedby': 'count',
        role: suggests ? 'combobox' : undefined,
        'aria-expanded': suggests ? suggestions.length > 0 : undefined,
        'aria-controls': suggests ? 'suggestions' : undefined,
        'aria-autocomplete': suggests ? 'list' : undefined,
        'aria-activedescendant': suggests && active >= 0 ? idOf(active) : undefined,
        onKeydown: suggests ? on.key : undefined,
        onBlur: suggests ? on.leave : undefined,
        onInput: on.input,
        onCompositionEnd: on.input,
      }),
      m.text &&
        h(
          'button',
          { type: 'button', class: 'clear', onClick: on.clearWords },
          icon(CROSS),
          unseen(t.clearSearch),
        ),
      suggests && Suggestions(m, suggestions),
    ),
  );
}
