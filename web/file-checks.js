/**
 * @file Files of an index on their way to the engine: what is not the file that its name says goes no further, and is told by its name.
 */
import { distrust, EngineError } from './files.js';

/** @typedef {import('./files.js').Bytes} Bytes */

/** How a file of an index begins (docs/format.md), and what it then says of itself: little-endian, at these places. */
const MAGIC = [0x89, 0x43, 0x52, 0x4c, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADER = { checksum: 8, version: 16, size: 24, end: 32 };
/** The version whose header is laid out like that. */
const VERSION = 1;

/**
 * Refuses what cannot be the file of that name, before the engine wonders what it is: it knows files by their checksums alone, and
 * what is not one of them it cannot call by its name.
 * @param {Bytes} bytes unpacked @param {string} name the checksum, in sixteen hexadecimal digits, and `.bin`; of any other name
 *   nothing is known
 */
function expectWhole(bytes, name) {
  const [checksum] = /^[0-9a-f]{16}(?=\.bin$)/.exec(name) ?? [];
  if (!checksum) return;
  const refuse = (/** @type {string} */ fact) => {
    throw new EngineError('corrupt', `${checksum}.bin ${fact}: upload every file again`);
  };
  const { length } = bytes;
  if (length < HEADER.end || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    const first = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    refuse(`is no file of an index: it has ${length} bytes, which begin with ${first}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  // Of another version the engine says more.
  if (view.getUint32(HEADER.version, true) !== VERSION) return;
  const size = view.getUint32(HEADER.size, true);
  if (size !== length) refuse(`has ${length} bytes instead of ${size}`);
  const found = view.getBigUint64(HEADER.checksum, true).toString(16).padStart(16, '0');
  if (found !== checksum) refuse(`has been changed: it is the file ${found}.bin`);
}

/**
 * Hands a file to the engine. One that is refused is asked for past every cache the next time: a cache keeps it for ever.
 * @template T @param {import('./files.js').Fetch} fetch @param {URL} url of the file @param {Bytes} bytes unpacked @param {() => T} hand
 * @returns {T}
 */
export function takeUp(fetch, url, bytes, hand) {
  const name = url.pathname.split('/').pop() ?? '';
  try {
    expectWhole(bytes, name);
    return hand();
  } catch (/** @type {any} */ error) {
    if (error.code !== 'corrupt') throw error;
    distrust(fetch, url);
    // The engine has never heard the names of files.
    if (error.message.startsWith(name)) throw error;
    throw new EngineError('corrupt', `${name}: ${error.message}`, { cause: error });
  }
}
