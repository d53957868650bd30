/** What a filter over a field asks, as it stands in the address: `a|b`, `all:a|b`, `10..20`. */

/** Of one field; '' when nothing is asked of it. @param {string[]} where @param {string} field */
export const askedOf = (where, field) =>
  where.find((clause) => clause.startsWith(`${field}:`))?.slice(field.length + 1) ?? '';

/** @param {string} asked */
export const asksAll = (asked) => asked.startsWith('all:');

/** @param {string} asked */
export const textsOf = (asked) =>
  asked
    .replace(/^(any|all):/, '')
    .split('|')
    .filter(Boolean);

/** @param {boolean} all @param {string[]} texts */
export const askTexts = (all, texts) => (texts.length ? (all ? 'all:' : '') + texts.join('|') : '');

/** With or without one text. @param {string} asked @param {string} text */
export function toggleText(asked, text) {
  const texts = textsOf(asked);
  const others = texts.filter((one) => one !== text);
  return askTexts(asksAll(asked), others.length < texts.length ? others : [...texts, text]);
}

/** Both ends of a range. @param {string} asked @returns {[string, string]} */
export function endsOf(asked) {
  const [from = '', to = from] = asked.split('..');
  return [from, to];
}

/** @param {string} from @param {string} to */
export const askRange = (from, to) => (from || to ? `${from}..${to}` : '');
