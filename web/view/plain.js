/**
 * Data of an answer or of a file as the plain value that a view expects of it. What is of another type becomes nothing, so that one
 * wrong value costs itself and not the page.
 */

/** @param {unknown} value @returns {string} '' for what is neither a text nor a number */
export const text = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** @param {unknown} value @returns {number} 0 for what is no finite number */
export const number = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** @param {any} value @returns {any[]} empty for what is no list */
export const list = (value) => (Array.isArray(value) ? value : []);

/** Its texts, without those that are none. @param {any} value @returns {string[]} */
export const texts = (value) => list(value).map(text).filter(Boolean);

/**
 * The objects in a list, as far as it is one.
 * @template T @param {T[] | null | undefined} value @returns {T[]}
 */
export const records = (value) => list(value).filter((one) => typeof one === 'object' && one !== null);
