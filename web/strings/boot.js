/** The few words needed before anything else has arrived, or when nothing else arrives. */

const words = {
  en: { failed: 'The articles could not be loaded.', retry: 'Try again' },
};

/** @typedef {typeof words.en} BootStrings */

/** @param {string} tag @returns {BootStrings} */
export const bootStrings = (tag) => /** @type {any} */ (words)[tag.toLowerCase().split('-')[0]] ?? words.en;
