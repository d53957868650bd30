/**
 * @file A packed bundle of which any JSON can be replaced, sealed again with checksums that are right: what a hostile host can write.
 * docs/format.md says where it stands.
 */
import { gunzipSync } from 'node:zlib';
import { putTogether, takeApart, varints, xxh64 } from '../fixtures/container.js';

/** @typedef {import('../../../web/node.js').Files} Files */
/** @typedef {import('../fixtures/container.js').Section} Section */
/**
 * @typedef {object} Sealed one JSON of a bundle
 * @property {string} where
 * @property {any} value what it says
 * @property {(json: string) => Files} replaced the bundle in which something else stands there, JSON or not
 */

/** How many texts of each article stand in a row, kind after kind, in the sections that hold texts. */
const BODY_TEXTS = 4;
const CARD_TEXTS = 9;
const DETAILS = 0;
const CARD_IMAGE = 7;

/** @param {Uint8Array} bytes */
const unpacked = (bytes) => new Uint8Array(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A section of sizes and then of runs of bytes. @param {Uint8Array} bytes @param {number} count of runs @returns {Uint8Array[]} */
function runsOf(bytes, count) {
  let at = 0;
  const sizes = Array.from({ length: count }, () => {
    let size = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      size += (byte & 127) * shift;
      if (byte < 128) return size;
    }
  });
  return sizes.map((size) => {
    at += size;
    return bytes.subarray(at - size, at);
  });
}

/** @param {Uint8Array[]} runs */
const asSection = (runs) =>
  new Uint8Array(Buffer.concat([Buffer.from(varints(...runs.map(({ length }) => length))), ...runs]));

/** The bytes with the one checksum in the place of the other. @param {Uint8Array} bytes @param {bigint} old @param {bigint} now */
function leadingTo(bytes, old, now) {
  const out = Buffer.from(bytes);
  const wanted = Buffer.alloc(8);
  wanted.writeBigUInt64LE(old);
  const at = out.indexOf(wanted);
  if (at < 0) throw new Error('the root does not lead to the file that was changed');
  out.writeBigUInt64LE(now, at);
  return new Uint8Array(out);
}

/** Every JSON in a bundle. @param {Files} files of few articles: one root, and files of bodies @returns {Sealed[]} */
export function sealedIn(files) {
  const rootName = JSON.parse(decoder.decode(files.get('entry.json'))).index;
  /** @type {Sealed[]} */
  const found = [];
  for (const [name, packed] of files) {
    if (!name.endsWith('.bin')) continue;
    const file = unpacked(packed);
    const { kind, sections } = takeApart(file);
    const isRoot = name === rootName;

    /** @param {string} id @param {Uint8Array} bytes @returns {Files} */
    const withSection = (id, bytes) => {
      const changed = putTogether({
        kind,
        sections: sections.map((section) => (section.id === id ? { ...section, bytes } : section)),
      });
      const others = new Map(files);
      others.delete(name);
      others.delete(rootName);
      let root = changed;
      if (!isRoot) {
        const now = xxh64(changed.subarray(16));
        others.set(`${now.toString(16).padStart(16, '0')}.bin`, changed);
        const parts = takeApart(unpacked(/** @type {Uint8Array} */ (files.get(rootName))));
        for (const section of parts.sections)
          if (section.id === 'FILE') section.bytes = leadingTo(section.bytes, xxh64(file.subarray(16)), now);
        root = putTogether(parts);
      }
      // A root may have any name.
      others.set('forged.bin', root);
      others.set('entry.json', encoder.encode('{"carrel":1,"format":1,"index":"forged.bin","articles":1}'));
      return others;
    };

    for (const { id, bytes, items } of sections) {
      /** @param {string} where @param {number} at @param {Uint8Array[]} runs @param {boolean} [bare] without its braces */
      const add = (where, at, runs, bare = false) => {
        const text = decoder.decode(runs[at]);
        found.push({
          where,
          value: JSON.parse(bare ? `{${text}}` : text || 'null'),
          replaced: (json) => {
            const members = bare && /^\{.*\}$/s.test(json) ? json.slice(1, -1) : json;
            return withSection(
              id,
              asSection(runs.map((run, i) => (i === at ? encoder.encode(members) : run))),
            );
          },
        });
      };
      if (id === 'META')
        found.push({
          where: 'META',
          value: JSON.parse(decoder.decode(bytes)),
          replaced: (json) => withSection('META', encoder.encode(json)),
        });
      if (id === 'CARD') {
        const runs = runsOf(bytes, CARD_TEXTS * items);
        for (let i = 0; i < items; i++) add(`the picture of card ${i}`, CARD_IMAGE * items + i, runs);
      }
      if (id === 'BODY') {
        const runs = runsOf(bytes, (BODY_TEXTS + 2) * items);
        for (let i = 0; i < items; i++) {
          add(`the details of article ${i}`, BODY_TEXTS * i + DETAILS, runs, true);
          add(`what is related to article ${i}`, BODY_TEXTS * items + i, runs);
        }
      }
    }
  }
  return found;
}
