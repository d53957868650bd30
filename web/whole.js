/**
 * @file `privacy="whole"`: everything that a search may look at is fetched with the first one, so that which files are fetched
 * says nothing of what is searched for.
 */
import { EngineError } from './files.js';

/** Bytes on the wire that a reader is asked to wait for at most. */
export const WHOLE_AT_MOST = 5_000_000;

/** The kind of a file with bodies (docs/format.md), which nothing but an opened article asks for. */
const BODIES = 3;

/** Does a search look at this file? @param {Uint8Array} bytes of a file of the index, unpacked: its kind stands at 20 */
export const isSearched = (bytes) => bytes[20] !== BODIES;

/**
 * Refuses more bytes than that.
 * @param {number} bytes @param {URL | string} src
 */
export function refuseLarge(bytes, src) {
  if (bytes <= WHOLE_AT_MOST) return;
  const megabytes = (/** @type {number} */ count) => (count / 1_000_000).toFixed(1);
  throw new EngineError(
    'size',
    `privacy="whole" would fetch ${megabytes(bytes)} MB or more of ${src}, at most ${megabytes(WHOLE_AT_MOST)} MB are fetched: ` +
      'split the bundle, or leave the attribute out and tell your readers that the files they fetch tell the host their words',
  );
}
