/**
 * What a view may say of an element.
 *
 * Preact sets any property whose name an element knows, and some of them turn a string into markup. The build puts `isListed` and
 * `permitted` before the one place where it does so (scripts/build-preact.mjs), so that a name which is not here sets nothing,
 * whatever view asks for it and wherever its props are from. tests/web/views.test.js compares the list with what the views use.
 */

/** Every property and attribute that the views use; listeners are told by their form. */
const LISTED = new Set(
  (
    'alt aria-activedescendant aria-autocomplete aria-busy aria-controls aria-describedby aria-expanded aria-hidden aria-label ' +
    'aria-labelledby aria-pressed aria-selected autocapitalize autocomplete checked class d data-slug datetime decoding ' +
    'enterkeyhint for height hidden href id loading max maxlength min name part placeholder preserveAspectRatio referrerpolicy rel role ' +
    'spellcheck src step tabindex title type value viewBox width x y'
  ).split(' '),
);

const LISTENER = /^on[A-Z][A-Za-z]+$/;
const RUNS = /^(javascript|data|vbscript):$/;

/** @param {string} name of a prop @returns {boolean} whether an element may have it */
export const isListed = (name) => LISTED.has(name) || LISTENER.test(name);

/**
 * The value as it may be set, or null when it may not: a listener is a function and nothing else is, an address runs no script.
 * @param {string} name a listed one @param {unknown} value
 */
export function permitted(name, value) {
  if (LISTENER.test(name)) return typeof value === 'function' ? value : null;
  if (name === 'href' || name === 'src') return typeof value === 'string' && !runs(value) ? value : null;
  return /^(string|number|boolean)$/.test(typeof value) ? value : null;
}

/** Is it the address of a script, or none at all? As an element reads it: with blanks and line feeds in it, too. @param {string} address */
function runs(address) {
  try {
    return RUNS.test(new URL(address, 'https://page.invalid').protocol);
  } catch {
    return true;
  }
}
