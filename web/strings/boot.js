/** The few words needed before anything else has arrived, or when nothing else arrives. */

const words = {
  en: {
    failed: 'The articles could not be loaded.',
    retry: 'Try again',
    size: 'A private search would take too much data here.',
  },
};

/** @typedef {typeof words.en} BootStrings */

/**
 * What a reader is told of an error beside `failed`.
 * @param {{ code?: string, message: string }} error its message is the owner's @param {BootStrings} strings
 */
export const told = ({ code, message }, strings) => (code === 'size' ? strings.size : message);

/** @param {string} tag @returns {BootStrings} */
export const bootStrings = (tag) => /** @type {any} */ (words)[tag.toLowerCase().split('-')[0]] ?? words.en;
