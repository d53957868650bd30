/** @file From Markdown to HTML in Node, on html.wasm (docs/stream.md, "Bytes of html"). */

import { fromJson, outline as outlineShape } from './answers.js';
import { EngineError } from './files.js';

/** @typedef {import('./engine.js').Instance} Instance */

const HEADER = 8;
const TRUNCATED = 1;
const ASCII = 2;
// A unit of UTF-16 takes three bytes at most.
const BYTES_A_UNIT = 3;
/** Bytes: somewhat more than is ever rendered (docs/stream.md, Limits), so that what is cut is known to be. */
const textAtMost = 5e6;

/**
 * @param {Instance} instance of html.wasm
 * @param {string} markdown
 * @param {import('./render.js').RenderOptions} [options]
 */
export function htmlWith(instance, markdown, options) {
  const line = options ? `${new URLSearchParams(/** @type {any} */ (options))}\n` : '\n';
  const text = String(markdown);
  return instance.run(
    'carrel_html',
    (wasm) => {
      const most = line.length + Math.min(BYTES_A_UNIT * text.length, textAtMost);
      const at = wasm.carrel_request(most);
      const room = Buffer.from(wasm.memory.buffer, at, most);
      const begin = room.write(line);
      wasm.carrel_request(begin + room.write(text, begin));
    },
    ({ buffer, byteOffset, length }) => {
      if (length < HEADER) throw new EngineError('corrupt', 'html.wasm is damaged: install Carrel again');
      const bytes = Buffer.from(buffer, byteOffset, length);
      const htmlBegin = HEADER + bytes.readUInt32LE(0);
      const flags = bytes.readUInt32LE(4);
      const json = bytes.toString('utf8', HEADER, htmlBegin);
      /** @type {{ level: number, id: string, text: string }[] | undefined} */
      let outline;
      return {
        html: bytes.toString(flags & ASCII ? 'latin1' : 'utf16le', htmlBegin),
        get outline() {
          outline ??= /** @type {NonNullable<typeof outline>} */ (
            fromJson(json, outlineShape, 'the outline of an article')
          );
          return outline;
        },
        truncated: (flags & TRUNCATED) !== 0,
      };
    },
  );
}
