/**
 * @file The files that a file of the index leads to (docs/format.md, FILE), for whoever publishes them: which belong to a bundle,
 * and how much of it a search may fetch.
 *
 * Nothing is refused here: the engine checks what it opens. A file that is damaged leads to nothing.
 */

/** What the kinds of FILE are called (wasm/index/format.h). */
export const kinds = { terms: 1, cards: 2, bodies: 3, slugs: 4, titles: 5, positions: 6 };

/** A table of more sections than these is none. */
const sectionsAtMost = 32;

const magic = [0x89, 0x43, 0x52, 0x4c, 0x0d, 0x0a, 0x1a, 0x0a];

/** Does a file begin like one of the index? @param {Uint8Array} bytes unpacked */
export const isIndexFile = (bytes) => bytes.length >= 32 && magic.every((byte, i) => bytes[i] === byte);

/** The bytes of the section FILE, or none. @param {Uint8Array} bytes */
function fileSection(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = Math.min(view.getUint32(28, true), sectionsAtMost);
  for (let row = 32; row < 32 + 16 * count && row + 16 <= bytes.length; row += 16) {
    if (String.fromCharCode(...bytes.subarray(row, row + 4)) !== 'FILE') continue;
    const offset = view.getUint32(row + 4, true);
    return bytes.subarray(offset, offset + view.getUint32(row + 8, true));
  }
  return new Uint8Array();
}

/**
 * @param {Uint8Array} bytes one file of the index, unpacked
 * @returns {{ kind: number, name: string }[]} in the order of the table; none of a file that is no index or is cut
 */
export function filesNamedIn(bytes) {
  if (!isIndexFile(bytes)) return [];
  const table = fileSection(bytes);
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    return value;
  };
  /** @type {{ kind: number, name: string }[]} */
  const files = [];
  try {
    while (at < table.length) {
      const kind = varint();
      // The articles that the file is about: first and count.
      varint();
      varint();
      const name = `${view.getBigUint64(at, true).toString(16).padStart(16, '0')}.bin`;
      at += 8;
      const keySize = varint();
      at += keySize;
      files.push({ kind, name });
    }
  } catch (error) {
    // The table ends within an entry.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
  return files;
}
