/** @file From Markdown to HTML in Node, on html.wasm (docs/stream.md, "Bytes of html"). */

/** @typedef {import('./engine.js').Instance} Instance */

const HEADER = 8;
const TRUNCATED = 1;
const ASCII = 2;
// A unit of UTF-16 takes three bytes at most.
const BYTES_A_UNIT = 3;

/** The memory of the module that was asked last: to look at it anew each time takes longer than a short article. */
let memory = Buffer.alloc(0);

/** @param {ArrayBuffer} buffer */
function bufferOf(buffer) {
  if (memory.buffer !== buffer) memory = Buffer.from(buffer);
  return memory;
}

/**
 * @param {Instance} instance of html.wasm
 * @param {string} markdown
 * @param {import('./render.js').RenderOptions} [options]
 */
export function htmlWith(instance, markdown, options) {
  const line = options ? `${new URLSearchParams(/** @type {any} */ (options))}\n` : '\n';
  return instance.run(
    'carrel_html',
    (wasm) => {
      const most = BYTES_A_UNIT * (line.length + markdown.length);
      const at = wasm.carrel_request(most);
      const room = bufferOf(wasm.memory.buffer);
      const begin = at + room.write(line, at);
      const size = line.length + room.write(markdown, begin, at + most - begin);
      wasm.carrel_request(size);
    },
    ({ buffer, byteOffset, length }) => {
      const bytes = bufferOf(buffer);
      const outlineBegin = byteOffset + HEADER;
      const htmlBegin = outlineBegin + bytes.readUInt32LE(byteOffset);
      const flags = bytes.readUInt32LE(byteOffset + 4);
      const outline = bytes.toString('utf8', outlineBegin, htmlBegin);
      return {
        html: bytes.toString(flags & ASCII ? 'latin1' : 'utf16le', htmlBegin, byteOffset + length),
        /** @returns {{ level: number, id: string, text: string }[]} */
        get outline() {
          return JSON.parse(outline);
        },
        truncated: (flags & TRUNCATED) !== 0,
      };
    },
  );
}
