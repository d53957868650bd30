/** @file Asks markdown.wasm (docs/stream.md, "Bytes of render"). */
import { encoder } from './files.js';
import { decodeStream } from './stream.js';

/** @typedef {import('./engine.js').Instance} Instance */
/** @typedef {{ prefix?: string, heading?: number, id?: string, profile?: string, subscript?: 1, math?: 1 }} RenderOptions docs/stream.md */

/** @param {Instance} instance of markdown.wasm @param {string} markdown @param {RenderOptions} options @param {string} [site] what the bundle asks for */
export function renderWith(instance, markdown, options, site = '') {
  const line = `${new URLSearchParams(/** @type {any} */ (options))}&${site}\n`;
  return instance.run(
    'carrel_render',
    ({ carrel_request, memory }) => {
      // A unit of UTF-16 takes three bytes at most, and 4 MiB are rendered; asked again, for less, the module keeps what is there.
      const size = Math.min((line.length + markdown.length) * 3, 8e6);
      const at = carrel_request(size);
      let written = 0;
      for (const text of [line, markdown])
        written += encoder.encodeInto(
          text,
          new Uint8Array(memory.buffer, at + written, size - written),
        ).written;
      carrel_request(written);
    },
    decodeStream,
  );
}
