/** The few words needed before anything else has arrived, or when nothing else arrives. */

const words = {
  en: {
    failed: 'The articles could not be loaded.',
    retry: 'Try again',
    /** What readers are told, by the code of an error: what happened for them, and what they can do. */
    why: {
      network: 'The connection or the site may be down for a moment. Please try again.',
      gone: 'A part of this page is missing. Please reload the page.',
      version: 'This page has changed since you opened it. Please reload the page.',
      corrupt: 'Something did not arrive as it should. Please try again.',
      content: 'This page has a problem with its articles. Please try again later.',
      wasm: 'Your browser does not allow what they need. Please try another browser.',
      size: 'A private search would take too much data here.',
      other: 'Something went wrong. Please try again.',
    },
  },
};

/** @typedef {typeof words.en} BootStrings */

/**
 * Why something failed, in a reader's words; `error.message` is the site owner's.
 * @param {{ code?: string, status?: number }} error @param {BootStrings} strings
 */
export function whyFor({ code = '', status = 0 }, { why }) {
  if (status === 404 || status === 410) return why.gone;
  return /** @type {Record<string, string>} */ (why)[code] ?? why.other;
}

/** @param {string} tag @returns {BootStrings} */
export const bootStrings = (tag) => /** @type {any} */ (words)[tag.toLowerCase().split('-')[0]] ?? words.en;
