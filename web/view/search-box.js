/** The search box. Uncomposed text lives in the model, so that an input method is never interrupted by a render. */
import { h } from './dom.js';
import { CROSS, GLASS, icon, unseen } from './pieces.js';

/** @param {import('./model.js').Model} m */
export function SearchBox({ t, text, on }) {
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
        onInput: on.input,
        onCompositionEnd: on.input,
      }),
      text &&
        h(
          'button',
          { type: 'button', class: 'clear', onClick: on.clearWords },
          icon(CROSS),
          unseen(t.clearSearch),
        ),
    ),
  );
}
