/** The languages that the interface speaks. */
import { en } from './en.js';

/** @typedef {import('./en.js').Strings} Strings */

/** @type {Record<string, Strings>} */
const languages = { en };

/**
 * The strings for a BCP 47 tag, and the locale for its dates and numbers: the tag itself where we speak its language,
 * otherwise the language we answer in, so that "Posted by" never stands beside a date in another tongue.
 * @param {string} tag @returns {{ t: Strings, locale: string }}
 */
export function speak(tag) {
  const t = languages[tag.toLowerCase().split('-')[0]];
  if (!t) return { t: en, locale: en.lang };
  try {
    return { t, locale: Intl.getCanonicalLocales(tag)[0] };
  } catch {
    return { t, locale: t.lang };
  }
}
