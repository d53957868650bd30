/** @file Front-matter values as people write them, turned into the values of a content bundle. */

/** @param {unknown} value */
export const isScalar = (value) => ['string', 'number', 'boolean'].includes(typeof value);

/** @param {unknown} value @returns {string} '' for what is no text */
export const textOf = (value) => (isScalar(value) ? String(value).trim() : '');

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The civil date at the start of what was written, never moved by a time zone; '' when there is none.
 * @param {unknown} value `2025-11-16T08:00:00+01:00`, `2025-11`, `2025/11/16`, `September 21, 2021`, `21 Sep 2021`
 */
export function dateOf(value) {
  const text = textOf(value);
  const numbers = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)/.exec(text);
  if (numbers) return civil(numbers[1], numbers[2], numbers[3]);
  const words =
    /^(?:[a-z]+, )?(?:(\d{1,2})\.? )?([a-z]{3})[a-z]*\.?,?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})\b/i.exec(
      text,
    );
  const month = months.indexOf(words?.[2]?.toLowerCase() ?? '');
  return words && month >= 0 ? civil(words[4], String(month + 1), words[1] ?? words[3]) : '';
}

/** Addresses of blogs often say the day: `/2025/11/16/title/`. @param {string} path */
export function dateInPath(path) {
  const match = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})(?:\/|$)/.exec(path);
  return match ? civil(match[1], match[2], match[3]) : '';
}

/** @param {string | undefined} year @param {string | undefined} month @param {string | undefined} day */
function civil(year, month, day) {
  const parts = [year, month, day].filter((part) => part !== undefined).map(Number);
  const [y = 0, m = 1, d = 1] = parts;
  const date = new Date(Date.UTC(y, m - 1, d));
  // 2025-02-31 would quietly become March.
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return '';
  return date.toISOString().slice(0, [0, 4, 7, 10][parts.length]);
}

/** A list of texts, out of a list or one text. @param {unknown} value @param {RegExp} [separator] @returns {string[]} */
export function listOf(value, separator) {
  const texts = Array.isArray(value) ? value.map(textOf) : textOf(value).split(separator ?? /\n/);
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

/** As in an address: lower case, letters and digits of any script, single hyphens. @param {string} text */
export const slugOf = (text) =>
  text
    .normalize('NFKD')
    // Accents go from Latin, Greek and Cyrillic letters; marks that spell (Hindi, Thai) stay.
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** @typedef {{ name: string, url?: string, credentials?: string }} Person */

/** @param {unknown} value @param {Map<string, Person>} people by key @returns {Person | string | null} */
export function personOf(value, people) {
  if (isScalar(value)) return people.get(textOf(value)) ?? (textOf(value) || null);
  if (value === null || typeof value !== 'object') return null;
  const given = /** @type {Record<string, unknown>} */ (value);
  const name = textOf(given.full_name ?? given.name ?? given.display_name ?? given.title);
  if (name === '') return null;
  const url = textOf(given.url ?? given.website ?? given.homepage ?? given.link);
  const credentials = textOf(given.credentials);
  return { name, ...(url && { url }), ...(credentials && { credentials }) };
}

/** @param {unknown} value @param {Record<string, unknown>} data keys beside it may hold the alternative text */
export function imageOf(value, data) {
  const first = Array.isArray(value) ? value[0] : value;
  /** @type {Record<string, unknown>} */
  const given = first !== null && typeof first === 'object' ? first : { src: first };
  const src = given.src ?? given.url ?? given.path ?? given.image ?? given.feature;
  // `image: false` and empty texts say that there is none.
  if (typeof src !== 'string' || src.trim() === '') return null;
  const alt = textOf(
    given.alt ?? given.alt_text ?? data.image_alt ?? data.imageAlt ?? data.image_accessibility,
  );
  const [width, height] = [Number(given.width), Number(given.height)];
  return { src: src.trim(), alt, ...(width > 0 && height > 0 && { width, height }) };
}
