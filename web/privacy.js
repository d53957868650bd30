/** What `privacy` asks for, as an attribute and as an option. Pure. */

/**
 * What the attribute or the option says. A value that is not known counts as `whole`: a slip of the pen must not cost the
 * reader's privacy.
 * @param {string} [privacy]
 */
export const isWhole = (privacy = '') => privacy !== '' && privacy !== 'parts';
