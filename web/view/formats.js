/** Numbers and civil dates in the reader's language. */
import { text } from './plain.js';

/** What a civil date holds, by its length: a year, a month, a day. @type {Record<number, Intl.DateTimeFormatOptions>} */
const DETAIL = {
  4: { year: 'numeric' },
  7: { year: 'numeric', month: 'short' },
  10: { dateStyle: 'medium' },
};

/**
 * @param {string} locale @returns {import('./model.js').Formats}
 */
export function formats(locale) {
  const numbers = new Intl.NumberFormat(locale);
  return {
    number: (n) => (typeof n === 'number' ? numbers.format(n) : text(n)),
    date(given) {
      const civil = text(given);
      const day = civil.slice(0, 10);
      const detail = DETAIL[day.length];
      // A civil date is the same day everywhere: without a time it is read in UTC, and it is formatted there.
      const at = new Date(day);
      if (!detail || Number.isNaN(+at)) return civil;
      return at.toLocaleDateString(locale, { ...detail, timeZone: 'UTC' });
    },
  };
}
