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

/**
 * Is this the end of a range that the answer names? There a number is a number, and a year or a month one of its days.
 * @param {string} end @param {number | string | null} named
 */
const isNamed = (end, named) => {
  if (named === null || end === '') return named === null && end === '';
  if (typeof named === 'number') return Number(end) === named;
  return typeof named === 'string' && (named.startsWith(end) || end.startsWith(named));
};

/**
 * The filters that the engine takes, of those that the address holds. One that is malformed is passed over, and so is a second one over
 * the same field; what the engine made of a range stands in its answer. One over a field that is not known matches nothing, and
 * stays, so that it can be taken off.
 * @param {string[]} where @param {(import('./model.js').TextField | import('./model.js').RangeField)[]} [fields] of the answer, once
 *   there is one
 */
export function understood(where, fields = []) {
  /** @type {Set<string>} */
  const taken = new Set();
  return where.filter((clause) => {
    const [, name, asked] = /^([^:]+):(.+)$/s.exec(clause) ?? [];
    if (!name || taken.has(name)) return false;
    const field = fields.find((one) => one.name === name);
    if (!field) return true;
    const [from, to] = endsOf(asked);
    const isTaken =
      field.type === 'text'
        ? textsOf(asked).length > 0
        : (from || to) && isNamed(from, field.from) && isNamed(to, field.to);
    if (isTaken) taken.add(name);
    return Boolean(isTaken);
  });
}

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
